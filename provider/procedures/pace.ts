import { pollInterval } from "./pollInterval";

/** How something goes on that takes its time, as it was last seen. Times in seconds since 1970. */
export interface Pace {
  beganAt: number;
  lookedAt: number;
  /** How far it was when that was last told, from 0 to 1. */
  fraction: number;
  /** How long it is likely to take in all; undefined: too early to tell. */
  expectedSeconds: number | undefined;
}

/** The pace of what has come as far as `fraction`, from 0 to 1, by now. */
export function paceOf(beganAt: number, fraction: number, now: number): Pace {
  // Clouds tell whole per cents, rounded down.
  const likely = Math.min(1, fraction + 0.005);
  const isKnown = fraction > 0 && now > beganAt;
  return {
    beganAt,
    lookedAt: now,
    fraction,
    expectedSeconds: isKnown ? (now - beganAt) / likely : undefined,
  };
}

/** Seconds until it is worth looking at again; 0 or less: it is time. */
export function untilNextLook({ beganAt, lookedAt, expectedSeconds }: Pace, now: number): number {
  return lookedAt + pollInterval(lookedAt - beganAt, expectedSeconds) - now;
}

/** How far it is likely to be by now, from 0 to 1; undefined: nobody knows. */
export function likelyFraction({ beganAt, expectedSeconds }: Pace, now: number): number | undefined {
  return expectedSeconds === undefined ? undefined : (now - beganAt) / expectedSeconds;
}
