import assert from "node:assert/strict";
import { assertFailed, assertHolds, assertNothingIsLeft, assertSucceeded, web01 } from "./expectations";
import { hurry, slow } from "./interruption";
import { assertChangedOnce, db01, osReplacements, shortChange } from "./osChanges";
import { onStack, TestStack, type Outcome } from "./testStack";
import { until } from "./until";

/** One state holds the only image, and the other nothing. */
async function assertOneHasIt(winner: TestStack, loser: TestStack, failure: Outcome): Promise<void> {
  assertFailed(failure, "another run of this program has taken over", "pulumi up");
  assert.deepEqual(
    [winner.images().length, winner.backups().length, winner.records().length],
    [1, 1, 1],
    failure.output,
  );
  assert.equal(winner.submissions().length, 1, "the cloud was asked once");
  assertHolds(winner, await winner.savedImage());
  assert.deepEqual(await loser.saved(), [], "nobody else holds it");
}

/** Two states of one program: project, stack name, and so the URN are the same, and so is the cloud. */
function fromTwoStates(
  cloud: Parameters<typeof onStack>[0],
  test: (here: TestStack, there: TestStack) => Promise<void>,
  program: Parameters<TestStack["declare"]> = [{ web: web01 }],
): () => Promise<void> {
  return onStack(cloud, async (here) => {
    const there = await TestStack.create({ of: here });
    try {
      for (const stack of [here, there]) await stack.declare(...program);
      await test(here, there);
    } finally {
      there.remove();
    }
  });
}

describe("FullEcsImage, from two Pulumi states on the real engine", () => {
  it(
    "two up at the same time make one image, and the run that does not get it says so",
    fromTwoStates({ speed: 10 }, async (here, there) => {
      const outcomes = await Promise.all([here.up(), there.up()]);
      const [mine, theirs] = outcomes;
      assert.notEqual(mine.succeeded, theirs.succeeded, `${mine.output}\n${theirs.output}`);
      const [winner, loser, failure] = mine.succeeded ? [here, there, theirs] : [there, here, mine];
      await assertOneHasIt(winner, loser, failure);

      // What the message advises: it shows whose the image is, and harms nothing.
      const held = await winner.savedImage();
      assertFailed(
        await loser.up(),
        String(held.outputs["imageId"]),
        "a name that no other private image has",
      );
      assertSucceeded(await loser.destroy());
      assertSucceeded(await winner.refresh({ expectNoChanges: true }));
      assert.deepEqual((await winner.savedImage()).outputs, held.outputs);
      assertSucceeded(await winner.destroy());
      await assertNothingIsLeft(winner);
    }),
  );

  it(
    "an up that begins while another makes the image takes it over, and the other says so",
    fromTwoStates(slow, async (here, there) => {
      const first = here.up();
      await until("the image's job is looked at", 60, () =>
        here.calls().some(({ path }) => /\/jobs\/[^/]+$/.test(path)),
      );
      const second = there.up();
      const failure = await first;
      hurry(here);
      assertSucceeded(await second);
      await assertOneHasIt(there, here, failure);
    }),
  );
});

describe("OsReplacement, from two Pulumi states on the real engine", () => {
  it(
    "two up at the same time change the OS once, and the next ones change nothing",
    fromTwoStates(
      { speed: 10, world: shortChange },
      async (here, there) => {
        const [mine, theirs] = await Promise.all([here.up(), there.up()]);
        assertChangedOnce(here);
        const failures = [mine, theirs].filter(({ succeeded }) => !succeeded);
        assert.ok(failures.length <= 1, failures.map(({ output }) => output).join("\n"));
        for (const failure of failures) assertFailed(failure, "another run of this program has taken over");

        for (const stack of [here, there]) {
          assertSucceeded(await stack.up());
          const [saved] = await osReplacements(stack);
          assert.equal(saved?.outputs["settled"], true);
        }
        assertChangedOnce(here);
      },
      [{}, { db: db01 }],
    ),
  );
});
