import assert from "node:assert/strict";
import fc from "fast-check";
import { fullEcsImageChanges } from "../../provider/resources/fullEcsImage/inputs";
import { anyInputs } from "./arbitraryInputs";
import { anyOutputs } from "./arbitraryOutputs";
import { holds } from "./fuzz";
import { FuzzedCloud } from "./fuzzedCloud";
import { generations } from "./identities";
import { unknownValue } from "./oddValues";
import { answerOf, assertPlainJson, frozen } from "./ordinary";

describe("diff, with whatever outputs and inputs", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  const cloud = new FuzzedCloud();
  const methods = cloud.methods();

  it("answers the same twice without a call, and replaces for no value that is not known", async () => {
    await holds([fc.constantFrom(...generations), anyOutputs, anyInputs], async (id, olds, news) => {
      const first = await answerOf(methods.diff(id, frozen(olds), frozen(news)));
      const second = await answerOf(methods.diff(id, olds, news));
      assert.deepEqual(second, first);
      assert.equal(cloud.emulated.calls.length, 0, "diff made a call");
      assertPlainJson(first);
      for (const property of first?.replaces ?? []) {
        assert.ok(Object.hasOwn(fullEcsImageChanges, property), `there is no property ${property}`);
        const text = JSON.stringify(news[property] ?? null);
        assert.ok(!text.includes(unknownValue), `${property} is not known, and would replace`);
      }
    });
  });
});
