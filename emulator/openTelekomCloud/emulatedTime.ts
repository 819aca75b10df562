import type { EmulatedClock } from "./cloudState";

/** What the cloud's clock shows when the real one shows `realMs`. */
export function emulatedTime(clock: EmulatedClock, realMs: number): number {
  return Math.round(clock.emulatedMs + (realMs - clock.realMs) * clock.speed);
}

/** The same clock at another speed from now on: its time goes on without a jump. */
export function atSpeed(clock: EmulatedClock, speed: number, realMs: number): EmulatedClock {
  return { realMs, emulatedMs: emulatedTime(clock, realMs), speed };
}
