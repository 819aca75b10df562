import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fleetIds } from "../../emulator";
import { assertFailed, assertSucceeded } from "./expectations";
import { assertChangedOnce, changes, db01, db01Windows, osReplacements, shortChange } from "./osChanges";
import { onStack, type TestStack } from "./testStack";

const cloud = { world: shortChange };

/** Nobody may find it anywhere. */
const canary = "CanaryUserDataThatNobodyMaySee0001";

/**
 * Our resources as Pulumi has written them, secrets encrypted. Beside them, and in the provider, it keeps the configuration, in
 * which the tests' program stands in clear.
 */
function resourcesIn({ folder }: TestStack): string {
  const file = join(folder, "state", ".pulumi", "stacks", "engine-tests", "test.json");
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: { latest: { resources: { type: string }[] } };
  };
  const { resources } = checkpoint.latest;
  return JSON.stringify(resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/ecs:")));
}

describe("OsReplacement on the real engine is guarded", () => {
  it(
    "another image shows as a replacement that says what is deleted, and protect stops it",
    onStack(cloud, async (stack) => {
      await stack.declare({}, { db: { ...db01, options: { protect: true } } });
      assertSucceeded(await stack.up());
      assertChangedOnce(stack);
      const present = changes(stack)[0]?.newSystemDiskId ?? "";
      const other = { ...db01Windows, stopServer: { soft: true } as const, mayLoseSystemDisk: present };

      await stack.declare({}, { db: { ...other, options: { protect: true } } });
      assertFailed(await stack.preview(), "protect");
      assertFailed(await stack.up(), "protect");
      assertChangedOnce(stack);

      // It holds until an up without it.
      await stack.declare({}, { db: db01 });
      assertSucceeded(await stack.up());
      await stack.declare({}, { db: other });
      const preview = await stack.preview();
      assertSucceeded(preview);
      assert.match(preview.output, /\+-.*OsReplacement.*replace/);
      assert.match(preview.output, new RegExp(`deletes system disk ${present} .* of db-01`));
      assertChangedOnce(stack);

      assertSucceeded(await stack.up());
      assert.equal(changes(stack).length, 2);
      const server = stack.cloud.state().servers.find(({ id }) => id === fleetIds.db01);
      assert.equal(server?.imageId, fleetIds.windows);
    }),
  );

  it(
    "after two failed attempts the preview refuses a third, and with other triggers says what is deleted",
    onStack(cloud, async (stack) => {
      stack.cloud.addFault({
        ...{ id: "fails", kind: "osChangeFails", match: { method: "POST", path: "/changeos$" } },
        ...{ when: "beforeDisk", code: "Ecs.0202", reason: "no room for the disk", times: 2 },
      });
      await stack.declare({}, { db: db01 });
      assertFailed(await stack.up(), "contact customer service");
      const preview = await stack.preview();
      assertFailed(preview, "contact customer service for manual recovery");
      for (const { id } of changes(stack)) assert.ok(preview.output.includes(id), preview.output);
      assertSucceeded(await stack.refresh());

      await stack.declare({}, { db: { ...db01, triggers: ["again"] } });
      const again = await stack.preview();
      assertSucceeded(again);
      assert.match(again.output, new RegExp(`deletes system disk ${fleetIds.db01SystemDisk} .* of db-01`));
      assert.equal(changes(stack).length, 2);
      assertSucceeded(await stack.up());
      assert.equal(changes(stack).length, 3);
    }),
  );

  it(
    "user data is neither shown nor saved in clear, also where the cloud quotes it",
    onStack(cloud, async (stack) => {
      stack.cloud.addFault({
        ...{
          id: "quotes",
          kind: "osChangeFails",
          match: { method: "POST", path: "/changeos$" },
          when: "beforeDisk",
        },
        ...{ code: "Ecs.0202", reason: `bad user_data: ${canary}`, times: 1 },
      });
      await stack.declare({}, { db: { ...db01, userData: canary } });
      const up = await stack.up();
      assertSucceeded(up);
      assert.equal(changes(stack).length, 2, "the first attempt failed");
      assert.ok(!up.output.includes(canary), up.output);
      const saved = await osReplacements(stack);
      assert.ok(saved[0]?.outputs["settled"], "it is saved");
      const resources = resourcesIn(stack);
      assert.ok(resources.includes("ciphertext"), "the state has secrets");
      assert.ok(!resources.includes(canary), resources);
    }),
  );
});
