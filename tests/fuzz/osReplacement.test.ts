import assert from "node:assert/strict";
import fc from "fast-check";
import { asAnyDefinition } from "../../provider/resources/definition";
import { osReplacement } from "../../provider/resources/osReplacement";
import { osReplacementChanges, osReplacementInputs } from "../../provider/resources/osReplacement/inputs";
import { anyCloud } from "./arbitraryCloud";
import { anyOsInputs, anyOsOutputs } from "./arbitraryOsReplacement";
import { holds } from "./fuzz";
import { FuzzedCloud } from "./fuzzedCloud";
import { generations } from "./identities";
import { unknownValue } from "./oddValues";
import { answerOf, assertPlainJson, assertRefusal, frozen } from "./ordinary";

describe("OsReplacement, with whatever inputs and outputs and in whatever cloud", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  const newCloud = (): FuzzedCloud => new FuzzedCloud(asAnyDefinition(osReplacement));

  it("check changes no input, refuses by properties that there are, and says what to do", async () => {
    const cloud = newCloud();
    const olds = fc.oneof(fc.constant({}), anyOsInputs);
    await holds([anyCloud, olds, anyOsInputs], async (facts, before, news) => {
      cloud.arrange(facts);
      const given = structuredClone(news);
      const answer = await answerOf(cloud.methods().check(frozen(before), frozen(news)));
      if (!answer) return;
      assert.deepEqual(answer.inputs, given);
      assertPlainJson(answer);
      for (const failure of answer.failures) assertRefusal(failure, osReplacementInputs);
      assert.deepEqual(cloud.emulated.state().osChanges, [], "a preview changed an OS");
    });
  });

  it("diff answers the same twice without a call, and replaces for no value that is not known", async () => {
    const cloud = newCloud();
    const methods = cloud.methods();
    await holds([fc.constantFrom(...generations), anyOsOutputs, anyOsInputs], async (id, olds, news) => {
      const first = await answerOf(methods.diff(id, frozen(olds), frozen(news)));
      const second = await answerOf(methods.diff(id, olds, news));
      assert.deepEqual(second, first);
      assert.equal(cloud.emulated.calls.length, 0, "diff made a call");
      assertPlainJson(first);
      for (const property of first?.replaces ?? []) {
        assert.ok(Object.hasOwn(osReplacementChanges, property), `there is no property ${property}`);
        const text = JSON.stringify(news[property] ?? null);
        assert.ok(!text.includes(unknownValue), `${property} is not known, and would replace`);
      }
    });
  });

  it("read forgets no server that is there, and what it finds is no difference to itself", async () => {
    const cloud = newCloud();
    await holds([fc.constantFrom(...generations), anyOsOutputs, anyCloud], async (id, props, facts) => {
      cloud.arrange(facts);
      const methods = cloud.methods();
      const found = await answerOf(methods.read(id, frozen(props)));
      if (!found) return;
      assertPlainJson(found);
      if (found.id === undefined) {
        assert.ok(props["settled"], "an operation that has not ended was forgotten");
        const shown = facts.server.id === props["serverId"] ? facts.server.status : "ACTIVE";
        const isInFleet = cloud.emulated.state().servers.some((one) => one.id === props["serverId"]);
        assert.ok(!isInFleet || shown === "DELETED", "a server that is there was forgotten");
        return;
      }
      assert.equal(found.id, id);
      const { props: outputs = {}, inputs = {} } = found;
      if (outputs["settled"] !== true) return;
      const difference = await methods.diff(id, outputs, inputs);
      assert.deepEqual(difference, { changes: false });
    });
  });
});
