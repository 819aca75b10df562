import type { Clock } from "../../provider/procedures/clock";

interface Timer {
  at: number;
  order: number;
  wake: () => void;
}

/** More than any run needs: a run that jumps so often is caught in a loop. */
const mostJumps = 20_000;

/** Time that stands still until nothing else can happen, and then jumps to the next thing that is waited for. */
export class VirtualTime {
  private nowMilliseconds: number;
  private readonly timers: Timer[] = [];
  private order = 0;

  constructor(begin = Date.UTC(2026, 0, 1, 12)) {
    this.nowMilliseconds = begin;
  }

  now(): number {
    return this.nowMilliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = (): void => {
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      this.timers.push({ at: this.nowMilliseconds + milliseconds, order: this.order++, wake });
      signal?.addEventListener("abort", wake);
    });
  }

  clock(): Clock {
    return { now: () => this.now(), sleep: (milliseconds, signal) => this.sleep(milliseconds, signal) };
  }

  /** Lets time pass until the promise is settled, and gives its result. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const progress = { settled: false };
    const end = (): void => {
      progress.settled = true;
    };
    promise.then(end, end);
    for (let jumps = 0; ; jumps++) {
      if (jumps > mostJumps) throw new Error("the run never comes to an end");
      // Everything that can go on without time passing goes on first.
      await new Promise((resolve) => setImmediate(resolve));
      if (progress.settled) return promise;
      if (!this.jump()) throw new Error("nothing is waited for, and nothing can happen: the run hangs");
    }
  }

  private jump(): boolean {
    this.timers.sort((a, b) => a.at - b.at || a.order - b.order);
    const next = this.timers.shift();
    if (!next) return false;
    this.nowMilliseconds = Math.max(this.nowMilliseconds, next.at);
    next.wake();
    return true;
  }
}
