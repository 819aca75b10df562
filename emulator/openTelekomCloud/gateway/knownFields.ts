import type { JsonObject } from "./json";
import { notEmulated } from "./refusal";

/** An object with nothing in it but these fields. `what` says whose fields they are, for example "a vault". */
export function knownFields(
  object: JsonObject,
  known: readonly string[],
  what: string,
  requestId: string,
): JsonObject {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) throw notEmulated(`the field ${unknown} of ${what}`, requestId);
  return object;
}
