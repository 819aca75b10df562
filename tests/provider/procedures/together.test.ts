import assert from "node:assert/strict";
import { together } from "../../../provider/procedures/together";

/** Something to read that ends when it is told to. */
function slow() {
  const ends: { well: (value: string) => void; badly: (error: Error) => void }[] = [];
  const read = together(
    () => new Promise<string>((resolve, reject) => ends.push({ well: resolve, badly: reject })),
  );
  return { read, ends };
}

/** Lets everything run that has nothing to wait for. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a reading for all who ask at the same time", () => {
  it("is one", async () => {
    const { read, ends } = slow();
    const asked = [read(), read()];
    await settle();
    assert.equal(ends.length, 1);
    ends[0]?.well("first");
    assert.deepEqual(await Promise.all(asked), ["first", "first"]);
  });

  it("is never older than the question: who asks while one is under way gets the next", async () => {
    const { read, ends } = slow();
    const first = read();
    await settle();
    const later = [read(), read()];
    await settle();
    assert.equal(ends.length, 1);
    ends[0]?.well("first");
    await settle();
    assert.equal(ends.length, 2);
    ends[1]?.well("second");
    assert.deepEqual(await Promise.all([first, ...later]), ["first", "second", "second"]);
  });

  it("fails for all of them, and not for those who ask later", async () => {
    const { read, ends } = slow();
    const first = [read(), read()];
    await settle();
    const later = read();
    ends[0]?.badly(new Error("no answer"));
    for (const asked of first) await assert.rejects(asked, /no answer/);
    await settle();
    ends[1]?.well("second");
    assert.equal(await later, "second");
  });
});
