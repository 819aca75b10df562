import { utcTime } from "../dates";
import { backupRefusal } from "../gateway/refusal";
import type { Instant } from "../cloudState";

/** Tells whether the query asks for a moment: by `start_time`, by `end_time`, by both, or by none. */
export function windowOf(query: URLSearchParams): (at: Instant) => boolean {
  const start = timeOf(query, "start_time") ?? -Infinity;
  const end = timeOf(query, "end_time") ?? Infinity;
  return (at) => at >= start && at <= end;
}

/** undefined: not asked for. */
function timeOf(query: URLSearchParams, name: string): Instant | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = utcTime(text);
  if (time !== undefined) return time;
  throw backupRefusal("9900", `${name} must be a time such as 2026-01-02T03:04:05Z`);
}
