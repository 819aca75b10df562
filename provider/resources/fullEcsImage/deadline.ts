/**
 * Milliseconds that an image may take where the user sets no time-out: 60 minutes, and one more for each GiB of the
 * server's disks (FEI-02).
 */
export function defaultTimeoutMilliseconds(diskSizesGb: readonly number[]): number {
  const minutes = 60 + diskSizesGb.reduce((sum, size) => sum + size, 0);
  return minutes * 60_000;
}
