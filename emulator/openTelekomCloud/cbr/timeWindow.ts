import { utcTime } from "../dates";
import { backupRefusal } from "../gateway/refusal";
import type { Instant } from "../cloudState";

/** Whether the query asks for this moment: by `start_time` and `end_time`, by both, or by none. */
export function isInWindow(query: URLSearchParams, at: Instant): boolean {
  return at >= (timeOf(query, "start_time") ?? -Infinity) && at <= (timeOf(query, "end_time") ?? Infinity);
}

/** undefined: not asked for. */
function timeOf(query: URLSearchParams, name: string): Instant | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = utcTime(text);
  if (time !== undefined) return time;
  throw backupRefusal("9900", `${name} must be a time such as 2026-01-02T03:04:05Z`);
}
