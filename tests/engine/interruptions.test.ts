import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { EmulatedOpenTelekomCloud } from "../../emulator";
import { assertFailed, assertReadable, assertSucceeded, assertTold, complete, web01 } from "./expectations";
import { providerProcessesIn, type KillableCommand } from "./killableCommand";
import { onStack, quick, type TestStack } from "./testStack";
import { until } from "./until";

/** The image would take half a minute of real time: whatever ends soon has not waited for it. */
const slow = { speed: 6, world: { snapshotSeconds: 60, backupSeconds: 120 } };

/** From the moment that the cloud is making an image: the provider has its job. */
async function beginImage(stack: TestStack): Promise<KillableCommand> {
  const command = stack.start("up", "--yes", "--skip-preview");
  await until("the image's job is looked at", 60, () =>
    stack.calls().some(({ path }) => /\/jobs\/[^/]+$/.test(path)),
  );
  return command;
}

/** From the moment that the cloud makes an image, but its answer to the submission never comes. */
async function beginWithoutAnswer(stack: TestStack): Promise<KillableCommand> {
  const match = { method: "POST", path: "/wholeimages/action$" };
  stack.cloud.addFault({ id: "no answer", kind: "hangAfter", match });
  await stack.declare({ web: web01 });
  const command = stack.start("up", "--yes", "--skip-preview");
  await until("the image is submitted", 60, () => stack.cloud.state().firedFaults.length === 1);
  return command;
}

/** The cloud's time runs faster from now on; processes at work keep their own pace. */
function hurry(stack: TestStack): void {
  new EmulatedOpenTelekomCloud({ stateFile: `${stack.folder}/cloud.json`, speed: quick });
}

async function untilNoProcessIsLeft(stack: TestStack, seconds: number): Promise<void> {
  const left = () => providerProcessesIn(stack.folder);
  await until("the provider's process ends", seconds, () => left().length === 0);
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
      assert.deepEqual([stack.images(), stack.backups(), stack.records()], [[], [], []]);
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
      assert.deepEqual([stack.images(), stack.backups(), stack.records()], [[], [], []]);
      assert.deepEqual(await stack.saved(), []);
    }),
  );

  for (const refreshBetween of [false, true])
    it(
      `a deadline loses nothing${refreshBetween ? ", not even with a refresh before the next up" : ""}`,
      onStack({}, async (stack) => {
        await stack.declare({ web: { ...web01, createTimeout: "30s" } });
        assertFailed(await stack.up(), "Nothing is lost", "pulumi up", "customTimeouts", "30 s");
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
        await stack.declare({ web: { ...web01, createTimeout: "1h" } });
        assertSucceeded(await stack.up());
        const made = await complete(stack);
        assert.equal(made.id, saved.id, "the same operation");
      }),
    );
});
