import assert from "node:assert/strict";
import { fleetIds } from "../../../../emulator";
import { formatMark } from "../../../../provider/ports/mark";
import { newGeneration, recordKey } from "../../../../provider/procedures/operationRecord";
import {
  decideDelete,
  deleteOperation,
  type DeleteWorld,
} from "../../../../provider/resources/fullEcsImage/deleteOperation";
import type { FullEcsImageOutputs } from "../../../../provider/resources/fullEcsImage/outputs";
import { Connection } from "../../backends/openTelekomCloud/connections";
import { carryOut } from "./carryOut";
import {
  anotherGeneration,
  backup,
  copying,
  foreignMark,
  goal as sampleGoal,
  image,
  outputs,
} from "./samples";

const nothingSent: DeleteWorld["sent"] = {
  ...{ deleteImage: false, deleteBackup: false, emptyVault: false, deleteVault: false, removeRecord: false },
};
const nothing: DeleteWorld = {
  ...{ image: undefined, backup: undefined, vault: undefined, hasRecord: false, sent: nothingSent },
};
const empty = { serverIds: [] };
const withServer = { serverIds: ["server-1"] };

describe("the next move of a deletion", () => {
  const cases: { reason: string; world: Partial<DeleteWorld>; expected: string }[] = [
    { reason: "the image is there", world: { image }, expected: "act deleteImage" },
    {
      reason: "the image is there, with everything else",
      world: { image, backup, vault: withServer, hasRecord: true },
      expected: "act deleteImage",
    },
    {
      reason: "the image still shows after it was deleted",
      world: { image, sent: { ...nothingSent, deleteImage: true } },
      expected: "wait the image is being deleted",
    },
    {
      reason: "the backup is left",
      world: { backup, vault: empty, hasRecord: true },
      expected: "act deleteBackup",
    },
    {
      reason: "a broken backup is left",
      world: { backup: { ...backup, state: "failed" } },
      expected: "act deleteBackup",
    },
    {
      reason: "the backup that is left is still being written",
      world: { backup: copying },
      expected: "wait the backup is still being written",
    },
    {
      reason: "the cloud is deleting the backup",
      world: { backup: { ...backup, state: "deleting" } },
      expected: "wait the backup is being deleted",
    },
    {
      reason: "the backup still shows after it was deleted",
      world: { backup, sent: { ...nothingSent, deleteBackup: true } },
      expected: "wait the backup is being deleted",
    },
    {
      reason: "the vault is left, with the server in it",
      world: { vault: withServer, hasRecord: true },
      expected: "act emptyVault",
    },
    {
      reason: "the server still shows in the vault after it was taken out",
      world: { vault: withServer, sent: { ...nothingSent, emptyVault: true } },
      expected: "wait the server is being taken out of the vault",
    },
    {
      reason: "an empty vault is left",
      world: { vault: empty, hasRecord: true },
      expected: "act deleteVault",
    },
    {
      reason: "the vault still shows after it was deleted",
      world: { vault: empty, sent: { ...nothingSent, deleteVault: true } },
      expected: "wait the vault is being deleted",
    },
    { reason: "only the record is left", world: { hasRecord: true }, expected: "act removeRecord" },
    {
      reason: "the record still shows after it was removed",
      world: { hasRecord: true, sent: { ...nothingSent, removeRecord: true } },
      expected: "wait the record is being removed",
    },
    { reason: "nothing is left", world: {}, expected: "done" },
    {
      reason: "nothing is left of what was sent",
      world: { sent: { ...nothingSent, deleteImage: true, deleteBackup: true, deleteVault: true } },
      expected: "done",
    },
  ];
  for (const { reason, world, expected } of cases)
    it(`is "${expected}" where ${reason}`, () => {
      const move = decideDelete({ ...nothing, ...world });
      const text =
        move.kind === "act" ? `act ${move.action}` : move.kind === "wait" ? `wait ${move.what}` : move.kind;
      assert.equal(text, expected);
    });
});

