/** Waits for a condition, and fails when it does not come true in time. */
export async function until(
  what: string | (() => string),
  seconds: number,
  condition: () => boolean,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!condition()) {
    if (Date.now() > end)
      throw new Error(`waited ${seconds} s in vain for: ${typeof what === "string" ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
