import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertSucceeded } from "./expectations";
import { changes } from "./osChanges";
import { onStack, type TestStack } from "./testStack";

/** The resource of the example that changes the OS. */
const changed = async (stack: TestStack) => {
  const found = (await stack.saved()).find(({ urn }) => urn.endsWith("OsReplacement::db-01"));
  assert.ok(found, "the OsReplacement is in the state");
  return found;
};

describe("OsReplacement on the real engine", () => {
  it(
    "changes the OS with an image of the server as consent; forced, or made anew, it changes nothing more",
    onStack({ example: "os-replacement", world: { osChangeSeconds: 60 }, speed: 60 }, async (stack) => {
      const preview = await stack.preview();
      assertSucceeded(preview);
      assert.match(preview.output, /\+.*OsReplacement.*create/);
      assert.equal(changes(stack).length, 0);

      const first = await stack.up();
      assertSucceeded(first);
      assert.match(first.output, /Changing OS.*\(emulated cloud\)/);
      const { outputs } = await changed(stack);
      const server = stack.cloud.state().servers.find(({ id }) => id === fleetIds.db01);
      assert.deepEqual(
        [outputs["settled"], outputs["imageId"], server?.imageId, server?.status],
        [true, fleetIds.suse, fleetIds.suse, "ACTIVE"],
      );
      assert.equal(stack.cloud.state().osChanges[0]?.loginBroken, false);

      const before = stack.calls().length;
      assertSucceeded(await stack.up({ expectNoChanges: true }));
      assert.equal(stack.calls().length, before, "a run that changes nothing makes no call");

      const { urn } = await changed(stack);
      assertSucceeded(await stack.up({ replace: [urn] }));
      assert.match(String((await changed(stack)).outputs["nothingDone"]), /already/);
      assertSucceeded(await stack.destroy());
      assert.equal(changes(stack).length, 1);
    }),
  );
});
