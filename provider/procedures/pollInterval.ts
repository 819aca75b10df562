const shortestSeconds = 4;
const longestSeconds = 60;
const firstLookSeconds = 10;

/**
 * How long to wait before looking again: long while much is left, short around the expected end.
 * @param elapsedSeconds since the operation began
 * @param fraction how far it is, from 0 to 1, where that is known
 */
export function pollInterval(elapsedSeconds: number, fraction: number | undefined): number {
  if (!fraction) return firstLookSeconds;
  const leftSeconds = (elapsedSeconds * (1 - fraction)) / fraction;
  return Math.min(longestSeconds, Math.max(shortestSeconds, leftSeconds / 3));
}
