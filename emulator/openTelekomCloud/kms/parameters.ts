import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { knownFields } from "../gateway/knownFields";
import type { Call } from "../gateway/route";
import { keyRefusal } from "./refusal";

/** What a request of KMS says: in its body, or in its query as the Go client of this cloud sends it. */
export function parametersOf<Name extends string>(
  { body, query, requestId }: Call,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const said: JsonObject = { ...Object.fromEntries(query), ...bodyOf(body) };
  knownFields(said, names, "a request of KMS", requestId);
  for (const [name, value] of Object.entries(said)) {
    if (typeof value !== "string") throw keyRefusal("0308", `${name} must be a text`);
  }
  return said as Partial<Record<Name, string>>;
}

function bodyOf(body: unknown): JsonObject {
  if (body === undefined) return {};
  if (!isObject(body)) throw keyRefusal("0202", "Invalid JSON format of the request message.");
  return body;
}
