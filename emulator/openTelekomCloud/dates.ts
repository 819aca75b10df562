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
