import { CloudError } from "../ports/cloudError";
import type { Clock } from "./clock";

const longestMilliseconds = 10 * 60_000;
const pauseMilliseconds = 15_000;

/** Looks again and again while the cloud throttles, for ten minutes: it is there, and only busy. */
export async function whileThrottled<T>(
  look: () => Promise<T>,
  clock: Clock,
  stopSignal: AbortSignal,
): Promise<T> {
  const begin = clock.now();
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const isThrottled = error instanceof CloudError && error.kind === "throttled";
      const isLate = clock.now() - begin >= longestMilliseconds;
      if (!isThrottled || isLate || stopSignal.aborted) throw error;
      await clock.sleep(pauseMilliseconds, stopSignal);
    }
  }
}
