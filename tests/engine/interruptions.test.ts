import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import {
  assertFailed,
  assertNothingIsLeft,
  assertReadable,
  assertSucceeded,
  assertTold,
  complete,
  web01,
} from "./expectations";
import { beginImage, closedTerminal, hurry, kill9, slow, untilNoProcessIsLeft } from "./interruption";
import { providerProcessesIn, type KillableCommand } from "./killableCommand";
import { onStack, type TestStack } from "./testStack";
import { until } from "./until";

/** From the moment that the cloud makes an image, but its answer to the submission never comes. */
async function beginWithoutAnswer(stack: TestStack): Promise<KillableCommand> {
  const match = { method: "POST", path: "/wholeimages/action$" };
  stack.cloud.addFault({ id: "no answer", kind: "hangAfter", match });
  await stack.declare({ web: web01 });
  const command = stack.start("up", "--yes", "--skip-preview");
  await until("the image is submitted", 60, () => stack.cloud.state().firedFaults.length === 1);
  return command;
}

describe("FullEcsImage, interrupted on the real engine", () => {
  before(function () {
    // How processes are found here.
    if (!existsSync("/proc/self/cwd")) this.skip();
  });

  it(
    "kill -9 while the image is being made: no process stays, the next up goes on with that image",
    onStack(slow, async (stack) => {
      await stack.declare({ web: web01 });
      const command = await beginImage(stack);
      assert.equal(providerProcessesIn(stack.folder).length, 1, "the provider runs in a process of its own");
      await command.kill();
      await untilNoProcessIsLeft(stack, 10);

      assertFailed(await stack.up(), "pulumi cancel");
      hurry(stack);
      assertSucceeded(await stack.recover());
      await complete(stack);
      assertSucceeded(await stack.up({ expectNoChanges: true }));
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "a closed terminal while the image is being made: no process stays, the next up goes on with that image",
    onStack(slow, async (stack) => {
      await stack.declare({ web: web01 });
      const command = await beginImage(stack, closedTerminal);
      await command.kill();
      await untilNoProcessIsLeft(stack, 10);
      hurry(stack);
      assertSucceeded(await closedTerminal.goOn(stack, "up"));
      await complete(stack);
    }),
  );

  it(
    "kill -9 while the image is being made, then destroy: Pulumi says that a creation is pending; up, then destroy removes it",
    onStack(slow, async (stack) => {
      await stack.declare({ web: web01 });
      const command = await beginImage(stack);
      await command.kill();
      hurry(stack);
      // The resource is in no state: the engine asks nothing of its provider.
      const destroy = await kill9.goOn(stack, "destroy");
      assertTold(destroy.output, "pending operations", "interrupted while creating");
      assert.equal(stack.submissions().length, 1);
      assertSucceeded(await stack.up());
      await complete(stack);
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "kill -9 between the submission and its answer: the image is found while it is made",
    onStack({ world: { imageVisibleWhileCreated: true } }, async (stack) => {
      const command = await beginWithoutAnswer(stack);
      await command.kill();
      // At once: the process that waits for the answer is still there, and must not disturb.
      assertSucceeded(await stack.recover());
      await complete(stack);
    }),
  );

  it(
    "Ctrl-C and then kill -9 between the submission and its answer: an image that is invisible at first is found, and no process stays",
    onStack({ world: { imageVisibleWhileCreated: false } }, async (stack) => {
      const command = await beginWithoutAnswer(stack);
      command.interrupt();
      await until("the engine notices Ctrl-C", 10, () => command.output.includes("^C received"));
      await command.kill();
      assertSucceeded(await stack.recover());
      const made = await complete(stack);
      // It may wait for the answer for 30 s.
      await untilNoProcessIsLeft(stack, 40);
      assert.deepEqual(await complete(stack), made);
    }),
  );

  it(
    "Ctrl-C once: the command ends at once, the resource is saved, the next up goes on",
    onStack(slow, async (stack) => {
      await stack.declare({ web: web01 });
      const command = await beginImage(stack);
      command.interrupt();
      const interruptedAt = Date.now();
      assert.notEqual(await command.ended, 0);
      const seconds = (Date.now() - interruptedAt) / 1000;
      assert.ok(seconds < 8, `the command ended after ${seconds} s:\n${command.output}`);
      assertReadable(command.output);
      assertTold(command.output, "Ctrl-C", "Nothing is lost", "to go on");
      await untilNoProcessIsLeft(stack, 10);

      const saved = await stack.savedImage();
      assert.equal(saved.outputs["settled"], false);
      hurry(stack);
      assertSucceeded(await stack.up());
      const made = await complete(stack);
      assert.equal(made.id, saved.id, "the same operation");
    }),
  );

  it(
    "Ctrl-C, then destroy: what the cloud is still making is waited for, and nothing stays behind",
    onStack(slow, async (stack) => {
      await stack.declare({ web: web01 });
      const command = await beginImage(stack);
      command.interrupt();
      await command.ended;
      hurry(stack);
      assertSucceeded(await stack.destroy());
      assert.equal(stack.submissions().length, 1);
      await assertNothingIsLeft(stack);
    }),
  );
});
