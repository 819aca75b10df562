import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertRefused, TestCloud, web01Seconds } from "./testCloud";

const untilActive = web01Seconds.queue + web01Seconds.snapshots;
const metadata = `/v1/{pid}/cloudservers/${fleetIds.web01}/metadata`;

describe("an emulated world", () => {
  it("may hide images while they are made", async () => {
    const test = new TestCloud({ world: { imageVisibleWhileCreated: false } });
    await test.begin();
    const { id } = test.cloud.state().images.at(-1)!;
    test.pass(untilActive - 1);
    assert.deepEqual(await test.images(), []);
    assert.deepEqual(await test.images(`id=${id}`), []);
    assertRefused(await test.call("ims", "GET", `/v2/images/${id}`), 404, "IMG.0027");
    assertRefused(await test.call("ims", "DELETE", `/v2/images/${id}`), 404, "IMG.0027");
    test.pass(1);
    assert.equal((await test.images())[0].id, id);
  });

  for (const [jobEnds, seconds] of [
    ["beforeBackup", untilActive],
    ["afterBackup", untilActive + web01Seconds.backup],
  ] as const) {
    it(`may end the job ${jobEnds}`, async () => {
      const test = new TestCloud({ world: { jobEnds } });
      const job = await test.begin();
      test.pass(seconds - 1);
      assert.equal((await test.job(job)).body.status, "RUNNING");
      test.pass(1);
      assert.equal((await test.job(job)).body.status, "SUCCESS");
    });
  }

  it("may tell the image's id while the job runs", async () => {
    const test = new TestCloud({ world: { jobShowsImageIdWhileRunning: true } });
    const job = await test.begin();
    test.pass(10);
    const [image] = await test.images();
    assert.equal((await test.job(job)).body.entities.image_id, image.id);
  });

  it("may show images, backups and operation logs late", async () => {
    const test = new TestCloud({ world: { visibilityLagSeconds: 30 } });
    const job = await test.begin();
    const look = async () => [
      (await test.images()).map(({ status }) => status),
      (await test.backups()).map(({ status }) => status),
      (await test.operationLogs()).map(({ status }) => status),
    ];
    test.pass(29);
    assert.deepEqual(await look(), [[], [], []]);
    assert.equal((await test.job(job)).body.status, "RUNNING", "jobs are not late");
    test.pass(1);
    assert.deepEqual(await look(), [["queued"], ["waiting_protect"], ["waiting"]]);
    test.pass(web01Seconds.queue);
    assert.deepEqual(await look(), [["saving"], ["protecting"], ["running"]]);
    test.pass(3600);
    const [[image], [backup], [log]] = [
      await test.images(),
      await test.backups(),
      await test.operationLogs(),
    ];
    assert.deepEqual(
      [image.status, backup.status, log.extra_info.common.progress],
      ["active", "available", 100],
    );

    await test.call("ims", "DELETE", `/v2/images/${image.id}`, { delete_backup: true });
    test.pass(29);
    assert.equal((await test.images())[0].status, "active");
    assert.equal((await test.call("ims", "GET", `/v2/images/${image.id}`)).status, 200);
    assertRefused(await test.call("ims", "DELETE", `/v2/images/${image.id}`), 404, "IMG.0027");
    test.pass(1);
    assert.deepEqual(await test.images(), []);
    test.pass(30);
    assert.deepEqual(await test.backups(), []);
    assert.equal((await test.images("__imagetype=gold")).length, 3, "what was there before is always shown");
  });

  it("may show metadata late", async () => {
    const test = new TestCloud({ world: { metadataLagSeconds: 10 } });
    await test.call("ecs", "POST", metadata, { metadata: { k: "v" } });
    test.pass(9);
    assert.equal((await test.server()).metadata.k, undefined);
    test.pass(1);
    assert.equal((await test.server()).metadata.k, "v");
    await test.call("ecs", "DELETE", `/v2.1/{pid}/servers/${fleetIds.web01}/metadata/k`);
    assert.equal((await test.server()).metadata.k, "v");
    test.pass(10);
    assert.equal((await test.server()).metadata.k, undefined);
  });

  it("may become late on the way, without hiding what has been seen", async () => {
    const test = new TestCloud();
    await test.make();
    test.cloud.update((state) => (state.world.visibilityLagSeconds = 30));
    assert.equal((await test.images()).length, 1);
  });

  it("may allow the same name twice", async () => {
    const test = new TestCloud({ world: { duplicateImageNames: "allowed" } });
    await test.begin();
    await test.begin({ instance_id: fleetIds.db01 });
    assert.equal((await test.images("name=web-01%20full")).length, 2);
  });

  it("may let a backup survive that is being written when its image goes", async () => {
    const test = new TestCloud({ world: { backupSurvivesImageDeletion: true } });
    await test.begin();
    test.pass(untilActive);
    const [{ id }] = await test.images();
    await test.call("ims", "DELETE", `/v2/images/${id}`, { delete_backup: true });
    test.pass(3600);
    const [backup] = await test.backups();
    assert.deepEqual([backup.status, backup.extend_info.os_images_data], ["available", []]);
  });

  it("may delete the backup with the image where nothing is said", async () => {
    const test = new TestCloud({ world: { backupDeletedUnlessSaid: true } });
    await test.call("ims", "DELETE", `/v2/images/${await test.make()}`);
    test.pass(60);
    assert.deepEqual(await test.backups(), []);
  });

  it("may allow to delete an image that is being made: its job fails, its backup stays", async () => {
    const test = new TestCloud({ world: { deletionWhileCreated: "allowed" } });
    const job = await test.begin();
    const [{ id }] = await test.images();
    assert.equal((await test.call("ims", "DELETE", `/v2/images/${id}`, { delete_backup: true })).status, 204);
    test.pass(3600);
    assert.equal((await test.job(job)).body.status, "FAIL");
    assert.deepEqual(await test.images(), []);
    assert.equal((await test.backups())[0].status, "available");
  });

  it("may leave a killed image behind a failed job", async () => {
    const test = new TestCloud({ world: { failedImage: "killed" } });
    await test.begin();
    test.cloud.update((state) => (state.servers[0]!.status = "SHUTOFF"));
    const [{ id, status }] = await test.images();
    assert.equal(status, "killed");
    assert.equal((await test.call("ims", "DELETE", `/v2/images/${id}`)).status, 204);
  });

  it("may break the backup where the server is stopped after the snapshots", async () => {
    const test = new TestCloud({ world: { disturbanceAfterSnapshot: "backupFails" } });
    const job = await test.begin();
    test.pass(untilActive);
    test.cloud.update((state) => (state.servers[0]!.status = "SHUTOFF"));
    assert.equal((await test.images())[0].status, "active");
    assert.equal((await test.job(job)).body.status, "SUCCESS");
    assert.equal((await test.backups())[0].status, "error");
  });

  it("may accept to stop what is stopped", async () => {
    const test = new TestCloud({ world: { powerActionWithoutEffect: "succeeds" } });
    const body = { "os-stop": { servers: [{ id: fleetIds.db01 }] } };
    const stopped = await test.call("ecs", "POST", "/v1/{pid}/cloudservers/action", body);
    const job = (await test.call("ecs", "GET", `/v1/{pid}/jobs/${stopped.body.job_id}`)).body;
    assert.deepEqual([job.status, job.entities.server_id], ["SUCCESS", fleetIds.db01]);
    assert.equal((await test.server(fleetIds.db01)).status, "SHUTOFF");
  });

  it("may forget its jobs", async () => {
    const test = new TestCloud({ world: { jobRecordLifetimeSeconds: 60 } });
    const job = await test.begin();
    test.pass(untilActive + 60);
    assert.equal((await test.job(job)).status, 200);
    test.pass(1);
    assertRefused(await test.job(job), 400, "Common.0011");
  });

  it("may not show that an image is one of a whole server", async () => {
    const test = new TestCloud({ world: { wholeImageAttribute: "absent" } });
    await test.make();
    const [image] = await test.images();
    assert.equal(image.__whole_image, undefined);
    assert.notEqual(image.__backup_id, "");
  });

  it("may say with a boolean that an image is one of a whole server", async () => {
    const test = new TestCloud({ world: { wholeImageAttribute: "boolean" } });
    await test.make();
    const [image] = await test.images("__whole_image=true");
    assert.equal(image.__whole_image, true);
  });

  it("may take other times", async () => {
    const test = new TestCloud({ world: { queueSeconds: 0, snapshotSeconds: 1, backupSeconds: 2 } });
    await test.begin();
    test.pass(1);
    assert.equal((await test.images())[0].status, "active");
    test.pass(2);
    assert.equal((await test.backups())[0].status, "available");
  });
});
