import type { Refusal } from "./refusal";

/** A number of the query, or `otherwise` where it is not given. */
export function queryNumber(
  query: URLSearchParams,
  name: string,
  range: { otherwise: number; from: number; to: number },
  refuse: (message: string) => Refusal,
): number {
  const text = query.get(name);
  if (text === null) return range.otherwise;
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isInteger(number) || number < range.from || number > range.to) {
    throw refuse(`${name} must be a whole number from ${range.from} to ${range.to}`);
  }
  return number;
}

/** Whether the query does not ask for a value, or asks for this one. */
export function asksFor(query: URLSearchParams, name: string, value: string): boolean {
  const wanted = query.getAll(name);
  return wanted.length === 0 || wanted.includes(value);
}

/** The same of a yes or no, which clients also write as `True` and `False`: tells it of each value. */
export function flagFilter(
  query: URLSearchParams,
  name: string,
  refuse: (message: string) => Refusal,
): (value: boolean) => boolean {
  const wanted = query.getAll(name).map((text) => text.toLowerCase());
  if (wanted.some((text) => text !== "true" && text !== "false")) {
    throw refuse(`${name} must be true or false`);
  }
  return (value) => wanted.length === 0 || wanted.includes(String(value));
}

/** Whether the query asks for no enterprise project, for this one, or for all. */
export function asksForEnterpriseProject(query: URLSearchParams, id: string): boolean {
  const name = "enterprise_project_id";
  return asksFor(query, name, id) || asksFor(query, name, "all_granted_eps");
}
