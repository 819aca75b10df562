import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertFailed, assertSucceeded, assertTold, web01 } from "./expectations";
import { assertChangedOnce, changes, db01, db01Windows, osReplacements, shortChange } from "./osChanges";
import { onStack } from "./testStack";

const cloud = { world: shortChange };

describe("OsReplacement never destroys twice, on the real engine", () => {
  it(
    "renamed without an alias it changes nothing: the server has the image already",
    onStack(cloud, async (stack) => {
      await stack.declare({}, { db: db01 });
      assertSucceeded(await stack.up());
      assertChangedOnce(stack);

      await stack.declare({}, { renamed: db01 });
      assertSucceeded(await stack.up());
      assertChangedOnce(stack);
      const [renamed, ...more] = await osReplacements(stack);
      assert.ok(renamed && more.length === 0);
      assert.match(renamed.urn, /::renamed$/);
      assert.match(String(renamed.outputs["nothingDone"]), /has image .* already/);
    }),
  );

  it(
    "two of one server with the same image queue: the second finds the image there",
    onStack(cloud, async (stack) => {
      await stack.declare({}, { first: db01, second: db01 });
      const up = await stack.up();
      assertSucceeded(up);
      assertTold(up.output, "waiting for another operation on the same server");
      assertChangedOnce(stack);
      const saved = await osReplacements(stack);
      assert.deepEqual(
        saved.map(({ outputs }) => outputs["settled"]),
        [true, true],
      );
      assert.equal(saved.filter(({ outputs }) => outputs["nothingDone"] !== undefined).length, 1);
    }),
  );

  it(
    "two of one server with different images: the consent is spent by whichever is first, also at the next up",
    onStack(cloud, async (stack) => {
      await stack.declare({}, { suse: db01, windows: db01Windows });
      assertFailed(await stack.up(), "the consent is spent");
      const imageId = changes(stack)[0]?.imageId;
      assertChangedOnce(stack, imageId);
      assertFailed(await stack.up(), "the consent is spent");
      assertChangedOnce(stack, imageId);
    }),
  );

  it(
    "beside an image of the same server, without dependsOn, one waits for the other",
    onStack(cloud, async (stack) => {
      const image = { ...web01, server: fleetIds.db01, name: "db-01 whole" };
      await stack.declare({ whole: image }, { db: db01 });
      const up = await stack.up();
      assertSucceeded(up);
      assertTold(up.output, "waiting for another operation on the same server");
      assertChangedOnce(stack);
      assert.deepEqual([stack.images().length, stack.submissions().length], [1, 1]);
      assert.ok((await stack.saved()).every(({ outputs }) => outputs["settled"] === true));
      const [{ beginAt, injectionEndsAt }] = changes(stack) as [ReturnType<typeof changes>[0]];
      const [{ createdAt, updatedAt }] = stack.backups() as [ReturnType<typeof stack.backups>[0]];
      assert.ok(updatedAt <= beginAt || Number(injectionEndsAt) <= createdAt, "one at a time");
    }),
  );
});
