import assert from "node:assert/strict";
import { OperationFailure } from "../../../../provider/procedures/errors";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import type { FullEcsImageOutputs } from "../../../../provider/resources/fullEcsImage/outputs";
import {
  decideUpdate,
  updateOperation,
  type UpdateWorld,
} from "../../../../provider/resources/fullEcsImage/updateOperation";
import { carryOut, errorOf } from "./carryOut";
import {
  backup,
  copying,
  foreignMark,
  goal,
  ids,
  image,
  outputs,
  towards,
  withoutFollowUps,
} from "./samples";
import { ScriptedCloud, type Script } from "./scriptedCloud";

describe("the next move of an update", () => {
  const nothingNew: UpdateWorld = {
    ...{ image, backup: undefined, mustBeBackedUp: false, defaultTags: {}, sent: false },
  };
  const cases: {
    reason: string;
    inputs?: Partial<FullEcsImageInputs>;
    world?: Partial<UpdateWorld>;
    expected: string;
  }[] = [
    { reason: "everything is right", expected: "done" },
    { reason: "it shows as it was sent", world: { sent: true }, expected: "done" },
    { reason: "another name is asked for", inputs: { name: "new" }, expected: "act align" },
    { reason: "a description is asked for", inputs: { description: "new" }, expected: "act align" },
    { reason: "a tag is asked for", inputs: { tags: { team: "web" } }, expected: "act align" },
    { reason: "memory is asked for", inputs: { maxRamMb: 4096 }, expected: "act align" },
    {
      reason: "the profile has another default tag",
      world: { defaultTags: { owner: "ops" } },
      expected: "act align",
    },
    {
      reason: "no description is asked for any more",
      world: { image: { ...image, description: "old" } },
      expected: "act align",
    },
    { reason: "a null is no description", inputs: { description: null }, expected: "done" },
    {
      reason: "what was sent does not show yet",
      inputs: { name: "new" },
      world: { sent: true },
      expected: "wait waiting for the image's attributes to show",
    },
    {
      reason: "it has to be usable in the whole region now, and is not yet",
      world: { mustBeBackedUp: true, backup: copying },
      expected: "wait waiting for the backup to be complete",
    },
    {
      reason: "attributes differ and the backup is still being written: they do not wait for it",
      inputs: { name: "new" },
      world: { mustBeBackedUp: true, backup: copying },
      expected: "act align",
    },
    {
      reason: "it had to be usable in the whole region, and is",
      world: { mustBeBackedUp: true, backup },
      expected: "done",
    },
    {
      reason: "it can never be usable in the whole region: its backup has failed",
      world: { mustBeBackedUp: true, backup: { ...backup, state: "failed", stateText: "error" } },
      expected: "stop jobFailed",
    },
    {
      reason: "it can never be usable in the whole region: its backup is gone",
      world: { mustBeBackedUp: true, backup: undefined },
      expected: "stop jobFailed",
    },
    {
      reason: "attributes differ and the backup has failed: they are changed all the same",
      inputs: { name: "new" },
      world: { mustBeBackedUp: true, backup: { ...backup, state: "failed", stateText: "error" } },
      expected: "act align",
    },
    { reason: "the image is gone", world: { image: undefined }, expected: "stop unexpectedState" },
    {
      reason: "another operation has taken the image over",
      world: { image: { ...image, mark: foreignMark } },
      expected: "stop unexpectedState",
    },
    {
      reason: "somebody took the mark away",
      world: { image: { ...image, mark: undefined } },
      expected: "stop unexpectedState",
    },
  ];
  for (const { reason, inputs = {}, world, expected } of cases)
    it(`is "${expected}" where ${reason}`, () => {
      const move = decideUpdate(towards(inputs), { ...nothingNew, ...world });
      const text = {
        act: () => (move.kind === "act" ? `act ${move.action}` : ""),
        wait: () => (move.kind === "wait" ? `wait ${move.what}` : ""),
        stop: () => (move.kind === "stop" ? `stop ${move.failure.kind}` : ""),
        done: () => "done",
      }[move.kind]();
      assert.equal(text, expected);
    });

  for (const { reason, world, expected } of [
    {
      reason: "is gone",
      world: { image: undefined },
      expected: /cannot update the image "web-01 full": it no longer exists.*--refresh/,
    },
    {
      reason: "carries another mark",
      world: { image: { ...image, mark: foreignMark } },
      expected: new RegExp(
        `image 4444\\S+ carries another resource's mark \\(ecs-lifecycle=${foreignMark}\\).*adopted.*state delete`,
      ),
    },
    {
      reason: "has lost its mark",
      world: { image: { ...image, mark: undefined } },
      expected: new RegExp(
        `image 4444\\S+ no longer carries this resource's mark.*put ecs-lifecycle=${image.mark} back`,
      ),
    },
    {
      reason: "has a backup that failed",
      world: { mustBeBackedUp: true, backup: { ...backup, state: "failed", stateText: "error" } as const },
      expected: /image 4444\S+ .*backup 6666\S+ is in state error.*eu-de-01.*--replace.*usableInSourceAz/,
    },
    {
      reason: "has no backup any more",
      world: { mustBeBackedUp: true, backup: undefined },
      expected: /image 4444\S+ .*its backup is gone.*the source's zone.*--replace.*usableInSourceAz/,
    },
  ])
    it(`says what it saw and what to do where the image ${reason}`, () => {
      const move = decideUpdate(goal, { ...nothingNew, ...world });
      assert.ok(move.kind === "stop" && move.failure instanceof OperationFailure);
      assert.match(move.failure.message, expected);
    });
});

