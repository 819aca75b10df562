import assert from "node:assert/strict";
import fc from "fast-check";
import type { Properties } from "../../provider/lifecycle/hiddenInput";
import { anyCloud, type CloudFacts } from "./arbitraryCloud";
import { holds } from "./fuzz";
import type { FuzzedCloud } from "./fuzzedCloud";
import { generations } from "./identities";
import { unknownValue } from "./oddValues";
import { answerOf, assertPlainJson, assertRefusal, frozen } from "./ordinary";

/** `check` changes no input, refuses by properties that there are, and says what to do. */
export async function checkHolds(
  cloud: FuzzedCloud,
  anyInputs: fc.Arbitrary<Properties>,
  schema?: Parameters<typeof assertRefusal>[1],
  alsoAfterwards: () => void = () => undefined,
): Promise<void> {
  const olds = fc.oneof(fc.constant({}), anyInputs);
  await holds([anyCloud, olds, anyInputs], async (facts, before, news) => {
    cloud.arrange(facts);
    const given = structuredClone(news);
    const answer = await answerOf(cloud.methods().check(frozen(before), frozen(news)));
    if (!answer) return;
    assert.deepEqual(answer.inputs, given);
    assertPlainJson(answer);
    for (const failure of answer.failures) assertRefusal(failure, schema);
    alsoAfterwards();
  });
}

/** `diff` answers the same twice without a call, and replaces for no value that is not known. */
export async function diffHolds(
  cloud: FuzzedCloud,
  anyOutputs: fc.Arbitrary<Properties>,
  anyInputs: fc.Arbitrary<Properties>,
  changes: object,
): Promise<void> {
  const methods = cloud.methods();
  await holds([fc.constantFrom(...generations), anyOutputs, anyInputs], async (id, olds, news) => {
    const first = await answerOf(methods.diff(id, frozen(olds), frozen(news)));
    const second = await answerOf(methods.diff(id, olds, news));
    assert.deepEqual(second, first);
    assert.equal(cloud.emulated.calls.length, 0, "diff made a call");
    assertPlainJson(first);
    for (const property of first?.replaces ?? []) {
      assert.ok(Object.hasOwn(changes, property), `there is no property ${property}`);
      const text = JSON.stringify(news[property] ?? null);
      assert.ok(!text.includes(unknownValue), `${property} is not known, and would replace`);
    }
  });
}

/**
 * `read` forgets nothing that is there, and what it finds is no difference to itself.
 * @param assertMayBeForgotten throws where what was forgotten is there
 */
export async function readHolds(
  cloud: FuzzedCloud,
  anyOutputs: fc.Arbitrary<Properties>,
  assertMayBeForgotten: (facts: CloudFacts, props: Properties, id: string) => void,
): Promise<void> {
  await holds([fc.constantFrom(...generations), anyOutputs, anyCloud], async (id, props, facts) => {
    cloud.arrange(facts);
    const methods = cloud.methods();
    const found = await answerOf(methods.read(id, frozen(props)));
    if (!found) return;
    assertPlainJson(found);
    if (found.id === undefined) {
      assert.ok(props["settled"], "an operation that has not ended was forgotten");
      assertMayBeForgotten(facts, props, id);
      return;
    }
    assert.equal(found.id, id);
    const { props: outputs = {}, inputs = {} } = found;
    if (outputs["settled"] !== true) return;
    const difference = await methods.diff(id, outputs, inputs);
    assert.deepEqual(difference, { changes: false });
  });
}
