import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fleetIds } from "../../emulator";
import { assertFailed, assertSucceeded } from "./expectations";
import { ctrlC, hurry, kill9 } from "./interruption";
import {
  assertChangedOnce,
  assertHoldsChange,
  beginChange,
  changes,
  db01,
  db01Windows,
  osReplacements,
  shortChange,
  slowChange,
} from "./osChanges";
import { onStack } from "./testStack";
import { until } from "./until";

describe("OsReplacement, interrupted on the real engine", () => {
  before(function () {
    // How processes are found here.
    if (!existsSync("/proc/self/cwd")) this.skip();
  });

  it(
    "kill -9 between the request and its answer: the next up finds the change, and makes no other",
    onStack({ world: shortChange }, async (stack) => {
      const match = { method: "POST", path: "/changeos$" };
      stack.cloud.addFault({ id: "no answer", kind: "hangAfter", match });
      await stack.declare({}, { db: db01 });
      const command = stack.start("up", "--yes", "--skip-preview");
      await until("the change is requested", 60, () => stack.cloud.state().firedFaults.length === 1);
      await command.kill();
      // At once: the process that waits for the answer is still there, and must not disturb.
      assertSucceeded(await stack.recover());
      await assertHoldsChange(stack);
      assertSucceeded(await stack.up({ expectNoChanges: true }));
    }),
  );

  it(
    "kill -9 in the settle time: the next up leaves the server alone to its end, and changes nothing more",
    onStack({ world: { osChangeSeconds: 60, injectionSeconds: 300 } }, async (stack) => {
      await stack.declare({}, { db: { ...db01, settleSeconds: 300 } });
      const command = stack.start("up", "--yes", "--skip-preview");
      await until("the change succeeds", 60, () => changes(stack)[0]?.result === "succeeded");
      await command.kill();
      assertSucceeded(await stack.recover());
      await assertHoldsChange(stack);
      const endedAt = changes(stack)[0]!.endAt!;
      const early = stack
        .calls()
        .filter(
          ({ service, method, at }) =>
            service === "ecs" && method !== "GET" && at >= endedAt && at < endedAt + 300_000,
        );
      assert.deepEqual(early, [], "nothing touches the server in the settle time");
    }),
  );

  const changed = [
    { how: "kill -9", interruption: kill9 },
    { how: "Ctrl-C", interruption: ctrlC },
  ];
  for (const { how, interruption } of changed)
    it(
      `${how}, then another image: the change is followed to its end, and the other image needs consent of its own`,
      onStack(slowChange, async (stack) => {
        await stack.declare({}, { db: db01 });
        await interruption.interrupt(await beginChange(stack, interruption));
        hurry(stack);
        await stack.declare({}, { db: db01Windows });
        assertFailed(await interruption.goOn(stack, "up"), "followed to its end", "pulumi up");
        assertChangedOnce(stack);

        const newDisk = changes(stack)[0]!.newSystemDiskId;
        assertFailed(await stack.up(), "mayLoseSystemDisk", fleetIds.db01SystemDisk, newDisk);
        assertChangedOnce(stack);
        assert.equal((await osReplacements(stack)).length, 1, "what was changed stays in the state");
      }),
    );
});
