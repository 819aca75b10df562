import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fleetIds } from "../../emulator";
import { assertFailed, assertHolds, assertSucceeded, web01 } from "./expectations";
import { beginImage, ctrlC, hurry, kill9, slow } from "./interruption";
import { onStack } from "./testStack";

describe("FullEcsImage, interrupted and then declared otherwise, on the real engine", () => {
  before(function () {
    // How processes are found here.
    if (!existsSync("/proc/self/cwd")) this.skip();
  });

  const changes = [
    { how: "kill -9, then another server", interruption: kill9, refreshBetween: false },
    {
      how: "kill -9, then another server, and a refresh in between",
      interruption: kill9,
      refreshBetween: true,
    },
    { how: "Ctrl-C, then another server", interruption: ctrlC, refreshBetween: false },
  ];
  for (const { how, interruption, refreshBetween } of changes)
    it(
      `${how}: the first image is followed to its end, the next preview shows its replacement, the next up carries it out`,
      onStack(slow, async (stack) => {
        await stack.declare({ web: web01 });
        const command = await beginImage(stack, interruption);
        await interruption.interrupt(command);
        hurry(stack);

        await stack.declare({ web: { ...web01, server: fleetIds.db01, name: "db-01 whole" } });
        assertFailed(
          await interruption.goOn(stack, "up"),
          "followed to its end",
          "pulumi up",
          "what it would replace",
        );
        const first = await stack.savedImage();
        assert.equal(first.outputs["server"], fleetIds.web01, "the state tells what is there");
        assert.deepEqual([first.outputs["settled"], stack.submissions().length], [true, 1]);
        assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);

        if (refreshBetween) assertSucceeded(await stack.refresh());
        const preview = await stack.preview();
        assertSucceeded(preview);
        assert.match(preview.output, /FullEcsImage.*replace/);
        assertSucceeded(await stack.up());
        const replaced = await stack.savedImage();
        assertHolds(stack, replaced);
        assert.equal(replaced.outputs["server"], fleetIds.db01);
        assert.deepEqual(
          [stack.images().length, stack.backups().length, stack.records().length, stack.submissions().length],
          [1, 1, 1, 2],
        );
        assertSucceeded(await stack.up({ expectNoChanges: true }));
      }),
    );
});