describe("a deletion", () => {
  const goal = { ...sampleGoal, inputs: { ...sampleGoal.inputs, server: fleetIds.web01 } };
  const saved = { ...outputs, serverId: fleetIds.web01, vaultId: fleetIds.vaultServers };
  const key = recordKey(goal.urn);
  const recordOf = (generation: string, state = "settled"): string =>
    `v=1 k=FullEcsImage g=${generation} i=0 a=1 s=${state} b=1 t=1 d=0 y=0 p=running`;

  /** A cloud with an image of web-01 and the record of the operation that made it. */
  async function made({ mark = formatMark(goal.urn, goal.generation), world = {} } = {}) {
    const connection = new Connection({ world });
    const imageId = await connection.make({ mark });
    await connection.cloud.records.write(fleetIds.web01, key, recordOf(goal.generation));
    const backupId = connection.emulated.state().backups[0]?.id;
    assert.ok(backupId);
    return { connection, saved: { ...saved, imageId, backupId } };
  }

  async function destroy(
    connection: Connection,
    of: FullEcsImageOutputs,
    keepBackup = false,
    isMadeHere = (_generation: string): boolean => false,
  ) {
    const warnings: string[] = [];
    const towards = { ...goal, isMadeHere, inputs: { ...goal.inputs, keepBackup } };
    const operation = deleteOperation(towards, of, connection.cloud, (text) => warnings.push(text));
    await carryOut(operation, {
      now: () => connection.now * 1000,
      sleep: async (milliseconds: number) => connection.pass(milliseconds / 1000),
    });
    assert.equal(operation.known(), undefined, "it can be repeated: there is nothing to remember");
    const { images, backups, servers } = connection.emulated.state();
    return {
      warnings,
      images: images.filter(({ imageType }) => imageType === "private").length,
      backups: backups.length,
      record: servers[0]?.metadata[key],
    };
  }

  it("leaves neither image nor backup nor record", async () => {
    const { connection, saved } = await made();
    assert.deepEqual(await destroy(connection, saved), {
      ...{ warnings: [], images: 0, backups: 0, record: undefined },
    });
  });

  it("deletes the backup that the cloud leaves behind, too", async () => {
    const { connection, saved } = await made();
    connection.emulated.update((state) => {
      state.images = state.images.filter(({ id }) => id !== saved.imageId);
      for (const one of state.backups) one.imageIds = [];
    });
    const left = await destroy(connection, saved);
    assert.deepEqual([left.images, left.backups, left.record], [0, 0, undefined]);
  });

  it("keeps the backup where that is asked for, and names it with its vault, its size and who is billed", async () => {
    const { connection, saved } = await made();
    const left = await destroy(connection, saved, true);
    assert.deepEqual([left.images, left.backups, left.record, left.warnings.length], [0, 1, undefined, 1]);
    for (const text of [saved.backupId, fleetIds.vaultServers, fleetIds.web01, "340 GB", "billed"])
      assert.ok(left.warnings[0]?.includes(text), text);
  });

  it("keeps the backup of an image that is gone already, too", async () => {
    const { connection, saved } = await made();
    connection.emulated.update((state) => {
      state.images = state.images.filter(({ id }) => id !== saved.imageId);
    });
    const left = await destroy(connection, saved, true);
    assert.deepEqual([left.backups, left.warnings.length], [1, 1]);
  });

  it("waits for a backup that is still being written, which the cloud leaves behind", async () => {
    const connection = new Connection({ world: { backupSurvivesImageDeletion: true } });
    const mark = formatMark(goal.urn, goal.generation);
    await connection.submit({ mark });
    connection.pass(5 + 128 + 1);
    const { images, backups } = connection.emulated.state();
    const half = { ...saved, imageId: images.at(-1)!.id, backupId: backups[0]!.id };
    const left = await destroy(connection, half);
    assert.deepEqual([left.images, left.backups], [0, 0]);
  });

  it("can be repeated when everything is gone", async () => {
    const { connection, saved } = await made();
    await destroy(connection, saved);
    const left = await destroy(connection, saved);
    assert.deepEqual([left.images, left.backups, left.warnings], [0, 0, []]);
  });

  it("has nothing to do where the server is gone as well", async () => {
    const { connection, saved } = await made();
    connection.emulated.update((state) => (state.servers = []));
    assert.equal((await destroy(connection, saved)).images, 0);
  });

  it("has nothing to do where no image was ever made, but removes the record", async () => {
    const connection = new Connection();
    await connection.cloud.records.write(fleetIds.web01, key, recordOf(goal.generation));
    const { imageId, backupId, ...neverMade } = saved;
    assert.equal((await destroy(connection, neverMade)).record, undefined);
    assert.ok(imageId && backupId);
  });

  it("finds its image by the mark where the ID was never saved", async () => {
    const { connection } = await made();
    const { imageId, backupId, ...neverSaved } = saved;
    const left = await destroy(connection, neverSaved);
    assert.deepEqual([left.images, left.backups, left.record], [0, 0, undefined]);
    assert.ok(imageId && backupId);
  });

  it("names the backups that may be left of an image that failed, and leaves them", async () => {
    const connection = new Connection();
    await connection.make({ mark: foreignMark });
    await connection.cloud.records.write(fleetIds.web01, key, recordOf(goal.generation, "failed"));
    const { imageId, backupId, ...neverMade } = saved;
    const left = await destroy(connection, neverMade);
    assert.deepEqual([left.backups, left.record, left.warnings.length], [1, undefined, 1]);
    const [kept] = connection.emulated.state().backups;
    assert.match(
      left.warnings[0] ?? "",
      new RegExp(`stay in the vault and are billed: ${kept?.id ?? "?"}\\.`),
    );
    assert.ok(imageId && backupId);
  });

  it("deletes its own image where another operation's was saved, and leaves that", async () => {
    const { connection, saved } = await made();
    const another = await connection.make({ name: "another", mark: foreignMark });
    const left = await destroy(connection, { ...saved, imageId: another });
    assert.deepEqual([left.images, left.backups], [1, 1]);
    const rest = connection.emulated.state().images.filter(({ imageType }) => imageType === "private");
    assert.deepEqual(
      rest.map(({ id }) => id),
      [another],
    );
    assert.match(left.warnings.join(), new RegExp(`image ${another} .* is left as it is`));
  });

  it("tells of a replacement that was complete and never saved", async () => {
    const { connection, saved } = await made();
    await connection.cloud.records.write(fleetIds.web01, key, recordOf(anotherGeneration));
    const left = await destroy(connection, saved);
    assert.equal(left.warnings.length, 1);
    assert.match(left.warnings[0] ?? "", new RegExp(`tag ecs-lifecycle=${foreignMark}.* billed: adopt it`));
  });

  it("tells nothing of the replacement that this very process has made", async () => {
    const { connection, saved } = await made();
    await connection.cloud.records.write(fleetIds.web01, key, recordOf(anotherGeneration));
    const left = await destroy(connection, saved, false, (other) => other === anotherGeneration);
    assert.deepEqual([left.images, left.warnings], [0, []]);
  });

  it("tells of a replacement that was killed, and leaves its record", async () => {
    const { connection, saved } = await made();
    const killed = recordOf(anotherGeneration, "sent");
    await connection.cloud.records.write(fleetIds.web01, key, killed);
    const left = await destroy(connection, saved);
    assert.deepEqual([left.images, left.record, left.warnings.length], [0, killed, 1]);
    assert.match(left.warnings[0] ?? "", /a replacement of this image began .*fedcba9876543210/);
  });

  it("leaves an image that another operation has taken over, says so once, and leaves its backup", async () => {
    const { connection, saved } = await made({ mark: foreignMark });
    const left = await destroy(connection, saved);
    assert.deepEqual([left.images, left.backups], [1, 1]);
    assert.equal(left.warnings.length, 1);
    assert.match(left.warnings[0] ?? "", /is left as it is: it no longer carries this resource's mark/);
  });

  it("leaves the record of another operation of the same resource", async () => {
    const { connection, saved } = await made();
    const another = recordOf(newGeneration());
    await connection.cloud.records.write(fleetIds.web01, key, another);
    const left = await destroy(connection, saved);
    assert.deepEqual([left.images, left.record], [0, another]);
  });

  it("leaves other images and backups alone", async () => {
    const { connection, saved } = await made();
    await connection.make({ name: "another", mark: formatMark("urn:pulumi:another", goal.generation) });
    const left = await destroy(connection, saved);
    assert.deepEqual([left.images, left.backups], [1, 1]);
  });
});
