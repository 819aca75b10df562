import assert from "node:assert/strict";
import { formatMark } from "../../provider/ports/mark";
import type { CloudFacts } from "./arbitraryCloud";
import { anyOutputs } from "./arbitraryOutputs";
import { FuzzedCloud } from "./fuzzedCloud";
import { urn } from "./identities";
import { readHolds } from "./properties";

describe("read, with whatever outputs and in whatever cloud", function () {
  // Thousands of runs: seconds on an idle computer.
  this.timeout(300_000);

  it("forgets nothing that is there, and what it finds is no difference to itself", async () => {
    await readHolds(new FuzzedCloud(), anyOutputs, (facts, props, id) => {
      assert.ok(!isThere(facts, props["imageId"], id), "an image that is there was forgotten");
    });
  });
});

/** Whether the image that the outputs name, or one with the resource's mark where they name none, is in the cloud. */
function isThere({ images }: CloudFacts, imageId: unknown, generation: string): boolean {
  if (imageId !== undefined) return images.some((image) => image.id === imageId);
  const tags = images.flatMap((image) => image.tags);
  return tags.some(({ key, value }) => key === "ecs-lifecycle" && value === formatMark(urn, generation));
}
