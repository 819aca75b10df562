import assert from "node:assert/strict";
import { pollInterval } from "../../../provider/procedures/pollInterval";

describe("pollInterval", () => {
  const cases = [
    { reason: "it has just begun, and nothing is known", elapsed: 0, expected: undefined, pause: 10 },
    { reason: "a tenth of the time without any figure", elapsed: 300, expected: undefined, pause: 30 },
    { reason: "nothing is known for long", elapsed: 3_000, expected: undefined, pause: 60 },
    { reason: "three quarters of what is left", elapsed: 400, expected: 600, pause: 150 },
    { reason: "hours are left", elapsed: 60, expected: 36_000, pause: 300 },
    { reason: "the end is near", elapsed: 599, expected: 600, pause: 4 },
    { reason: "it should have ended a moment ago", elapsed: 608, expected: 600, pause: 4 },
    { reason: "it should have ended long ago", elapsed: 800, expected: 600, pause: 50 },
  ];
  for (const { reason, elapsed, expected, pause } of cases)
    it(`is ${pause} s when ${reason}`, () => {
      assert.equal(pollInterval(elapsed, expected), pause);
    });
});
