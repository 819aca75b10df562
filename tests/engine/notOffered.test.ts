import assert from "node:assert/strict";
import { assertFailed, assertSucceeded, complete, web01 } from "./expectations";
import { onStack, TestStack } from "./testStack";

const type = "pulumi-nodejs:dynamic/ecs:FullEcsImage";

describe("What a dynamic provider cannot do for FullEcsImage, on the real engine", () => {
  it(
    "an image that exists can be taken neither by import nor by the option { id }: it is left as it is",
    onStack({}, async (owner) => {
      await owner.declare({ web: web01 });
      assertSucceeded(await owner.up());
      const made = await complete(owner);
      const imageId = String(made.outputs["imageId"]);

      const other = await TestStack.create({ of: owner });
      try {
        // Pulumi's own words: the dynamic host has no text of a provider to call. Nothing of ours is asked.
        const imported = await other.command("import", type, "web", imageId, "--yes");
        assert.equal(imported.succeeded, false, imported.output);
        assert.match(imported.output, /toJavaScript|import/i);

        await other.declare({ web: { ...web01, options: { import: imageId } } });
        assertFailed(
          await other.up(),
          `{ import: "${imageId}" }`,
          "cannot work with a dynamic provider",
          "use adopt",
        );

        await other.declare({ web: { ...web01, options: { id: made.id } } });
        assertFailed(await other.up(), "not made by pulumi-ecs-lifecycle", "{ id }", "not offered");
        assert.deepEqual(await other.saved(), []);
      } finally {
        other.remove();
      }
      assert.deepEqual((await complete(owner)).outputs, made.outputs);
    }),
  );
});
