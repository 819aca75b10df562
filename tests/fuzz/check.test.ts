import assert from "node:assert/strict";
import fc from "fast-check";
import { anyCloud } from "./arbitraryCloud";
import { anyInputs } from "./arbitraryInputs";
import { holds } from "./fuzz";
import { FuzzedCloud } from "./fuzzedCloud";
import { answerOf, assertPlainJson, assertRefusal, frozen } from "./ordinary";

describe("check, with whatever inputs", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  const cloud = new FuzzedCloud();

  it("changes no input, refuses by properties that there are, and says what to do", async () => {
    const olds = fc.oneof(fc.constant({}), anyInputs);
    await holds([anyCloud, olds, anyInputs], async (facts, before, news) => {
      cloud.arrange(facts);
      const given = structuredClone(news);
      const answer = await answerOf(cloud.methods().check(frozen(before), frozen(news)));
      if (!answer) return;
      assert.deepEqual(answer.inputs, given);
      assertPlainJson(answer);
      for (const failure of answer.failures) assertRefusal(failure);
    });
  });
});
