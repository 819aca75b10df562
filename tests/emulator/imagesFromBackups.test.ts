import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertRefused, TestCloud, web01Seconds } from "./testCloud";

const checkpoints = "/v3/{pid}/checkpoints";

/** Backs up servers of a vault by hand; web-01 is put into it first. */
async function backUp(test: TestCloud, parameters: object = {}) {
  const resources = [{ id: fleetIds.web01, type: "OS::Nova::Server" }];
  const path = `/v3/{pid}/vaults/${fleetIds.vaultServers}/addresources`;
  assert.equal((await test.call("cbr", "POST", path, { resources })).status, 200);
  return checkpoint(test, { vault_id: fleetIds.vaultServers, parameters });
}

function checkpoint(test: TestCloud, said: object) {
  return test.call("cbr", "POST", checkpoints, { checkpoint: said });
}

/** A backup of web-01 that no image was made of; gives its ID. */
async function complete(test: TestCloud): Promise<string> {
  assert.equal((await backUp(test)).status, 200);
  test.pass(3600);
  return (await test.backups())[0].id as string;
}

describe("an emulated backup by hand", () => {
  it("goes through queue, snapshots and backup, and belongs to no image", async () => {
    const test = new TestCloud();
    const { status, body } = await backUp(test, {
      name: "by-hand",
      description: "text",
      resources: [fleetIds.web01],
    });
    assert.deepEqual([status, body.checkpoint.status], [200, "protecting"]);
    const { id, vault } = body.checkpoint;
    assert.deepEqual(
      [vault.id, vault.resources[0].id, vault.skipped_resources],
      [fleetIds.vaultServers, fleetIds.web01, []],
    );
    const look = async () => {
      const [backup] = await test.backups(`checkpoint_id=${id}`);
      const [log] = await test.operationLogs();
      return [backup.status, backup.extend_info.supported_restore_mode, log.status];
    };
    assert.deepEqual(await look(), ["waiting_protect", "na", "waiting"]);
    test.pass(web01Seconds.queue);
    assert.deepEqual(await look(), ["protecting", "na", "running"]);
    test.pass(web01Seconds.snapshots);
    assert.deepEqual(await look(), ["protecting", "snapshot", "running"]);
    assert.equal(test.cloud.state().vaults[0]!.usedMb, 0);
    test.pass(web01Seconds.backup);
    assert.deepEqual(await look(), ["available", "backup", "success"]);
    assert.ok(test.cloud.state().vaults[0]!.usedMb > 0);

    const [backup] = await test.backups();
    assert.deepEqual(
      [backup.name, backup.description, backup.extend_info.os_images_data],
      ["by-hand", "text", []],
    );
    const shown = (await test.call("cbr", "GET", `${checkpoints}/${id}`)).body.checkpoint;
    assert.deepEqual([shown.status, shown.vault.id], ["available", fleetIds.vaultServers]);
    assert.equal((await test.call("cbr", "GET", `${checkpoints}/none`)).status, 404);
    assert.deepEqual(await test.images(), []);
  });

  it("skips a server that is being backed up already", async () => {
    const test = new TestCloud();
    await test.begin();
    const { status, body } = await checkpoint(test, { vault_id: fleetIds.vaultServers });
    assert.equal(status, 200);
    const [skipped] = body.checkpoint.vault.skipped_resources;
    assert.deepEqual([skipped.id, skipped.code], [fleetIds.web01, "BackupService.6125"]);
    assert.equal((await test.backups()).length, 1);
  });

  it("makes an image of the same server wait", async () => {
    const test = new TestCloud();
    await backUp(test);
    assertRefused(await test.submit(), 400, "IMG.0136");
    test.pass(3600);
    await test.begin();
  });

  const refusals: [string, object, number, string][] = [
    ["a missing vault", { vault_id: "none" }, 404, "BackupService.6105"],
    ["no vault", {}, 400, "BackupService.9900"],
    ["a vault for replicas", { vault_id: fleetIds.vaultReplicas }, 400, "BackupService.6124"],
    ["a frozen vault", { vault_id: fleetIds.vaultFrozen }, 400, "BackupService.6112"],
    ["a full vault", { vault_id: fleetIds.vaultFull }, 400, "BackupService.6114"],
    [
      "a server that is not in the vault",
      { vault_id: fleetIds.vaultTeam, parameters: { resources: [fleetIds.web01] } },
      400,
      "BackupService.6135",
    ],
    [
      "an empty list",
      { vault_id: fleetIds.vaultTeam, parameters: { resources: [] } },
      400,
      "BackupService.9900",
    ],
    ["an unknown property", { vault_id: fleetIds.vaultTeam, parameters: { colour: 1 } }, 404, "APIGW.0101"],
  ];
  for (const [reason, said, status, code] of refusals) {
    it(`is refused with ${code} for ${reason}`, async () => {
      assertRefused(await checkpoint(new TestCloud(), said), status, code);
    });
  }

  it("is listed by time and in the order that is asked for", async () => {
    const test = new TestCloud();
    const first = await complete(test);
    await checkpoint(test, { vault_id: fleetIds.vaultServers });
    const listed = async (query: string) => (await test.backups(query)).map(({ id }) => id as string);
    const [second] = await listed("");
    assert.deepEqual(await listed("sort=created_at:asc"), [first, second]);
    assert.deepEqual(await listed("end_time=2026-03-01T12:30:00Z"), [first]);
    assert.deepEqual(await listed("start_time=2026-03-01T12:30:00Z"), [second]);
    for (const query of ["sort=colour", "start_time=soon"]) {
      assertRefused(await test.call("cbr", "GET", `/v3/{pid}/backups?${query}`), 400, "BackupService.9900");
    }
  });
});

