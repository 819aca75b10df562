import assert from "node:assert/strict";
import { listPages } from "../../../../provider/backends/openTelekomCloud/listPages";

/** Reads a list of `length` numbers, at most `most` at once, and notes what was asked for. */
async function read(length: number, { says, most = Infinity }: { says?: number | null; most?: number } = {}) {
  const asked: [number, number][] = [];
  const all = Array.from({ length }, (_, i) => i);
  const items = await listPages(async (limit, offset) => {
    asked.push([limit, offset]);
    const page = all.slice(offset, offset + Math.min(limit, most));
    return { items: page, ...(says !== undefined && { count: says }) };
  });
  assert.deepEqual(items, all);
  return asked;
}

describe("a list that is asked for page by page", () => {
  for (const { reason, length, says, expected } of [
    { reason: "is empty", length: 0, says: 0, expected: [0] },
    { reason: "fits on one page", length: 999, says: 999, expected: [0] },
    { reason: "fills one page, as its count says", length: 1000, says: 1000, expected: [0] },
    { reason: "fills two pages, as its count says", length: 2000, says: 2000, expected: [0, 1000] },
    { reason: "has one more", length: 2001, says: 2001, expected: [0, 1000, 2000] },
    { reason: "is empty, and has no count", length: 0, says: undefined, expected: [0] },
    { reason: "fits on one page, and has no count", length: 999, says: undefined, expected: [0] },
    { reason: "fills one page, and has no count", length: 1000, says: undefined, expected: [0, 1000] },
    { reason: "has one more, and a count that is null", length: 1001, says: null, expected: [0, 1000] },
  ])
    it(`is complete when it ${reason}`, async () => {
      const asked = await read(length, says === undefined ? {} : { says });
      assert.deepEqual(
        asked,
        expected.map((offset) => [1000, offset]),
      );
    });

  it("goes on after a page that is shorter than asked for, as its count says", async () => {
    const asked = await read(1200, { says: 1200, most: 500 });
    assert.deepEqual(
      asked.map(([, offset]) => offset),
      [0, 500, 1000],
    );
  });

  it("ends where the cloud gives nothing more, whatever it counts", async () => {
    assert.equal((await read(3, { says: 5 })).length, 2);
  });

  it("is no list where a page cannot be had", async () => {
    const pages = [{ items: Array(1000).fill(1) }];
    await assert.rejects(
      listPages(async () => pages.shift() ?? Promise.reject(new Error("no answer"))),
      /no answer/,
    );
  });
});
