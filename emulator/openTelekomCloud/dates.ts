/**
 * The moment that a request names: 2026-01-02T03:04:05Z, with a fraction or with +00:00 where it likes. undefined: it is
 * none, or in no zone, or in another one than UTC.
 */
export function utcTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/.test(text)) return undefined;
  const time = Date.parse(text);
  // The 30th of February would be the 2nd of March.
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19));
  return isDay ? time : undefined;
}

/** A date as ECS and IMS write it: 2026-01-02T03:04:05Z. */
export function rfc3339(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** A date as jobs have it: 2026-01-02T03:04:05.678Z. */
export function rfc3339WithMilliseconds(at: number): string {
  return new Date(at).toISOString();
}

/** A date as IAM writes it: 2026-01-02T03:04:05.678000Z. */
export function identityDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}000Z`;
}

/** A date as EVS writes it: 2026-01-02T03:04:05.678000. In UTC, though it does not say so. */
export function cinderDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}000`;
}

/** A date as CBR writes it: 2026-01-02T03:04:05.678000+00:00. */
export function cbrDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}000+00:00`;
}
