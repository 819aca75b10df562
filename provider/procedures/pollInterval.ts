const shortestSeconds = 4;
/** What goes wrong unexpectedly is seen after that at the latest. */
const longestSeconds = 300;
const longestUnknownSeconds = 60;
const firstLookSeconds = 10;

/**
 * How long to wait before looking again at something that takes its time: long while much is left, short around the
 * expected end, and longer again the longer that is over.
 * @param elapsedSeconds since it began
 * @param expectedSeconds how long it is likely to take in all; undefined: nobody knows
 */
export function pollInterval(elapsedSeconds: number, expectedSeconds: number | undefined): number {
  if (expectedSeconds === undefined)
    return between(firstLookSeconds, elapsedSeconds / 10, longestUnknownSeconds);
  const leftSeconds = expectedSeconds - elapsedSeconds;
  return between(shortestSeconds, leftSeconds > 0 ? leftSeconds * 0.75 : -leftSeconds / 4, longestSeconds);
}

function between(least: number, wanted: number, most: number): number {
  return Math.min(most, Math.max(least, wanted));
}
