import assert from "node:assert/strict";
import {
  assertFailed,
  assertNothingIsLeft,
  assertSucceeded,
  assertTold,
  complete,
  web01,
} from "./expectations";
import { hurry, slow } from "./interruption";
import { onStack } from "./testStack";

describe("FullEcsImage, when a deadline is reached on the real engine", () => {
  for (const refreshBetween of [false, true])
    it(
      `of create: nothing is lost${refreshBetween ? ", not even with a refresh before the next up" : ", the next up goes on"}`,
      onStack(slow, async (stack) => {
        await stack.declare({ web: { ...web01, options: { customTimeouts: { create: "60s" } } } });
        assertFailed(await stack.up(), "Nothing is lost", "pulumi up", "customTimeouts", "60 s");
        const saved = await stack.savedImage();
        assert.equal(saved.outputs["settled"], false);
        assert.equal(stack.submissions().length, 1);

        if (refreshBetween) {
          assertSucceeded(await stack.refresh());
          const { outputs, id } = await stack.savedImage();
          assert.deepEqual([outputs["settled"], id], [false, saved.id]);
          const preview = await stack.preview();
          assertSucceeded(preview);
          assert.match(preview.output, /~.*FullEcsImage.*update/);
          assertTold(preview.output, "going on with it");
        }
        hurry(stack);
        await stack.declare({ web: { ...web01, options: { customTimeouts: { create: "1h" } } } });
        assertSucceeded(await stack.up());
        const made = await complete(stack);
        assert.equal(made.id, saved.id, "the same operation");
      }),
    );

  it(
    "of create, then destroy: what the cloud is still making is waited for, and nothing stays behind",
    onStack(slow, async (stack) => {
      await stack.declare({ web: { ...web01, options: { customTimeouts: { create: "60s" } } } });
      assertFailed(await stack.up(), "Nothing is lost");
      hurry(stack);
      assertSucceeded(await stack.destroy());
      assert.equal(stack.submissions().length, 1);
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "of update: the next up goes on, and the image has its new name",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const { outputs } = await complete(stack);
      stack.cloud.update(({ world }) => {
        world.visibilityLagSeconds = 300;
      });
      const name = "web-01 renamed";
      await stack.declare({ web: { ...web01, name, options: { customTimeouts: { update: "20s" } } } });
      assertFailed(await stack.up(), "Nothing is lost", "pulumi up", "customTimeouts", "20 s");

      await stack.declare({ web: { ...web01, name } });
      assertSucceeded(await stack.up());
      const renamed = await complete(stack);
      assert.deepEqual([stack.images()[0]!.name, renamed.outputs["name"]], [name, name]);
      assert.equal(renamed.outputs["imageId"], outputs["imageId"], "the same image");
    }),
  );

  it(
    "of delete: it says how to go on, and doing that removes the rest",
    onStack({ world: { backupDeletionSeconds: 120 } }, async (stack) => {
      await stack.declare({ web: { ...web01, options: { customTimeouts: { delete: "20s" } } } });
      assertSucceeded(await stack.up());
      await complete(stack);

      const destroy = await stack.destroy();
      assertFailed(destroy, "Nothing is lost", "customTimeouts", "20 s");
      await stack.savedImage();
      stack.cloud.update(({ operations }) => {
        for (const operation of operations) operation.dueAt = stack.cloud.now();
      });
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
      // An "up" would find the image in Pulumi's state, change nothing, and leave it half deleted.
      assertTold(destroy.output, "pulumi destroy");
    }),
  );
});
