/**
 * One reading for all who ask at the same time. Who asks while one is under way waits for the next, which begins when
 * that has ended: what is read is never older than the question.
 */
export function together<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    if (next) return next;
    const reading = underWay.then(() => {
      next = undefined;
      return read();
    });
    underWay = reading.catch(() => undefined);
    next = reading;
    return reading;
  };
}
