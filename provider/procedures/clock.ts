/** Time as a procedure knows it. Nothing else in the package reads the time or sleeps (signing excepted). */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `milliseconds`, or as soon as `signal` is aborted: look at the signal afterwards. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The computer's own time. */
export const systemClock: Clock = acceleratedClock(() => Date.now(), 1);

/**
 * A clock of which `speed` seconds pass in a real one: the time of an emulated cloud, so that a procedure
 * waits for ten emulated minutes as long as they really take.
 */
export function acceleratedClock(now: () => number, speed: number): Clock {
  return {
    now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const end = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", end);
          resolve();
        };
        const timer = setTimeout(end, Math.max(0, milliseconds / speed));
        signal?.addEventListener("abort", end);
      }),
  };
}
