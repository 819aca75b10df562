import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import type { World } from "../../emulator";
import { assertRefused, TestCloud, web01Seconds } from "./testCloud";

const untilActive = web01Seconds.queue + web01Seconds.snapshots;

/** An image of web-01, deleted with `delete_backup` while its backup is being written. */
async function deletedEarly(world: Partial<World> = {}) {
  const test = new TestCloud({ world: { backupSurvivesImageDeletion: true, ...world } });
  await test.begin();
  test.pass(untilActive + 10);
  const [{ id }] = await test.images();
  const answered = await test.call("ims", "DELETE", `/v2/images/${id}`, { delete_backup: true });
  assert.equal(answered.status, 204);
  const [{ id: backupId }] = await test.backups();
  const remove = () => test.call("cbr", "DELETE", `/v3/{pid}/backups/${backupId}`);
  const used = async (): Promise<number> =>
    (await test.call("cbr", "GET", `/v3/{pid}/vaults/${fleetIds.vaultServers}`)).body.vault.billing.used;
  return { test, remove, used };
}

describe("an emulated backup that survives its image", () => {
  it("is half written, without an image, and cannot be deleted yet", async () => {
    const { test, remove, used } = await deletedEarly();
    assert.deepEqual(await test.images(), []);
    const [backup] = await test.backups();
    assert.deepEqual(
      [backup.status, backup.extend_info.supported_restore_mode, backup.extend_info.os_images_data],
      ["protecting", "snapshot", []],
    );
    assert.equal((await test.operationLogs())[0].status, "running");
    assert.equal(await used(), 0);
    assertRefused(await remove(), 400, "BackupService.6203");
    assertRefused(await test.submit({ name: "again" }), 400, "IMG.0136");
  });

  it("can be deleted once it is complete, and gives its room back", async () => {
    const { test, remove, used } = await deletedEarly();
    test.pass(web01Seconds.backup);
    assert.equal((await test.backups())[0].status, "available");
    assert.ok((await used()) > 0);
    assert.equal((await remove()).status, 204);
    test.pass(10);
    assert.deepEqual(await test.backups(), []);
    assert.equal(await used(), 0);
    assert.equal((await test.submit({ name: "again" })).status, 200);
  });

  it("may end in error, and can be deleted then", async () => {
    const { test, remove, used } = await deletedEarly({ survivingBackupEnds: "error" });
    test.pass(web01Seconds.backup - 11);
    assert.equal((await test.backups())[0].status, "protecting");
    assertRefused(await remove(), 400, "BackupService.6203");
    test.pass(1);
    const [backup] = await test.backups();
    assert.deepEqual([backup.status, backup.extend_info.supported_restore_mode], ["error", "na"]);
    assert.equal((await test.operationLogs())[0].status, "failed");
    assert.equal(await used(), 0);
    assert.equal((await remove()).status, 204);
    test.pass(10);
    assert.deepEqual(await test.backups(), []);
  });

  it("is left where an image is deleted before it is active, too", async () => {
    const world = { deletionWhileCreated: "allowed", survivingBackupEnds: "error" } as const;
    const test = new TestCloud({ world });
    await test.begin();
    test.pass(20);
    const [{ id }] = await test.images();
    await test.call("ims", "DELETE", `/v2/images/${id}`, { delete_backup: true });
    assert.equal((await test.backups())[0].status, "protecting");
    test.pass(3600);
    assert.equal((await test.backups())[0].status, "error");
  });

  it("takes nothing but its own room when it is deleted in error", async () => {
    const { test, remove, used } = await deletedEarly({ survivingBackupEnds: "error" });
    await test.make({ name: "db", instance_id: fleetIds.db01 });
    const before = await used();
    assert.ok(before > 0);
    assert.equal((await remove()).status, 204);
    test.pass(10);
    assert.equal(await used(), before);
  });
});
