import assert from "node:assert/strict";
import { pollInterval } from "../../../provider/procedures/pollInterval";

describe("pollInterval", () => {
  const cases = [
    { reason: "nothing is known yet", elapsed: 0, fraction: undefined, expected: 10 },
    { reason: "much is left", elapsed: 60, fraction: 0.1, expected: 60 },
    { reason: "a third of what is left", elapsed: 270, fraction: 0.9, expected: 10 },
    { reason: "the end is near", elapsed: 590, fraction: 0.99, expected: 4 },
  ];
  for (const { reason, elapsed, fraction, expected } of cases)
    it(`is ${expected} s when ${reason}`, () => {
      assert.ok(Math.abs(pollInterval(elapsed, fraction) - expected) < 0.01);
    });
});
