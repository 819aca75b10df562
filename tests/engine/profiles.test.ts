import assert from "node:assert/strict";
import { join } from "node:path";
import { EmulatedOpenTelekomCloud } from "../../emulator";
import {
  assertFailed,
  assertNothingIsLeft,
  assertSucceeded,
  assertTold,
  complete,
  web01,
} from "./expectations";
import { emulatedProfile, onStack, type TestStack } from "./testStack";

const otherProject = "f1f1f1f1c10d4c5a9b7d3f2a1b0c0d0e";

/** A cloud in which nothing of the stack's is, because it is another project's. */
function otherCloudOf(stack: TestStack): { cloud: EmulatedOpenTelekomCloud; profile: object } {
  const stateFile = join(stack.folder, "other-cloud.json");
  const cloud = new EmulatedOpenTelekomCloud({ stateFile });
  cloud.update(({ account }) => {
    account.projectId = otherProject;
  });
  return { cloud, profile: emulatedProfile(stateFile) };
}

describe("The profile of a FullEcsImage, changed on the real engine", () => {
  it(
    "another name for the same account is no difference",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const { outputs } = await complete(stack);
      await stack.useProfile("renamed", { renamed: emulatedProfile(stack.cloudFile) });
      assertSucceeded(await stack.up({ expectNoChanges: true }));
      assertSucceeded(await stack.refresh({ expectNoChanges: true }));
      assert.equal((await complete(stack)).outputs["imageId"], outputs["imageId"]);
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "another project stops up, refresh and destroy: nothing counts as gone; set back as the message says, all goes on",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const made = await complete(stack);
      const { cloud: otherCloud, profile } = otherCloudOf(stack);
      const profiles = { emulated: emulatedProfile(stack.cloudFile), other: profile };
      const told = [stack.cloud.account.projectId, otherProject, "not gone", "ecs-lifecycle:profile"];

      await stack.useProfile("other", profiles);
      await stack.declare({ web: { ...web01, description: "changed" } });
      assertFailed(await stack.up(), ...told);
      assertFailed(await stack.up({ refresh: true }), ...told);
      assertFailed(await stack.refresh(), ...told);
      assertFailed(await stack.destroy(), ...told);
      assert.deepEqual((await complete(stack)).outputs, made.outputs, "nothing was touched");
      assert.deepEqual(otherCloud.state().firedFaults, []);
      assert.deepEqual(
        otherCloud.state().images.filter(({ imageType }) => imageType === "private"),
        [],
        "neither here nor there",
      );

      await stack.useProfile("emulated", profiles);
      assertSucceeded(await stack.up());
      assert.equal(stack.images()[0]!.description, "changed");
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "another project, set back: destroy still uses the account of the last up, and the message says that an up comes first",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const { profile } = otherCloudOf(stack);
      const profiles = { emulated: emulatedProfile(stack.cloudFile), other: profile };
      await stack.useProfile("other", profiles);
      // Nothing has changed, so the cloud is not asked; but this is now the account that Pulumi keeps for destroy.
      assertSucceeded(await stack.up());
      await stack.useProfile("emulated", profiles);
      const refused = await stack.destroy();
      assertFailed(refused, otherProject, "ecs-lifecycle:profile");
      assertSucceeded(await stack.up());
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
      assertTold(refused.output, "pulumi up");
    }),
  );

  it(
    "a profile that was removed: what needs the cloud says which there are, and destroy still works",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      await complete(stack);
      const mine = emulatedProfile(stack.cloudFile);
      await stack.declare({ web: { ...web01, description: "changed" } });
      await stack.useProfile("removed", { mine });
      assertFailed(await stack.up(), "ecs-lifecycle:profile", '"removed"', "mine");
      await stack.removeConfiguration("ecs-lifecycle:profile", "ecs-lifecycle:profiles");
      assertFailed(await stack.up(), "no account is configured", "pulumi config set ecs-lifecycle:profile");
      await complete(stack);

      await stack.useProfile("mine", { mine });
      assertSucceeded(await stack.up());
      await stack.removeConfiguration("ecs-lifecycle:profile", "ecs-lifecycle:profiles");
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );
});
