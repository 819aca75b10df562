import { Mutex } from "async-mutex";
import type { Clock } from "../procedures/clock";

/** By default, calls a second to one account. */
export const defaultCallsPerSecond = 20;

/** After a pause, the calls of this many seconds may go out at once. */
const burstSeconds = 2;

/** "soon": before all that wait for their turn, because something is written by what was seen a moment ago. */
export type Order = "soon" | "in turn";

/** Spreads calls over time, in the order in which they ask. */
export class RateLimit {
  private readonly turns = new Mutex();
  /** When all that was let through so far would have been through at an even pace. */
  private paidUntil = -Infinity;

  constructor(
    private readonly clock: Clock,
    private callsPerSecond: number,
  ) {}

  /** Connections may ask for different limits to one account: the slowest holds. */
  slowDownTo(callsPerSecond: number): void {
    this.callsPerSecond = Math.min(this.callsPerSecond, callsPerSecond);
  }

  /**
   * Waits for the caller's turn; false: `signal` was aborted first. Who comes after that has something to end, and waits
   * for a turn like everybody.
   */
  async turn(signal: AbortSignal, order: Order = "in turn"): Promise<boolean> {
    const ending = signal.aborted ? undefined : signal;
    return this.turns.runExclusive(() => this.pause(ending), order === "soon" ? 1 : 0);
  }

  private async pause(signal: AbortSignal | undefined): Promise<boolean> {
    if (signal?.aborted) return false;
    const interval = 1000 / this.callsPerSecond;
    const now = this.clock.now();
    // A pace slower than that lets one call through at once, too.
    const burst = Math.max(burstSeconds * 1000, interval);
    this.paidUntil = Math.max(this.paidUntil, now - burst) + interval;
    if (this.paidUntil > now) await this.clock.sleep(this.paidUntil - now, signal);
    return !signal?.aborted;
  }
}

/** One limit an account, shared by all connections of a process. */
export class RateLimits {
  private readonly limits = new Map<string, RateLimit>();

  /** @param account what the cloud counts calls by: the same text for the same account */
  of(account: string, clock: Clock, callsPerSecond = defaultCallsPerSecond): RateLimit {
    const limit = this.limits.get(account) ?? new RateLimit(clock, callsPerSecond);
    this.limits.set(account, limit);
    limit.slowDownTo(callsPerSecond);
    return limit;
  }
}