describe("an emulated image from a backup", () => {
  const submit = (test: TestCloud, changes: object) =>
    test.call("ims", "POST", "/v1/cloudimages/wholeimages/action", {
      ...{ name: "from backup", whole_image_type: "CBR" },
      ...changes,
    });

  it("is ready within seconds, and names its backup", async () => {
    const test = new TestCloud();
    const backup_id = await complete(test);
    const { status, body } = await submit(test, { backup_id, image_tags: [{ key: "a", value: "b" }] });
    assert.equal(status, 200);
    const job = async () => (await test.job(body.job_id)).body;
    assert.deepEqual(
      [(await job()).status, (await job()).job_type],
      ["INIT", "imsCreateWholeImageByBackupJob"],
    );
    test.pass(2);
    assert.equal((await job()).status, "RUNNING");
    assert.equal((await test.images())[0].status, "saving");
    test.pass(4);
    assert.equal((await job()).status, "SUCCESS");
    const [image] = await test.images();
    assert.deepEqual(
      [image.id, image.status, image.__backup_id, image.__whole_image, image.min_disk, image.tags],
      [(await job()).entities.image_id, "active", backup_id, "true", 40, ["a=b"]],
    );
    const [backup] = await test.backups();
    assert.deepEqual(backup.extend_info.os_images_data, [{ image_id: image.id }]);
    const path = `/v3/{pid}/backups/${backup_id}`;
    assertRefused(await test.call("cbr", "DELETE", path), 400, "BackupService.6204");
  });

  it("can be made of the backup that an image has left behind, even before that is complete", async () => {
    const test = new TestCloud();
    await test.begin();
    test.pass(web01Seconds.queue + web01Seconds.snapshots);
    const [{ id, __backup_id: backup_id }] = await test.images();
    assertRefused(await submit(test, { backup_id }), 400, "IMG.0134");
    assert.equal((await test.call("ims", "DELETE", `/v2/images/${id}`)).status, 204);
    assert.equal((await submit(test, { backup_id })).status, 200);
    test.pass(10);
    assert.equal((await test.images())[0].status, "active");
    test.pass(3600);
    assert.equal((await test.backups())[0].status, "available");
  });

  it("takes the backup along when it is deleted, even one by hand that is still being written", async () => {
    const test = new TestCloud();
    await backUp(test);
    test.pass(web01Seconds.queue + web01Seconds.snapshots);
    const [{ id: backup_id }] = await test.backups();
    assert.equal((await submit(test, { backup_id })).status, 200);
    test.pass(10);
    const [{ id }] = await test.images();
    const body = { delete_backup: true };
    assert.equal((await test.call("ims", "DELETE", `/v2/images/${id}`, body)).status, 204);
    test.pass(3600);
    assert.deepEqual([await test.images(), await test.backups()], [[], []]);
    assert.equal(test.cloud.state().vaults[0]!.usedMb, 0);
    assert.equal((await test.operationLogs("operation_type=backup"))[0].status, "failed");
  });

  it("fails or hangs where a fault says so, and then the backup is free again", async () => {
    const test = new TestCloud();
    const backup_id = await complete(test);
    const match = { path: "wholeimages/action$" };
    test.cloud.addFault({ id: "f", kind: "imageJobFails", match, code: "IMG.0061", reason: "broken" });
    const { body } = await submit(test, { backup_id });
    test.pass(10);
    const job = (await test.job(body.job_id)).body;
    assert.deepEqual([job.status, job.error_code, job.fail_reason], ["FAIL", "IMG.0061", "broken"]);
    assert.deepEqual(await test.images(), []);
    test.cloud.addFault({ id: "g", kind: "imageJobStuck", match });
    const stuck = (await submit(test, { backup_id })).body.job_id;
    test.pass(24 * 3600);
    assert.equal((await test.job(stuck)).body.status, "RUNNING");
  });

  const refusals: [string, object, string][] = [
    ["a missing backup", { backup_id: "none" }, "IMG.0020"],
    ["a type that is none", { whole_image_type: "OBS" }, "IMG.0001"],
    ["no type, which means the older service", { whole_image_type: undefined }, "IMG.0127"],
    ["a server beside it", { instance_id: fleetIds.web01 }, "IMG.0001"],
    ["another vault", { vault_id: fleetIds.vaultTeam }, "IMG.0184"],
    ["a bad name", { name: "a/b" }, "IMG.0003"],
  ];
  for (const [reason, changes, code] of refusals) {
    it(`is refused with ${code} for ${reason}`, async () => {
      const test = new TestCloud();
      const backup_id = await complete(test);
      assertRefused(await submit(test, { backup_id, ...changes }), 400, code);
      assert.deepEqual(await test.images(), []);
    });
  }

  it("is refused while the backup cannot be used, and where the backup has no system disk", async () => {
    const test = new TestCloud();
    await backUp(test);
    const [{ id: backup_id }] = await test.backups();
    assertRefused(await submit(test, { backup_id }), 400, "IMG.0132");
    test.pass(3600);
    test.cloud.update(({ backups }) => {
      for (const child of backups[0]!.children) child.bootable = false;
    });
    assertRefused(await submit(test, { backup_id }), 400, "IMG.0195");
  });
});
