import assert from "node:assert/strict";
import { RateLimit, RateLimits } from "../../../provider/transport/rateLimit";
import { fakeClock } from "../scriptedHttp";

const { signal } = new AbortController();

/** A clock that stands still while somebody waits on it, as for calls that are made at the same time. */
function standingClock() {
  const clock = { ...fakeClock(), at: 0, waits: [] as number[] };
  clock.now = () => clock.at;
  clock.sleep = async (milliseconds) => {
    clock.waits.push(milliseconds);
  };
  return clock;
}

async function turns(limit: RateLimit, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await limit.turn(signal);
}

describe("the rate limit of an account", () => {
  it("lets two seconds' worth of calls through at once, and then one after the other", async () => {
    const clock = standingClock();
    const limit = new RateLimit(clock, 10);
    await turns(limit, 20);
    assert.deepEqual(clock.waits, []);
    await turns(limit, 3);
    assert.deepEqual(clock.waits, [100, 200, 300]);
  });

  it("counts what was not used for two seconds, not for longer", async () => {
    const clock = standingClock();
    const limit = new RateLimit(clock, 10);
    await turns(limit, 20);
    clock.at += 500;
    await turns(limit, 6);
    assert.deepEqual(clock.waits, [100]);
    clock.at += 3_600_000;
    clock.waits.length = 0;
    await turns(limit, 21);
    assert.deepEqual(clock.waits, [100]);
  });

  it("is kept in the time of the clock: 100 calls take as long as they should", async () => {
    const clock = fakeClock();
    const began = clock.now();
    await turns(new RateLimit(clock, 20), 100);
    assert.ok(Math.abs(clock.now() - began - 3000) < 1, `${clock.now() - began} ms`);
  });

  it("lets a first call through at once, however slow it is", async () => {
    const clock = standingClock();
    const limit = new RateLimit(clock, 0.1);
    await turns(limit, 2);
    assert.deepEqual(clock.waits, [10_000]);
  });

  it("lets those through first whose calls cannot wait for their turn", async () => {
    const limit = new RateLimit(fakeClock(), 1);
    const through: string[] = [];
    const asks = async (name: string, order?: "soon"): Promise<void> => {
      await limit.turn(signal, order);
      through.push(name);
    };
    await turns(limit, 2);
    await Promise.all([asks("one"), asks("two"), asks("three"), asks("soon", "soon")]);
    assert.deepEqual(through, ["one", "soon", "two", "three"]);
  });

  it("passes on the signal that ends the wait", async () => {
    const clock = standingClock();
    const { signal: stop } = new AbortController();
    const given: unknown[] = [];
    clock.sleep = async (_milliseconds, ending) => void given.push(ending);
    const limit = new RateLimit(clock, 0.1);
    await limit.turn(stop);
    await limit.turn(stop);
    assert.deepEqual(given, [stop]);
  });

  it("gives none of those a turn that wait when the run is stopped, and keeps its pace for what ends it", async () => {
    const clock = fakeClock();
    const stop = new AbortController();
    const limit = new RateLimit(clock, 1);
    await turns(limit, 2);
    const waiting = [limit.turn(stop.signal), limit.turn(stop.signal)];
    stop.abort();
    assert.deepEqual(await Promise.all(waiting), [false, false]);
    clock.sleeps.length = 0;
    assert.deepEqual([await limit.turn(stop.signal), await limit.turn(stop.signal)], [true, true]);
    assert.ok(clock.sleeps.length > 0);
  });

  it("is one for all connections to the account; another account has its own", async () => {
    const clock = standingClock();
    const limits = new RateLimits();
    await turns(limits.of("a", clock), 40);
    assert.deepEqual(clock.waits, []);
    await turns(limits.of("b", clock), 40);
    assert.deepEqual(clock.waits, []);
    await turns(limits.of("a", clock), 1);
    assert.deepEqual(clock.waits, [50]);
  });

  it("is the slowest of those that its connections ask for", async () => {
    const clock = standingClock();
    const limits = new RateLimits();
    limits.of("a", clock, 10);
    await turns(limits.of("a", clock, 1), 2);
    await turns(limits.of("a", clock, 10), 1);
    assert.deepEqual(clock.waits, [1000]);
  });
});
