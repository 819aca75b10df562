import assert from "node:assert/strict";
import { fleetIds, fleetWithOwnImages } from "../../emulator";
import { assertRefused, osChangeSeconds, TestCloud } from "./testCloud";

const servers = "/v1/{pid}/cloudservers";
const db01 = `${servers}/${fleetIds.db01}`;

async function names(test: TestCloud): Promise<string[]> {
  const { body } = await test.call("ecs", "GET", `${servers}/detail?limit=1000`);
  return body.servers.map(({ name }: { name: string }) => name);
}

describe("an emulated change of an OS", () => {
  it("gives a stopped server a new system disk with the image, and starts it", async () => {
    const test = new TestCloud();
    const before = await test.server(fleetIds.db01);
    await test.beginOsChange({ imageid: fleetIds.windows });
    const shown = await test.server(fleetIds.db01);
    assert.deepEqual(
      [shown.status, shown["OS-EXT-STS:vm_state"], shown["OS-EXT-STS:task_state"], shown.image.id],
      ["REBUILD", "stopped", "rebuilding", fleetIds.ubuntu],
    );

    test.pass(osChangeSeconds.all);
    const after = await test.server(fleetIds.db01);
    assert.deepEqual(
      [after.status, after["OS-EXT-STS:task_state"], after.image.id, after.key_name],
      ["ACTIVE", null, fleetIds.windows, "fleet-key"],
    );
    assert.deepEqual(
      ["os_type", "image_name", "metering.image_id", "metering.imagetype"].map((key) => after.metadata[key]),
      ["Windows", "Standard_Windows_2022_latest", fleetIds.windows, "gold"],
    );
    assert.deepEqual([after.addresses, after.tags], [before.addresses, before.tags]);
    const [system, data] = after["os-extended-volumes:volumes_attached"];
    assert.deepEqual([system.bootIndex, system.device], ["0", "/dev/vda"]);
    assert.notEqual(system.id, fleetIds.db01SystemDisk);
    assert.deepEqual(data, before["os-extended-volumes:volumes_attached"][1]);
  });

  it("makes a new disk of the old one's type and the image's size, and deletes the old one", async () => {
    const test = new TestCloud();
    await test.beginOsChange();
    test.pass(osChangeSeconds.untilDiskIsReplaced - 1);
    assert.equal((await test.systemDisk()).id, fleetIds.db01SystemDisk);
    test.pass(1);
    const disk = await test.systemDisk();
    assert.deepEqual(
      [disk.size, disk.volume_type, disk.bootable, disk.encrypted, disk.volume_image_metadata.image_id],
      [10, "SAS", "true", false, fleetIds.ubuntu],
    );
    assert.match(disk.created_at, /^2026-03-01T12:00:00/);
    const old = await test.call("evs", "GET", `/v2/{pid}/os-vendor-volumes/${fleetIds.db01SystemDisk}`);
    assert.equal(old.status, 404);
    const data = await test.call("evs", "GET", `/v2/{pid}/os-vendor-volumes/${fleetIds.db01DataDisk}`);
    assert.equal(data.body.volume.size, 500);
  });

  it("is a job with two steps, which begin and end one after the other", async () => {
    const test = new TestCloud();
    const job = await test.beginOsChange();
    const look = async () => {
      const { status, entities, end_time } = await test.ecsJob(job);
      return [status, ...entities.sub_jobs.map((sub: { status: string }) => sub.status), end_time !== ""];
    };
    assert.deepEqual(await look(), ["INIT", "INIT", "INIT", false]);
    test.pass(osChangeSeconds.queue);
    assert.deepEqual(await look(), ["RUNNING", "RUNNING", "INIT", false]);
    test.pass(osChangeSeconds.untilDiskIsReplaced - osChangeSeconds.queue);
    assert.deepEqual(await look(), ["RUNNING", "SUCCESS", "RUNNING", false]);
    test.pass(osChangeSeconds.all - osChangeSeconds.untilDiskIsReplaced);
    assert.deepEqual(await look(), ["SUCCESS", "SUCCESS", "SUCCESS", true]);

    const ended = await test.ecsJob(job);
    assert.deepEqual([ended.error_code, ended.fail_reason], [null, null]);
    assert.deepEqual(
      [ended.begin_time, ended.end_time],
      ["2026-03-01T12:00:00.000Z", "2026-03-01T12:15:00.000Z"],
    );
    const {
      sub_jobs_total: total,
      sub_jobs: [first, second],
    } = ended.entities;
    assert.deepEqual(
      [total, first.entities, second.entities],
      [2, ...[1, 2].map(() => ({ server_id: fleetIds.db01 }))],
    );
    assert.deepEqual([first.end_time, second.end_time], [second.begin_time, ended.end_time]);
  });

  it("shows a temporary server meanwhile, which has the new disk", async () => {
    const test = new TestCloud();
    const before = await names(test);
    await test.beginOsChange();
    assert.deepEqual(await names(test), before);
    test.pass(osChangeSeconds.queue);
    const [extra, ...more] = (await names(test)).filter((name) => !before.includes(name));
    assert.deepEqual([extra === undefined, more], [false, []]);
    const {
      servers: [temporary],
    } = (await test.call("ecs", "GET", `${servers}/detail?name=${extra}`)).body;
    assert.deepEqual(
      [
        temporary.status,
        Object.values(temporary.addresses),
        temporary.tags,
        temporary.metadata["metering.image_id"],
      ],
      ["BUILD", [[]], [], fleetIds.ubuntu],
    );
    const { volumes } = (
      await test.call("evs", "GET", `/v2/{pid}/cloudvolumes/detail?server_id=${temporary.id}`)
    ).body;
    test.pass(osChangeSeconds.untilDiskIsReplaced - osChangeSeconds.queue);
    assert.deepEqual(await names(test), before);
    assert.equal((await test.systemDisk()).id, volumes[0].id);
  });

  it("is accepted with nothing else at the same time", async () => {
    const test = new TestCloud();
    await test.beginOsChange();
    for (const seconds of [0, osChangeSeconds.queue, osChangeSeconds.untilDiskIsReplaced]) {
      test.pass(seconds);
      const act = (name: string, more = {}) =>
        test.call("ecs", "POST", `${servers}/action`, {
          [name]: { ...more, servers: [{ id: fleetIds.db01 }] },
        });
      assertRefused(await act("os-start"), 400, "Ecs.0100");
      assertRefused(await act("os-stop"), 400, "Ecs.0100");
      assertRefused(await act("reboot", { type: "HARD" }), 400, "Ecs.0100");
      assertRefused(await test.changeOs(), 400, "Ecs.0100");
      const metadata = { metadata: { a: "b" } };
      assertRefused(await test.call("ecs", "POST", `${db01}/metadata`, metadata), 400, "Ecs.0100");
      assertRefused(await test.submit({ instance_id: fleetIds.db01 }), 400, "IMG.0010");
    }
    assert.equal(test.cloud.state().osChanges.length, 1);
  });

  it("keeps metadata and tags, which can be written before and afterwards", async () => {
    const test = new TestCloud();
    const write = (metadata: object) => test.call("ecs", "POST", `${db01}/metadata`, { metadata });
    assert.equal((await write({ mark: "1" })).status, 200);
    await test.call("ecs", "POST", `${db01}/tags/action`, {
      action: "create",
      tags: [{ key: "k", value: "v" }],
    });
    await test.beginOsChange();
    test.pass(osChangeSeconds.all);
    const { metadata, tags } = await test.server(fleetIds.db01);
    assert.deepEqual([metadata.mark, tags], ["1", ["k=v"]]);
    assert.equal((await write({ mark: "2" })).status, 200);
  });

  it("encrypts the new disk with the key that is named", async () => {
    const test = new TestCloud();
    const metadata = { __system__encrypted: "1", __system__cmkid: fleetIds.dataKey };
    await test.beginOsChange({ metadata });
    test.pass(osChangeSeconds.all);
    const disk = await test.systemDisk();
    assert.deepEqual([disk.encrypted, disk.metadata], [true, metadata]);
    const again = { imageid: fleetIds.ubuntu, metadata: { __system__encrypted: "0" } };
    await test.call("ecs", "POST", `${servers}/action`, { "os-stop": { servers: [{ id: fleetIds.db01 }] } });
    test.pass(60);
    await test.beginOsChange(again);
    test.pass(osChangeSeconds.all);
    assert.deepEqual([(await test.systemDisk()).encrypted, (await test.systemDisk()).metadata], [false, {}]);
  });

  it("writes the system disk of a whole image, and leaves the data disks alone", async () => {
    const test = new TestCloud({ fixture: fleetWithOwnImages });
    await test.beginOsChange({ imageid: fleetIds.teamWhole });
    test.pass(osChangeSeconds.all);
    const server = await test.server(fleetIds.db01);
    assert.deepEqual(
      [server.image.id, server.metadata["metering.imagetype"], (await test.systemDisk()).size],
      [fleetIds.teamWhole, "private", 40],
    );
    assert.equal(server["os-extended-volumes:volumes_attached"][1].id, fleetIds.db01DataDisk);
  });

  it("takes a whole image whose backup is still written, in the backup's zone alone", async () => {
    for (const [restoreMode, availabilityZone, code] of [
      ["snapshot", "eu-de-02", undefined],
      ["snapshot", "eu-de-01", "Ecs.0048"],
      ["na", "eu-de-02", "Ecs.0048"],
    ] as const) {
      const test = new TestCloud({ fixture: fleetWithOwnImages });
      test.cloud.update(({ backups: [backup] }) => {
        Object.assign(backup!, { status: "protecting", restoreMode, availabilityZone });
      });
      const answered = await test.changeOs({ imageid: fleetIds.teamWhole });
      if (code === undefined) assert.equal(answered.status, 200);
      else assertRefused(answered, 400, code);
    }
  });

  it("takes an image that was accepted from another project, and one with the user's own licence", async () => {
    const test = new TestCloud();
    await test.beginOsChange({ imageid: fleetIds.sharedAccepted });
    test.pass(osChangeSeconds.all);
    assert.equal((await test.server(fleetIds.db01)).metadata["metering.imagetype"], "shared");
    const other = new TestCloud();
    await other.beginOsChange({
      imageid: fleetIds.suse,
      metadata: { BYOL: "true", user_data: "IyEvYmluL2Jhc2g=" },
    });
    await other.beginOsChange({ metadata: { BYOL: "yes" } }, await stopped(other, fleetIds.cache03));
    assert.deepEqual(
      other.cloud.state().osChanges.map(({ byol }) => byol),
      [true, false],
    );
  });

  it("can be a reinstallation, which keeps the image", async () => {
    const test = new TestCloud();
    const reinstall = (request: object) =>
      test.call("ecs", "POST", `/v2/{pid}/cloudservers/${fleetIds.db01}/reinstallos`, {
        "os-reinstall": request,
      });
    assertRefused(await reinstall({ keyname: "fleet-key" }), 400, "Ecs.0005");
    assert.equal((await reinstall({ imageid: fleetIds.windows })).status, 404);
    const { status, body } = await reinstall({ keyname: "fleet-key", userid: test.cloud.account.userId });
    assert.equal(status, 200);
    test.pass(osChangeSeconds.all);
    assert.equal((await test.ecsJob(body.job_id)).status, "SUCCESS");
    assert.equal((await test.server(fleetIds.db01)).image.id, fleetIds.ubuntu);
    assert.notEqual((await test.systemDisk()).id, fleetIds.db01SystemDisk);
    assert.equal(test.cloud.state().osChanges[0]!.kind, "reinstallation");
  });

  it("is counted in the cloud's own state, with the disks that it made and destroyed", async () => {
    const test = new TestCloud();
    const job = await test.beginOsChange();
    const last = () => test.cloud.state().osChanges.at(-1)!;
    assert.deepEqual(
      [last().id, last().serverId, last().oldSystemDiskId, last().diskReplacedAt, last().result],
      [job, fleetIds.db01, fleetIds.db01SystemDisk, null, "running"],
    );
    test.pass(osChangeSeconds.all);
    assert.deepEqual(
      [
        last().newSystemDiskId,
        last().result,
        last().diskReplacedAt! - last().beginAt,
        last().endAt! - last().beginAt,
      ],
      [
        (await test.systemDisk()).id,
        "succeeded",
        1000 * osChangeSeconds.untilDiskIsReplaced,
        1000 * osChangeSeconds.all,
      ],
    );
  });

  it("counts the new disk in the quota beside the old one until that is gone", async () => {
    const test = new TestCloud();
    const quota = async () => {
      const path = "/v2/{pid}/os-quota-sets/{pid}?usage=True";
      const set = (await test.call("evs", "GET", path)).body.quota_set as Record<
        string,
        { in_use: number; reserved: number }
      >;
      return ["volumes", "gigabytes", "volumes_SAS"].map((name) => set[name]!.in_use + set[name]!.reserved);
    };
    const [volumes = 0, gigabytes = 0, sas = 0] = await quota();
    await test.beginOsChange();
    for (const seconds of [0, osChangeSeconds.queue]) {
      test.pass(seconds);
      assert.deepEqual(await quota(), [volumes + 1, gigabytes + 10, sas + 1]);
    }
    test.pass(osChangeSeconds.untilDiskIsReplaced);
    assert.deepEqual(await quota(), [volumes, gigabytes - 30, sas]);
  });
});

async function stopped(test: TestCloud, id: string): Promise<string> {
  await test.call("ecs", "POST", `${servers}/action`, { "os-stop": { servers: [{ id }] } });
  test.pass(60);
  return id;
}
