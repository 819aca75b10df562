import assert from "node:assert/strict";
import { likelyFraction, paceOf, untilNextLook } from "../../../provider/procedures/pace";

/** Begun at 1000, and 20 to 21 % done at 1205: a thousand seconds in all. */
const pace = paceOf(1000, 0.2, 1205);

describe("a pace", () => {
  it("takes the middle of a per cent for what is told", () => {
    assert.equal(Math.round(pace.expectedSeconds ?? 0), 1000);
  });

  it("says when to look again", () => {
    // 795 s are left, of which three quarters would be more than the longest pause.
    assert.equal(Math.round(untilNextLook(pace, 1205)), 300);
    assert.equal(Math.round(untilNextLook(pace, 1505)), 0);
    assert.equal(Math.round(untilNextLook({ ...pace, lookedAt: 1900 }, 1900)), 75);
  });

  it("says how far it is likely to be", () => {
    assert.equal(likelyFraction(pace, 1500)?.toFixed(3), "0.500");
  });

  for (const { reason, early } of [
    { reason: "as long as nothing is done", early: paceOf(1000, 0, 1100) },
    { reason: "where clocks disagree", early: paceOf(1000, 0.5, 900) },
  ])
    it(`is not known ${reason}`, () => {
      assert.deepEqual([early.expectedSeconds, likelyFraction(early, 1100)], [undefined, undefined]);
    });
});
