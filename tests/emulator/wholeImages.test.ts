import assert from "node:assert/strict";
import { fleetIds, vaultOf } from "../../emulator";
import type { CloudState } from "../../emulator";
import { assertRefused, TestCloud, web01Seconds } from "./testCloud";

interface Child {
  resource_id: string;
  resource_type: string;
  resource_size: number;
  extend_info: { bootable: boolean };
}

describe("an emulated image of a whole server", () => {
  it("goes through queue, snapshots and backup", async () => {
    const test = new TestCloud();
    const job = await test.begin({ description: "all of web-01", image_tags: [{ key: "a", value: "b" }] });
    const look = async () => {
      const [image] = await test.images();
      const [backup] = await test.backups();
      return {
        job: (await test.job(job)).body.status,
        image: image.status,
        backup: backup.status,
        restore: backup.extend_info.supported_restore_mode,
      };
    };

    assert.deepEqual(await look(), {
      job: "INIT",
      image: "queued",
      backup: "waiting_protect",
      restore: "na",
    });
    test.pass(web01Seconds.queue);
    assert.deepEqual(await look(), { job: "RUNNING", image: "saving", backup: "protecting", restore: "na" });
    test.pass(web01Seconds.snapshots - 1);
    assert.deepEqual(await look(), { job: "RUNNING", image: "saving", backup: "protecting", restore: "na" });
    test.pass(1);
    assert.deepEqual(await look(), {
      job: "SUCCESS",
      image: "active",
      backup: "protecting",
      restore: "snapshot",
    });
    test.pass(web01Seconds.backup);
    assert.deepEqual(await look(), {
      job: "SUCCESS",
      image: "active",
      backup: "available",
      restore: "backup",
    });
  });

  it("and its backup name each other, the vault and the disks", async () => {
    const test = new TestCloud();
    const id = await test.make({ description: "text", tags: ["a.b"] });
    const [image] = await test.images(`id=${id}`);
    const [backup] = await test.backups(`resource_id=${fleetIds.web01}`);
    assert.equal(image.__backup_id, backup.id);
    assert.deepEqual(backup.extend_info.os_images_data, [{ image_id: id }]);
    assert.deepEqual(
      [backup.vault_id, backup.resource_az, backup.resource_type, backup.resource_size],
      [fleetIds.vaultServers, "eu-de-01", "OS::Nova::Server", 340],
    );
    assert.deepEqual(
      backup.children.map((child: Child) => [
        child.resource_id,
        child.resource_type,
        child.resource_size,
        child.extend_info.bootable,
      ]),
      [
        [fleetIds.web01SystemDisk, "OS::Cinder::Volume", 40, true],
        [fleetIds.web01LogDisk, "OS::Cinder::Volume", 100, false],
        [fleetIds.web01DataDisk, "OS::Cinder::Volume", 200, false],
      ],
    );
    assert.deepEqual(
      [image.name, image.__description, image.tags, image.min_disk, image.__os_type, image.__imagetype],
      ["web-01 full", "text", ["a=b"], 40, "Linux", "private"],
    );
    assert.match(backup.created_at, /\+00:00$/);
    assert.match(image.created_at, /Z$/);
  });

  it("puts its server into the vault, and takes room there once the backup is done", async () => {
    const test = new TestCloud();
    const vault = async () =>
      (await test.call("cbr", "GET", `/v3/{pid}/vaults/${fleetIds.vaultServers}`)).body.vault;
    assert.deepEqual((await vault()).resources, []);
    await test.begin();
    const [resource] = (await vault()).resources;
    assert.deepEqual(
      [resource.id, resource.size, resource.protect_status],
      [fleetIds.web01, 340, "protecting"],
    );
    assert.equal((await vault()).billing.used, 0);
    test.pass(3600);
    assert.ok((await vault()).billing.used > 0);
    assert.equal((await vault()).billing.allocated, 340);
    assert.equal((await vault()).resources[0].protect_status, "available");
  });

  it("shows its progress in the operation log", async () => {
    const test = new TestCloud();
    await test.begin();
    const look = async () => {
      const [log] = await test.operationLogs(`resource_id=${fleetIds.web01}&operation_type=backup`);
      return [log.status, log.extra_info.common.progress];
    };
    assert.deepEqual(await look(), ["waiting", 0]);
    test.pass(web01Seconds.queue);
    assert.deepEqual(await look(), ["running", 0]);
    test.pass((web01Seconds.snapshots + web01Seconds.backup) / 2);
    assert.deepEqual(await look(), ["running", 50]);
    test.pass(3600);
    assert.deepEqual(await look(), ["success", 100]);
  });

  it("has a job with the image's id at its end", async () => {
    const test = new TestCloud();
    const job = await test.begin();
    assert.deepEqual((await test.job(job)).body.entities, {});
    test.pass(3600);
    const { body } = await test.job(job);
    assert.equal(body.job_type, "imsCreateWholeImageByInstanceJob");
    const [image] = await test.images();
    assert.deepEqual(body.entities, { image_id: image.id, image_name: "web-01 full" });
    assert.deepEqual([body.error_code, body.fail_reason], [null, null]);
    assert.match(body.begin_time, /^2026-03-01T12:00:00\.\d{3}Z$/);
    assertRefused(await test.call("ims", "GET", "/v1/{pid}/jobs/none"), 400, "Common.0011");
    assertRefused(await test.call("ecs", "GET", `/v1/{pid}/jobs/${job}`), 400, "Common.0011");
  });

  const disturbances: { reason: string; disturb: (test: TestCloud) => unknown }[] = [
    {
      reason: "stopped",
      disturb: (test) =>
        test.call("ecs", "POST", "/v1/{pid}/cloudservers/action", {
          "os-stop": { servers: [{ id: fleetIds.web01 }] },
        }),
    },
    {
      reason: "restarted",
      disturb: (test) =>
        test.call("ecs", "POST", "/v1/{pid}/cloudservers/action", {
          reboot: { type: "HARD", servers: [{ id: fleetIds.web01 }] },
        }),
    },
    {
      reason: "found in another state",
      disturb: ({ cloud }) => cloud.update((state) => (state.servers[0]!.status = "ERROR")),
    },
    {
      reason: "without its system disk",
      disturb: ({ cloud }) => cloud.update((state) => void state.servers[0]!.disks.shift()),
    },
    { reason: "gone", disturb: ({ cloud }) => cloud.update((state) => void state.servers.shift()) },
  ];
  for (const { reason, disturb } of disturbances) {
    it(`fails where its server is ${reason} meanwhile`, async () => {
      const test = new TestCloud();
      const job = await test.begin();
      test.pass(20);
      await disturb(test);
      const { body } = await test.job(job);
      assert.equal(body.status, "FAIL");
      assert.ok(body.error_code);
      assert.match(
        body.fail_reason,
        new RegExp(reason === "without its system disk" ? fleetIds.web01SystemDisk : fleetIds.web01),
      );
      assert.deepEqual(await test.images(), []);
      assert.equal((await test.backups())[0].status, "error");
      assert.equal((await test.operationLogs())[0].status, "failed");
      test.pass(3600);
      assert.equal((await test.backups())[0].status, "error");
    });
  }

  it("does not mind that a data disk goes, or that the server is stopped afterwards", async () => {
    const test = new TestCloud();
    const job = await test.begin();
    test.cloud.update((state) => void state.servers[0]!.disks.pop());
    test.pass(web01Seconds.queue + web01Seconds.snapshots);
    assert.equal((await test.job(job)).body.status, "SUCCESS");
    test.cloud.update((state) => (state.servers[0]!.status = "SHUTOFF"));
    test.pass(3600);
    assert.equal((await test.backups())[0].status, "available");
  });

  interface Refused {
    code: string;
    reason: string;
    prepare?: (state: CloudState) => void;
    changes?: Record<string, unknown>;
  }
  const server = (state: CloudState) => state.servers[0]!;
  const vault = (state: CloudState) => state.vaults[0]!;
  const refusals: Refused[] = [
    { code: "IMG.0003", reason: "no name", changes: { name: undefined } },
    { code: "IMG.0003", reason: "a blank before the name", changes: { name: " a" } },
    { code: "IMG.0003", reason: "a blank behind the name", changes: { name: "a " } },
    { code: "IMG.0003", reason: "other characters in the name", changes: { name: "a/b" } },
    { code: "IMG.0002", reason: "a name of 129 characters", changes: { name: "n".repeat(129) } },
    {
      code: "IMG.0004",
      reason: "a description of 1025 characters",
      changes: { description: "d".repeat(1025) },
    },
    { code: "IMG.0054", reason: "a description with <", changes: { description: "a<b" } },
    { code: "IMG.0054", reason: "a description with a carriage return", changes: { description: "a\rb" } },
    { code: "IMG.0115", reason: "tags of both forms", changes: { tags: ["a.b"], image_tags: [] } },
    { code: "IMG.0115", reason: "a tag without a point", changes: { tags: ["ab"] } },
    {
      code: "IMG.0115",
      reason: "a long tag key",
      changes: { image_tags: [{ key: "k".repeat(37), value: "" }] },
    },
    {
      code: "IMG.0116",
      reason: "eleven tags",
      changes: { tags: Array.from({ length: 11 }, (_, index) => `k${index}.v`) },
    },
    {
      code: "IMG.0155",
      reason: "an enterprise project that is none",
      changes: { enterprise_project_id: "x" },
    },
    { code: "IMG.0012", reason: "no server", changes: { instance_id: undefined } },
    { code: "IMG.0005", reason: "a missing server", changes: { instance_id: fleetIds.db01SystemDisk } },
    { code: "IMG.0126", reason: "a broken server", prepare: (state) => (server(state).status = "ERROR") },
    { code: "IMG.0126", reason: "a frozen server", prepare: (state) => (server(state).frozen = true) },
    {
      code: "IMG.0010",
      reason: "a busy server",
      prepare: (state) => (server(state).taskState = "powering-off"),
    },
    { code: "IMG.0119", reason: "no system disk", prepare: (state) => void server(state).disks.shift() },
    {
      code: "IMG.0153",
      reason: "a disk on dedicated storage",
      prepare: (state) => (server(state).disks[1]!.dedicatedStorage = true),
    },
    { code: "IMG.0184", reason: "no vault", changes: { vault_id: undefined } },
    { code: "IMG.0184", reason: "a missing vault", changes: { vault_id: fleetIds.web01 } },
    { code: "IMG.0193", reason: "a vault for replicas", changes: { vault_id: fleetIds.vaultReplicas } },
    { code: "IMG.0193", reason: "a vault for disks", prepare: (state) => (vault(state).objectType = "disk") },
    { code: "IMG.0182", reason: "a full vault", changes: { vault_id: fleetIds.vaultFull } },
    { code: "IMG.0188", reason: "a frozen vault", prepare: (state) => (vault(state).status = "frozen") },
    {
      code: "IMG.0183",
      reason: "a server in another vault",
      prepare: (state) =>
        state.vaults.push(
          vaultOf({
            id: "other",
            name: "other",
            resources: [{ id: fleetIds.web01, name: "web-01", sizeGb: 340, type: "OS::Nova::Server" }],
          }),
        ),
    },
    {
      code: "IMG.0185",
      reason: "a vault with 256 servers",
      prepare: (state) =>
        (vault(state).resources = Array.from({ length: 256 }, (_, index) => ({
          id: `server-${index}`,
          name: "",
          sizeGb: 1,
          type: "OS::Nova::Server",
        }))),
    },
    { code: "IMG.0015", reason: "a used-up quota", prepare: (state) => (state.imageQuota = 0) },
    { code: "IMG.0001", reason: "a type that is for backups only", changes: { whole_image_type: "CBR" } },
  ];
  for (const { code, reason, prepare, changes } of refusals) {
    it(`is refused with ${code} for ${reason}, and nothing happens`, async () => {
      const test = new TestCloud();
      if (prepare) test.cloud.update(prepare);
      const before = test.cloud.state();
      assertRefused(await test.submit(changes), 400, code);
      assert.deepEqual(test.cloud.state(), before);
    });
  }

  const accepted: Refused[] = [
    { code: "", reason: "a stopped server", changes: { instance_id: fleetIds.db01 } },
    { code: "", reason: "a locked vault", prepare: (state) => (vault(state).status = "lock") },
    { code: "", reason: "a name of 128 characters", changes: { name: "n".repeat(128) } },
    { code: "", reason: "blanks and points in the name", changes: { name: "web-01 of 2026.03_01" } },
    { code: "", reason: "an empty tag value", changes: { image_tags: [{ key: "k", value: "" }] } },
  ];
  for (const { reason, prepare, changes } of accepted) {
    it(`is accepted with ${reason}`, async () => {
      const test = new TestCloud();
      if (prepare) test.cloud.update(prepare);
      await test.begin(changes);
    });
  }

  it("is refused where the server is being backed up, until that is done", async () => {
    const test = new TestCloud();
    await test.begin();
    assertRefused(await test.submit({ name: "second" }), 400, "IMG.0136");
    test.pass(web01Seconds.queue + web01Seconds.snapshots);
    assertRefused(await test.submit({ name: "second" }), 400, "IMG.0136");
    test.pass(web01Seconds.backup);
    await test.begin({ name: "second" });
  });

  it("is refused where the name is taken, even by an image that is being made", async () => {
    const test = new TestCloud();
    await test.begin();
    assertRefused(await test.submit({ instance_id: fleetIds.db01 }), 400, "IMG.0009");
  });

  it("is refused with a field that no reference has, and nothing happens", async () => {
    const test = new TestCloud();
    const before = test.cloud.state();
    for (const changes of [{ colour: "red" }, { is_quick: true }]) {
      assertRefused(await test.submit(changes), 404, "APIGW.0101");
    }
    assert.deepEqual(test.cloud.state(), before);
  });

  it("takes every field of the reference", async () => {
    const test = new TestCloud();
    const more = { description: "d", enterprise_project_id: "0", min_ram: 0, max_ram: 1024, tags: ["a.b"] };
    await test.make(more);
    const [{ id: backup_id }] = await test.backups();
    await test.call("ims", "DELETE", `/v2/images/${(await test.images())[0].id}`);
    await test.begin({ ...more, instance_id: undefined, backup_id, whole_image_type: "CBR" });
  });

  for (const [form, tags] of [
    ["image_tags", [1, 2].map((value) => ({ key: "k", value: String(value) }))],
    ["tags", ["k.1", "k.2"]],
  ] as const) {
    it(`has each key of its ${form} once: the last one counts`, async () => {
      const test = new TestCloud();
      await test.begin({ [form]: tags });
      assert.deepEqual((await test.images())[0].tags, ["k=2"]);
    });
  }

  it("needs a JSON object", async () => {
    const path = "/v1/cloudimages/wholeimages/action";
    const test = new TestCloud();
    assertRefused(await test.call("ims", "POST", path), 400, "IMG.0007");
    assertRefused(await test.call("ims", "POST", path, "{broken"), 400, "IMG.0001");
  });
});
