import assert from "node:assert/strict";
import { ServerQueue } from "../../../provider/procedures/serverQueue";

/** Lets everything go on that can. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the queue of a server", () => {
  it("lets one operation work at a time, says that another waits, and keeps other servers apart", async () => {
    const queue = new ServerQueue();
    const log: string[] = [];
    let finish: () => void = () => undefined;
    const first = queue.whenFree(
      "a",
      () => log.push("first waits"),
      () => new Promise<void>((resolve) => (finish = resolve)),
    );
    const second = queue.whenFree(
      "a",
      () => log.push("second waits"),
      async () => log.push("second works"),
    );
    const elsewhere = queue.whenFree(
      "b",
      () => log.push("elsewhere waits"),
      async () => log.push("elsewhere works"),
    );
    await elsewhere;
    await settle();
    assert.deepEqual(log, ["second waits", "elsewhere works"]);
    assert.deepEqual([queue.isBusy("a"), queue.isBusy("c")], [true, false]);
    finish();
    await Promise.all([first, second]);
    assert.deepEqual(log.at(-1), "second works");
    assert.equal(queue.isBusy("a"), false);
  });

  it("is free again after an operation that failed", async () => {
    const queue = new ServerQueue();
    const fail = (): Promise<never> => Promise.reject(new Error("it failed"));
    await assert.rejects(
      queue.whenFree("a", () => undefined, fail),
      /it failed/,
    );
    assert.equal(queue.isBusy("a"), false);
  });

  it("lets others go first while one waits for something that only they can end", async () => {
    const queue = new ServerQueue();
    const log: string[] = [];
    let wake: () => void = () => undefined;
    const waiting = queue.whenFree(
      "a",
      () => undefined,
      async (letOthersGoFirst) => {
        await letOthersGoFirst(() => new Promise<void>((resolve) => (wake = resolve)));
        log.push("goes on");
      },
    );
    await settle();
    await queue.whenFree(
      "a",
      () => undefined,
      async () => log.push("the other"),
    );
    wake();
    await waiting;
    assert.deepEqual(log, ["the other", "goes on"]);
  });
});
