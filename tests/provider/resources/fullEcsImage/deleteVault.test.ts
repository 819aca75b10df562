import assert from "node:assert/strict";
import { deleteOperation } from "../../../../provider/resources/fullEcsImage/deleteOperation";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { carryOut } from "./carryOut";
import { formatRecord, recordKey } from "../../../../provider/procedures/operationRecord";
import { sent, settled } from "./createProcedure/worlds";
import { backup, foreignMark, goal, ids, image, outputs, server, towards, vault } from "./samples";
import { ScriptedCloud, type Script, type Things } from "./scriptedCloud";

const ensured: Partial<FullEcsImageInputs> = {
  vault: { ensure: { name: vault.name } },
  deleteVaultWhenEmpty: true,
};
const ours = { ...vault, mark: image.mark, serverIds: [ids.server] };

/** A cloud with an image, its backup, and the vault that was made for them. */
const cloudWith = (has: Partial<Things> = {}, script: Script = {}) =>
  new ScriptedCloud({ ...script, has: { images: [image], backups: [backup], vaults: [ours], ...has } });

async function destroy(cloud: ScriptedCloud, inputs: Partial<FullEcsImageInputs> = ensured) {
  const warnings: string[] = [];
  const operation = deleteOperation(towards(inputs), outputs, cloud, (text) => warnings.push(text));
  await carryOut(operation, cloud.clock);
  return warnings;
}

const writes = /^(images\.delete|backups\.delete|vaults\.(removeServer|delete)|records)/;

describe("a deletion with deleteVaultWhenEmpty", () => {
  it("deletes the image with its backup, takes the server out, and deletes the vault, in this order", async () => {
    const cloud = cloudWith();
    assert.deepEqual(await destroy(cloud), []);
    assert.deepEqual(cloud.made(writes), [
      `images.delete ${ids.image} with its backup`,
      `vaults.removeServer ${ids.vault} ${ids.server}`,
      `vaults.delete ${ids.vault}`,
    ]);
    assert.deepEqual([cloud.has.images, cloud.has.backups, cloud.has.vaults], [[], [], []]);
  });

  it("deletes a vault that no server is in at once", async () => {
    const cloud = cloudWith({ vaults: [{ ...ours, serverIds: [] }] });
    await destroy(cloud);
    assert.deepEqual(cloud.made(/vaults\.(removeServer|delete)/), [`vaults.delete ${ids.vault}`]);
  });

  it("waits until the backup is gone: with the vault every backup in it would go", async () => {
    const cloud = cloudWith(
      { backups: [{ ...backup, state: "copying", stateText: "protecting" }] },
      { backupSurvives: true },
    );
    cloud.after(120, ({ backups }) => Object.assign(backups[0] ?? {}, { state: "finished" }));
    await destroy(cloud);
    assert.deepEqual(cloud.made(writes), [
      `images.delete ${ids.image} with its backup`,
      `backups.delete ${ids.backup}`,
      `vaults.removeServer ${ids.vault} ${ids.server}`,
      `vaults.delete ${ids.vault}`,
    ]);
  });

  for (const { reason, has, inputs, expected } of [
    {
      reason: "that nobody of this provider has made",
      has: { vaults: [{ ...ours, mark: undefined }] },
      expected: /vault "vault-servers" \(3333\S+\) stays: this provider has not made it/,
    },
    {
      reason: "that holds another backup, which taking the server out would delete",
      has: { backups: [backup, { ...backup, id: "another" }] },
      expected: /stays: it holds 1 backup/,
    },
    {
      reason: "that is frozen",
      has: { vaults: [{ ...ours, usable: false, stateText: "frozen" }] },
      expected: /stays: it is in state frozen$/,
    },
    {
      reason: "that another server belongs to",
      has: { vaults: [{ ...ours, serverIds: [ids.server, "db-01"] }] },
      expected: /stays: servers belong to it: db-01$/,
    },
    {
      reason: "in which the backup stays",
      inputs: { ...ensured, keepBackup: true },
      expected: /keepBackup: backup .* stays in vault|stays: it holds 1 backup/,
    },
  ])
    it(`leaves a vault ${reason}, and says so`, async () => {
      const cloud = cloudWith(has);
      const warnings = await destroy(cloud, inputs);
      assert.match(warnings.at(-1) ?? "", expected);
      assert.deepEqual(cloud.made(/vaults\.(removeServer|delete)/), []);
      assert.equal(cloud.has.vaults.length, 1);
      assert.equal(new Set(warnings).size, warnings.length, "each thing is said once");
    });

  for (const { reason, inputs } of [
    { reason: "where it is not asked for", inputs: { ...ensured, deleteVaultWhenEmpty: false } },
    { reason: "where it is left out", inputs: { ...ensured, deleteVaultWhenEmpty: null } },
    { reason: "that is only named", inputs: { vault: { name: vault.name }, deleteVaultWhenEmpty: true } },
  ])
    it(`does not even look at a vault ${reason}`, async () => {
      const cloud = cloudWith();
      assert.deepEqual(await destroy(cloud, inputs), []);
      assert.deepEqual(cloud.made(/vaults/), []);
    });

  it("deletes a vault that another resource of this provider has made and left empty", async () => {
    const cloud = cloudWith({ vaults: [{ ...ours, mark: foreignMark }] });
    assert.deepEqual(await destroy(cloud), []);
    assert.deepEqual(cloud.has.vaults, []);
  });

  it("leaves a vault while another operation on the server is under way, which may need it", async () => {
    const records = { [recordKey(`${goal.urn}-2`)]: formatRecord(sent) };
    const cloud = cloudWith({ servers: [{ ...server, records }] });
    const warnings = await destroy(cloud);
    assert.match(warnings.join(), /stays: another operation on web-01 is under way/);
    assert.equal(cloud.has.vaults.length, 1);
  });

  it("does not mind operations that have ended", async () => {
    const records = { [recordKey(`${goal.urn}-2`)]: formatRecord(settled) };
    const cloud = cloudWith({ servers: [{ ...server, records }] });
    await destroy(cloud);
    assert.deepEqual(cloud.has.vaults, []);
  });

  it("has nothing to do where the vault is gone, and can be repeated", async () => {
    const cloud = cloudWith();
    await destroy(cloud);
    assert.deepEqual(await destroy(cloud), []);
    assert.equal(cloud.made(/vaults\.delete/).length, 1);
  });

  it("goes on where it was interrupted after the server was taken out", async () => {
    const cloud = cloudWith();
    cloud.fail(/^vaults\.delete/, "denied");
    await assert.rejects(destroy(cloud));
    assert.deepEqual(cloud.has.vaults[0]?.serverIds, []);
    await destroy(cloud);
    assert.deepEqual(cloud.has.vaults, []);
    assert.equal(cloud.made(/vaults\.removeServer/).length, 1);
  });

  it("leaves the vault of an image that is another operation's now", async () => {
    const cloud = cloudWith({ images: [{ ...image, mark: foreignMark }] });
    const warnings = await destroy(cloud);
    assert.equal(cloud.has.vaults.length, 1);
    assert.equal(cloud.has.backups.length, 1);
    assert.match(warnings[0] ?? "", /is left as it is/);
  });
});
