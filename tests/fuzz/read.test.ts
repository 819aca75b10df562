import assert from "node:assert/strict";
import fc from "fast-check";
import { formatMark } from "../../provider/ports/mark";
import { anyCloud, type CloudFacts } from "./arbitraryCloud";
import { anyOutputs } from "./arbitraryOutputs";
import { holds } from "./fuzz";
import { FuzzedCloud } from "./fuzzedCloud";
import { generations, urn } from "./identities";
import { answerOf, assertPlainJson, frozen } from "./ordinary";

describe("read, with whatever outputs and in whatever cloud", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  const cloud = new FuzzedCloud();

  it("forgets nothing that is there, and what it finds is no difference to itself", async () => {
    await holds([fc.constantFrom(...generations), anyOutputs, anyCloud], async (id, props, facts) => {
      cloud.arrange(facts);
      const methods = cloud.methods();
      const found = await answerOf(methods.read(id, frozen(props)));
      if (!found) return;
      assertPlainJson(found);
      if (found.id === undefined) {
        assert.ok(props["settled"], "an operation that has not ended was forgotten");
        assert.ok(!isThere(facts, props["imageId"], id), "an image that is there was forgotten");
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

/** Whether the image that the outputs name, or one with the resource's mark where they name none, is in the cloud. */
function isThere({ images }: CloudFacts, imageId: unknown, generation: string): boolean {
  if (imageId !== undefined) return images.some((image) => image.id === imageId);
  const tags = images.flatMap((image) => image.tags);
  return tags.some(({ key, value }) => key === "ecs-lifecycle" && value === formatMark(urn, generation));
}
