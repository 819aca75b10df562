import type { AccountIdentity } from "../ports/cloud";
import { LookupRefused } from "./refusal";

/** Among which objects a lookup looks. */
export interface Search<T> {
  /** The call as the program made it, for messages. */
  call: string;
  /** What the objects are called, for example "server". */
  noun: string;
  account: AccountIdentity;
  list: Promise<T[]>;
  get(id: string): Promise<T | undefined>;
}

/** The object with this ID. What the list does not hold is asked for before it counts as not there. */
export async function withId<T extends { id: string }>(search: Search<T>, id: string): Promise<T> {
  const found = await listedOrAsked(search, id);
  if (found) return found;
  throw new LookupRefused(search.call, {
    seen: `there is no ${search.noun} with this ID in ${placeOf(search.account)}`,
    ...whatToCheck(search.noun, "ID"),
  });
}

/** The only object with exactly this name. */
export async function withName<T extends { id: string; name: string }>(
  search: Search<T>,
  name: string,
): Promise<T> {
  const all = await search.list;
  const called = all.filter((one) => one.name === name);
  if (called.length > 0) return theOnly(called, search, "Give the ID of the one that is meant.");
  const similar = all.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  const hint = similar.length > 0 ? `, only ${similar.map((one) => `"${one.name}"`).join(", ")}` : "";
  throw new LookupRefused(search.call, {
    seen: `none of the ${all.length} ${search.noun}s in ${placeOf(search.account)} has this name${hint}`,
    ...whatToCheck(search.noun, "name"),
  });
}

/** The only one of those that were found: several are refused, with their IDs. */
export function theOnly<T extends { id: string; name: string }>(
  found: readonly T[],
  { call, noun }: Pick<Search<T>, "call" | "noun">,
  remedy: string,
): T {
  const [first] = found;
  if (first && found.length === 1) return first;
  throw new LookupRefused(call, {
    seen: `${found.length} ${noun}s are meant: ${found.map(({ id, name }) => `${id} ("${name}")`).join(", ")}`,
    expected: `one ${noun}`,
    remedy,
  });
}

/** From a list; what is not in it is asked for by its ID. */
export async function listedOrAsked<T extends { id: string }>(
  { list, get }: Pick<Search<T>, "list" | "get">,
  id: string,
): Promise<T | undefined> {
  return (await list).find((one) => one.id === id) ?? (await get(id));
}

/** The account in words, for messages: most often it is the wrong one. */
export function placeOf({ region, projectId }: AccountIdentity): string {
  return `region ${region}, project ${projectId}`;
}

function whatToCheck(noun: string, by: "ID" | "name"): { expected: string; remedy: string } {
  return {
    expected: `the ${by === "ID" ? "ID" : "exact name"} of a ${noun} of this account`,
    remedy: `Look the ${by} up in the console, and check the profile's region and project.`,
  };
}