describe("an update", () => {
  const cloudWith = (script: Script = {}) =>
    new ScriptedCloud({ ...script, has: { images: [image], backups: [backup], ...script.has } });
  const update = (
    cloud: ScriptedCloud,
    inputs: Partial<FullEcsImageInputs>,
    saved: FullEcsImageOutputs = outputs,
  ) => {
    const operation = updateOperation(towards(inputs), saved, cloud);
    return { operation, result: carryOut(operation, cloud.clock) };
  };

  it("of name, description and memory is one look, one PATCH, one look", async () => {
    const cloud = cloudWith();
    const asked = { name: "new", description: "d", minRamMb: 1024, maxRamMb: 4096 };
    const { result } = update(cloud, asked);
    assert.deepEqual(withoutFollowUps(await result), { ...outputs, ...asked });
    assert.deepEqual(cloud.calls, [
      `images.get ${ids.image}`,
      `images.update ${ids.image} description,maxRamMb,minRamMb,name`,
      `images.get ${ids.image}`,
    ]);
  });

  it("of tags is one look, one call, one look", async () => {
    const cloud = cloudWith({ has: { images: [{ ...image, tags: { team: "ops", old: "x" } }] } });
    const { result } = update(cloud, { tags: { team: "web", owner: "ops" } });
    assert.deepEqual((await result).tagsAll, { team: "web", owner: "ops" });
    assert.deepEqual(cloud.calls, [
      `images.get ${ids.image}`,
      `images.changeTags ${ids.image}`,
      `images.get ${ids.image}`,
    ]);
  });

  it("sends only what differs", async () => {
    const cloud = cloudWith({ has: { images: [{ ...image, description: "old" }] } });
    const { result } = update(cloud, {});
    assert.equal((await result).description, undefined);
    assert.deepEqual(cloud.made(/update|changeTags/), [`images.update ${ids.image} description`]);
  });

  it("sends nothing where nothing differs", async () => {
    const cloud = cloudWith();
    await update(cloud, { keepBackup: true }).result;
    assert.deepEqual(cloud.calls, [`images.get ${ids.image}`]);
  });

  it("of keepBackup is in the outputs, with what stays and is billed", async () => {
    const { keepBackup, followUps } = await update(cloudWith(), { keepBackup: true }).result;
    assert.equal(keepBackup, true);
    assert.ok(followUps?.some(({ why }) => why.includes("billed")));
  });

  it("sends once, and waits until it shows", async () => {
    const cloud = cloudWith({ changesShowAfter: 5 });
    await update(cloud, { name: "new" }).result;
    assert.equal(cloud.made(/^images\.update/).length, 1);
    assert.deepEqual(cloud.clock.sleeps, [2000, 2000, 2000]);
  });

  it("has nothing to remember as long as nothing was sent: it can be repeated", async () => {
    const cloud = cloudWith();
    const { operation, result } = update(cloud, {});
    await result;
    assert.equal(operation.known(), undefined);
  });

  it("interrupted between PATCH and tags, remembers what it has seen, and sends the rest the next time", async () => {
    const cloud = cloudWith();
    cloud.fail(/^images\.changeTags/, "denied");
    const asked = { name: "new", tags: { team: "web" } };
    const { operation, result } = update(cloud, asked);
    await errorOf(result);
    const known = operation.known();
    assert.ok(known);
    assert.deepEqual([known.settled, known.name, known.tags], [true, "web-01 full", {}]);
    assert.equal(cloud.has.images[0]?.name, "new", "the PATCH has had its effect");

    const again = await update(cloud, asked, known).result;
    assert.deepEqual([again.name, again.tags, again.tagsAll], ["new", asked.tags, asked.tags]);
    assert.equal(cloud.made(/^images\.update/).length, 1, "and is not sent again");
  });

  it("looks again where a PATCH got no answer, and sends it again only where it had no effect", async () => {
    for (const { when, times } of [
      { when: "after", times: 1 },
      { when: "before", times: 2 },
    ] as const) {
      const cloud = cloudWith();
      cloud.fail(/^images\.update/, "answerLost", { when });
      const { operation, result } = update(cloud, { name: "new" });
      assert.equal((await result).name, "new", when);
      assert.equal(cloud.made(/^images\.update/).length, times, when);
      assert.ok(operation.known(), "what may have been sent is remembered");
    }
  });

  describe("of completeWhen", () => {
    const early: FullEcsImageOutputs = {
      ...outputs,
      completeWhen: "usableInSourceAz",
      availableOnlyIn: "eu-de-01",
    };

    it("raised to backedUp waits for the backup, and the restriction goes", async () => {
      const cloud = cloudWith({ has: { backups: [copying] } });
      cloud.after(300, ({ backups }) => Object.assign(backups[0] ?? {}, backup));
      const result = await update(cloud, { completeWhen: "backedUp" }, early).result;
      assert.equal(result.availableOnlyIn, undefined);
      assert.equal(result.backedUpAt, outputs.backedUpAt);
      assert.ok(cloud.clock.sleeps.reduce((sum, one) => sum + one, 0) >= 300_000);
    });

    it("raised to backedUp may take as long as an image of that size", () => {
      const operation = updateOperation(towards({}), early, cloudWith());
      assert.equal(operation.defaultTimeoutMilliseconds(), (60 + 140) * 60_000);
      const plain = updateOperation(towards({ name: "new" }), outputs, cloudWith());
      assert.equal(plain.defaultTimeoutMilliseconds(), 10 * 60_000);
    });

    it("left out means the same: backedUp is the default", async () => {
      const result = await update(cloudWith(), {}, early).result;
      assert.equal(result.availableOnlyIn, undefined);
    });

    it("lowered looks at no backup", async () => {
      const cloud = cloudWith({ has: { backups: [copying] } });
      const result = await update(cloud, { completeWhen: "usableInSourceAz" }, early).result;
      assert.equal(result.availableOnlyIn, "eu-de-01", "as it was seen last");
      assert.deepEqual(cloud.made(/backups/), []);
    });

    it("raised, where the backup fails, ends in an error", async () => {
      const cloud = cloudWith({ has: { backups: [copying] } });
      cloud.after(60, ({ backups }) =>
        Object.assign(backups[0] ?? {}, { state: "failed", stateText: "error" }),
      );
      const { operation, result } = update(cloud, { completeWhen: "backedUp" }, early);
      assert.match((await errorOf(result)).message, /is in state error/);
      assert.equal(operation.known(), undefined, "nothing was changed");
    });
  });

  it("of an adopted image keeps the source and the vault that the program leaves out", async () => {
    const cloud = cloudWith();
    const goalOfAdopted = { ...goal, inputs: { adopt: ids.image, name: "new" } };
    const operation = updateOperation(goalOfAdopted, outputs, cloud);
    const { server, vault } = await carryOut(operation, cloud.clock);
    assert.deepEqual([server, vault], [outputs.server, outputs.vault]);
  });

  it("stops where the image is not the resource's own any more, and changes nothing", async () => {
    const cloud = cloudWith({ has: { images: [{ ...image, mark: foreignMark }] } });
    const { operation, result } = update(cloud, { name: "new" });
    assert.match((await errorOf(result)).message, /carries another resource's mark/);
    assert.deepEqual(cloud.made(/update|changeTags/), []);
    assert.equal(operation.known(), undefined);
  });
});
