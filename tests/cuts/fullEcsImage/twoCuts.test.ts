import assert from "node:assert/strict";
import { assertNoFindings } from "../findings";
import { fullEcsImageSubject } from "../fullEcsImageSubject";
import { sampleTwoCuts } from "../twoCuts";

/** All pairs would be millions: CUT_PAIRS=20000 CUT_SEED=7 npm run test:cuts tries others. */
const pairs = Number(process.env["CUT_PAIRS"] ?? 300);
const seed = Number(process.env["CUT_SEED"] ?? 1);

describe("FullEcsImage, cut twice", () => {
  it(`in ${pairs} schedules from the seed ${seed}`, async () => {
    const result = await sampleTwoCuts(fullEcsImageSubject, pairs, seed);
    assertNoFindings(result);
    assert.ok(result.cutTwice > pairs / 3, `only ${result.cutTwice} of ${pairs} were cut twice`);
  });
});
