import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type { Fault } from "../../emulator";
import {
  assertHolds,
  assertNothingIsLeft,
  assertReadable,
  assertSucceeded,
  assertTold,
  complete,
  web01,
} from "./expectations";
import { closedTerminal, ctrlC, hurry, kill9, untilNoProcessIsLeft } from "./interruption";
import { onStack, type TestStack } from "./testStack";
import { until } from "./until";

const renamed = { ...web01, name: "web-01 renamed", description: "after the upgrade" };

/** A provider that waits for an answer gives up after half a minute; any other wait ends at once. */
const answerTimeoutSeconds = 40;

/** How many calls of this kind the cloud has not refused. */
function sent(stack: TestStack, method: "PATCH" | "DELETE"): number {
  return stack
    .calls()
    .filter((call) => call.service === "ims" && call.method === method && !(Number(call.status) >= 400))
    .length;
}

/** The next call of this kind gets no answer. */
function hang(stack: TestStack, method: "PATCH" | "DELETE", kind: "hangBefore" | "hangAfter"): void {
  const fault: Fault = { id: "no answer", kind, match: { service: "ims", method } };
  stack.cloud.addFault(fault);
}

/** What the cloud has done shows late: whoever has asked for it waits. */
function showLate(stack: TestStack, seconds: number): void {
  stack.cloud.update(({ world }) => {
    world.visibilityLagSeconds = seconds;
  });
}

async function make(stack: TestStack): Promise<{ id: string; imageId: unknown }> {
  await stack.declare({ web: web01 });
  assertSucceeded(await stack.up());
  const { id, outputs } = await complete(stack);
  return { id, imageId: outputs["imageId"] };
}

describe("FullEcsImage, interrupted while it is changed on the real engine", () => {
  before(function () {
    // How processes are found here.
    if (!existsSync("/proc/self/cwd")) this.skip();
  });

  const duringUpdate = [
    {
      how: "kill -9 before the change has reached the cloud",
      interruption: kill9,
      prepare: (stack: TestStack) => hang(stack, "PATCH", "hangBefore"),
      processesEndInSeconds: answerTimeoutSeconds,
    },
    {
      how: "a terminal closed after the change has reached the cloud",
      interruption: closedTerminal,
      prepare: (stack: TestStack) => showLate(stack, 600),
      processesEndInSeconds: 10,
    },
    {
      how: "Ctrl-C while the change does not show yet",
      interruption: ctrlC,
      prepare: (stack: TestStack) => showLate(stack, 600),
      processesEndInSeconds: 10,
    },
  ];
  for (const { how, interruption, prepare, processesEndInSeconds } of duringUpdate)
    it(
      `${how}: the next up changes the same image, and no process stays`,
      onStack({}, async (stack) => {
        const { id, imageId } = await make(stack);
        prepare(stack);
        await stack.declare({ web: renamed });
        const command = interruption.start(stack, "up", "--yes", "--skip-preview");
        await until("the change is sent", 60, () => sent(stack, "PATCH") === 1);
        const interruptedAt = Date.now();
        await interruption.interrupt(command);
        showLate(stack, 0);
        if (interruption === ctrlC) {
          const seconds = (Date.now() - interruptedAt) / 1000;
          assert.ok(seconds < 8, `the command ended after ${seconds} s:\n${command.output}`);
          assertReadable(command.output);
          assertTold(command.output, "Ctrl-C", "Nothing is lost");
        }

        assertSucceeded(await interruption.goOn(stack, "up"));
        const changed = await complete(stack);
        assert.deepEqual([changed.id, changed.outputs["imageId"]], [id, imageId], "the same image");
        const { name, description } = stack.images()[0]!;
        assert.deepEqual([name, description], [renamed.name, renamed.description]);
        const { name: savedName, description: savedDescription } = changed.outputs;
        assert.deepEqual([savedName, savedDescription], [renamed.name, renamed.description]);
        assertSucceeded(await stack.up({ expectNoChanges: true }));
        const changesSent = sent(stack, "PATCH");
        await untilNoProcessIsLeft(stack, processesEndInSeconds);
        assert.equal(sent(stack, "PATCH"), changesSent, "what was left of the killed run changes nothing");
      }),
    );

  const duringDelete = [
    {
      how: "kill -9 before the cloud has heard of it, then destroy: nothing is left",
      interruption: kill9,
      prepare: (stack: TestStack) => hang(stack, "DELETE", "hangBefore"),
      then: "destroy",
      processesEndInSeconds: answerTimeoutSeconds,
    },
    {
      how: "kill -9 while the backup is being deleted, then up: the image that is half gone is made anew",
      interruption: kill9,
      prepare: () => undefined,
      then: "up",
      processesEndInSeconds: 10,
    },
    {
      how: "a terminal closed while the backup is being deleted, then destroy: nothing is left",
      interruption: closedTerminal,
      prepare: () => undefined,
      then: "destroy",
      processesEndInSeconds: 10,
    },
    {
      how: "Ctrl-C while the backup is being deleted, then destroy: it ends at once, and nothing is left",
      interruption: ctrlC,
      prepare: () => undefined,
      then: "destroy",
      processesEndInSeconds: 10,
    },
  ] as const;
  for (const { how, interruption, prepare, then, processesEndInSeconds } of duringDelete)
    it(
      `${how}; no process stays`,
      onStack({ speed: 20, world: { backupDeletionSeconds: 600 } }, async (stack) => {
        const { id } = await make(stack);
        prepare(stack);
        const command = interruption.start(stack, "destroy", "--yes", "--skip-preview");
        await until("the deletion is sent", 60, () => sent(stack, "DELETE") === 1);
        const interruptedAt = Date.now();
        await interruption.interrupt(command);
        if (interruption === ctrlC) {
          const seconds = (Date.now() - interruptedAt) / 1000;
          assert.ok(seconds < 8, `the command ended after ${seconds} s:\n${command.output}`);
          assertReadable(command.output);
          assertTold(command.output, "Ctrl-C", "Nothing is lost");
        }

        stack.cloud.update(({ world, operations }) => {
          world.backupDeletionSeconds = 5;
          for (const operation of operations)
            if (operation.kind === "backupDeletion") operation.dueAt = stack.cloud.now();
        });
        hurry(stack);
        assertSucceeded(await interruption.goOn(stack, then));
        if (then === "destroy") await assertNothingIsLeft(stack);
        else {
          const made = await stack.savedImage();
          assert.notEqual(made.id, id);
          assertHolds(stack, made);
          assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);
        }
        const deletionsSent = sent(stack, "DELETE");
        await untilNoProcessIsLeft(stack, processesEndInSeconds);
        assert.equal(sent(stack, "DELETE"), deletionsSent, "what was left of the killed run deletes nothing");
      }),
    );

  it(
    "kill -9 before the cloud has heard of a deletion, then up: the image is as it was",
    onStack({}, async (stack) => {
      await make(stack);
      const before = await complete(stack);
      hang(stack, "DELETE", "hangBefore");
      const command = stack.start("destroy", "--yes", "--skip-preview");
      await until("the deletion is sent", 60, () => sent(stack, "DELETE") === 1);
      await command.kill();
      assertSucceeded(await stack.recover());
      assert.deepEqual((await complete(stack)).outputs, before.outputs);
    }),
  );
});
