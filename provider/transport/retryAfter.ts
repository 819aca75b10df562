/**
 * Milliseconds that an answer asks to wait for, in its header Retry-After: seconds, or a date.
 * @param now milliseconds since 1970, in the time of whoever answered
 */
export function retryAfterMilliseconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
