import { queryNumber } from "../gateway/pages";
import { backupRefusal } from "../gateway/refusal";

/** The part of a list that the query asks for: `limit` (1 to 1000, default 1000), `offset` or `marker`. */
export function page<Item extends { id: string }>(query: URLSearchParams, items: Item[]): Item[] {
  const refuse = (message: string) => backupRefusal("9900", message);
  const limit = queryNumber(query, "limit", { otherwise: 1000, from: 1, to: 1000 }, refuse);
  const offset = queryNumber(query, "offset", { otherwise: 0, from: 0, to: Number.MAX_SAFE_INTEGER }, refuse);
  const marker = query.get("marker");
  const afterMarker = marker === null ? 0 : items.findIndex(({ id }) => id === marker) + 1;
  return items.slice(afterMarker + offset, afterMarker + offset + limit);
}
