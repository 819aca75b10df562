import { z } from "zod";

/** A time in an answer. */
export const cloudTime = z.string().refine((text) => !Number.isNaN(utcSeconds(text)), "is no time");

/** A time that nothing depends on but what it tells: undefined where there is none, or none that can be read. */
export const secondsIfAny = cloudTime.transform(utcSeconds).optional().catch(undefined);

/**
 * A time of the cloud in seconds since 1970. Its services write UTC, some of them without saying so: a time
 * without a zone would otherwise be read as the computer's own.
 */
export function utcSeconds(text: string): number {
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  return Math.floor(Date.parse(hasZone ? text : `${text}Z`) / 1000);
}
