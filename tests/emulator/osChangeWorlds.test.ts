import assert from "node:assert/strict";
import { fleetIds, fleetWithOwnImages } from "../../emulator";
import type { World } from "../../emulator";
import { assertRefused, osChangeSeconds, TestCloud } from "./testCloud";

const { queue, untilDiskIsReplaced, all } = osChangeSeconds;
const servers = "/v1/{pid}/cloudservers";
const db01 = `${servers}/${fleetIds.db01}`;

async function shown(test: TestCloud): Promise<unknown[]> {
  const server = await test.server(fleetIds.db01);
  return [server.status, server["OS-EXT-STS:vm_state"], server["OS-EXT-STS:task_state"]];
}

describe("an emulated world where an OS is changed", () => {
  const appearances: { osChangeShows: World["osChangeShows"]; states: unknown[][] }[] = [
    {
      osChangeShows: "rebuilding",
      states: [1, 2, 3].map(() => ["REBUILD", "stopped", "rebuilding"]),
    },
    {
      osChangeShows: "rebuildSteps",
      states: ["rebuilding", "rebuild_block_device_mapping", "rebuild_spawning"].map((task) => [
        "REBUILD",
        "stopped",
        task,
      ]),
    },
    { osChangeShows: "nothing", states: [1, 2, 3].map(() => ["SHUTOFF", "stopped", null]) },
  ];
  for (const { osChangeShows, states } of appearances) {
    it(`may show ${osChangeShows}, and refuses other actions all the same`, async () => {
      const test = new TestCloud({ world: { osChangeShows } });
      await test.beginOsChange();
      for (const [index, expected] of states.entries()) {
        test.pass([0, queue, untilDiskIsReplaced - queue][index]!);
        assert.deepEqual(await shown(test), expected);
        const start = { "os-start": { servers: [{ id: fleetIds.db01 }] } };
        assertRefused(await test.call("ecs", "POST", `${servers}/action`, start), 400, "Ecs.0100");
        const metadata = { metadata: { a: "b" } };
        assertRefused(await test.call("ecs", "POST", `${db01}/metadata`, metadata), 400, "Ecs.0100");
        const { body } = await test.call("ecs", "GET", `${servers}/detail?status=${String(expected[0])}`);
        assert.ok(body.servers.some(({ id }: { id: string }) => id === fleetIds.db01));
        const native = await test.call("ecs", "GET", `/v2.1/{pid}/servers/${fleetIds.db01}`);
        assert.equal(native.body.server.status, expected[0]);
      }
      test.pass(all);
      assert.deepEqual(await shown(test), ["ACTIVE", "active", null]);
    });
  }

  it("may show the new image early, and takes it back where the disk stays", async () => {
    const test = new TestCloud({ world: { osChangeShowsImage: "early" } });
    test.cloud.addFault({
      id: "f",
      kind: "osChangeFails",
      when: "beforeDisk",
      code: "Ecs.0202",
      reason: "none",
      match: {},
    });
    await test.beginOsChange({ imageid: fleetIds.windows });
    const server = await test.server(fleetIds.db01);
    assert.deepEqual(
      [server.image.id, server.metadata["metering.image_id"], server.metadata.os_type],
      [fleetIds.windows, fleetIds.windows, "Windows"],
    );
    test.pass(all);
    assert.equal((await test.server(fleetIds.db01)).image.id, fleetIds.ubuntu);
  });

  it("may show all of it later than the job", async () => {
    const test = new TestCloud({ world: { osChangeLagSeconds: 20 } });
    const job = await test.beginOsChange({ imageid: fleetIds.windows, keyname: undefined });
    test.pass(all);
    assert.equal((await test.ecsJob(job)).status, "SUCCESS");
    const look = async () => {
      const server = await test.server(fleetIds.db01);
      const { body } = await test.call("ecs", "GET", `${db01}/block_device`);
      return [
        server.status,
        server.image.id,
        server.metadata.os_type,
        server.key_name,
        server["os-extended-volumes:volumes_attached"][0].id === fleetIds.db01SystemDisk,
        body.volumeAttachments[0].id === fleetIds.db01SystemDisk,
      ];
    };
    for (const seconds of [0, 19]) {
      test.pass(seconds);
      assert.deepEqual(await look(), ["REBUILD", fleetIds.ubuntu, "Linux", "fleet-key", true, true]);
    }
    test.pass(1);
    assert.deepEqual(await look(), ["ACTIVE", fleetIds.windows, "Windows", null, false, false]);
  });

  it("may lose the metadata, or the tags, with the disk", async () => {
    for (const [world, metadata, tags] of [
      [{ osChangeMetadata: "lost" }, undefined, ["k=v"]],
      [{ osChangeTags: "lost" }, "1", []],
    ] as const) {
      const test = new TestCloud({ world });
      await test.call("ecs", "POST", `${db01}/metadata`, { metadata: { mark: "1" } });
      const tag = { action: "create", tags: [{ key: "k", value: "v" }] };
      await test.call("ecs", "POST", `${db01}/tags/action`, tag);
      await test.beginOsChange();
      test.pass(untilDiskIsReplaced - 1);
      const before = await test.server(fleetIds.db01);
      assert.deepEqual([before.metadata.mark, before.tags], ["1", ["k=v"]]);
      test.pass(1);
      const after = await test.server(fleetIds.db01);
      assert.deepEqual([after.metadata.mark, after.tags], [metadata, tags]);
      assert.equal(after.metadata.os_type, "Linux");
    }
  });

  it("may give the temporary server the same name, or hide it", async () => {
    const list = async (test: TestCloud, query: string) =>
      (await test.call("ecs", "GET", `${servers}/detail?${query}`)).body.servers.map(
        ({ name }: { name: string }) => name,
      );
    for (const [temporaryServer, byName, count] of [
      ["sameName", ["db-01", "db-01"], 14],
      ["otherName", ["db-01"], 14],
      ["hidden", ["db-01"], 13],
    ] as const) {
      const test = new TestCloud({ world: { temporaryServer } });
      await test.beginOsChange();
      test.pass(queue);
      assert.deepEqual(await list(test, "name=db-01"), byName);
      assert.equal((await list(test, "")).length, count);
      const temporary = test.cloud.state().servers.find((server) => server.temporary)!;
      const { status } = await test.call("ecs", "GET", `${servers}/${temporary.id}`);
      assert.equal(status, temporaryServer === "hidden" ? 404 : 200);
      test.pass(all);
      assert.equal((await list(test, "")).length, 13);
    }
  });

  it("may keep the size of a larger disk", async () => {
    const test = new TestCloud({ world: { newSystemDiskSize: "larger" } });
    test.cloud.update((state) => (state.images.find(({ id }) => id === fleetIds.windows)!.minDiskGb = 41));
    await test.beginOsChange();
    await test.beginOsChange({ imageid: fleetIds.windows }, await stopped(test, fleetIds.cache03));
    test.pass(all);
    assert.deepEqual(
      [(await test.systemDisk()).size, (await test.systemDisk(fleetIds.cache03)).size],
      [40, 41],
    );
  });

  it("may encrypt the disk because the image is encrypted", async () => {
    for (const [encryptedImageDisk, encrypted] of [
      ["encrypted", true],
      ["asAsked", false],
    ] as const) {
      const test = new TestCloud({ world: { encryptedImageDisk }, fixture: fleetWithOwnImages });
      await test.beginOsChange({ imageid: fleetIds.encryptedBase });
      test.pass(all);
      const disk = await test.systemDisk();
      assert.deepEqual(
        [disk.encrypted, disk.metadata.__system__cmkid],
        [encrypted, encrypted ? fleetIds.dataKey : undefined],
      );
    }
  });

  it("may want a key where the disk is to be encrypted", async () => {
    const test = new TestCloud({ world: { encryptionWithoutKey: "refused" } });
    assertRefused(await test.changeOs({ metadata: { __system__encrypted: "1" } }), 400, "Ecs.0912");
  });

  it("may want a key pair", async () => {
    const test = new TestCloud({ world: { osChangeWithoutKeyPair: "refused" } });
    assertRefused(await test.changeOs({ keyname: undefined }), 400, "Ecs.0005");
    assert.equal((await test.changeOs()).status, 200);
  });

  it("may not know whose key pair is meant where a key has signed and no user is named", async () => {
    const test = new TestCloud({ world: { keyPairOfAccessKey: "unknown" } });
    assertRefused(await test.changeOs(), 400, "Ecs.0314");
    assert.equal((await test.changeOs({ userid: test.cloud.account.userId })).status, 200);
  });

  it("may ignore what only the sister cloud documents, or take it", async () => {
    const weak = { keyname: undefined, adminpass: "weak" };
    const ignoring = new TestCloud({ world: { undocumentedOsChangeFields: "ignored" } });
    assert.equal((await ignoring.changeOs({ ...weak, isAutoPay: "true" })).status, 200);
    assertRefused(await ignoring.changeOs({ mode: "withStopServer" }, fleetIds.web01), 400, "Ecs.0100");

    const taking = new TestCloud({ world: { undocumentedOsChangeFields: "taken" } });
    assertRefused(await taking.changeOs(weak), 400, "Ecs.0011");
    assertRefused(await taking.changeOs({ adminpass: "Strong_1234" }), 400, "Ecs.0005");
    assert.equal((await taking.changeOs({ ...weak, adminpass: "Strong_1234" })).status, 200);
    assert.ok(!JSON.stringify(taking.cloud.state()).includes("Strong_1234"), "the password is kept nowhere");
    await taking.beginOsChange({ mode: "withStopServer" }, fleetIds.web01);
    taking.pass(all);
    assert.equal((await taking.server()).status, "ACTIVE");
    assert.notEqual((await taking.systemDisk(fleetIds.web01)).id, fleetIds.web01SystemDisk);
  });

  it("may refuse images of Windows, or own licences", async () => {
    const windows = new TestCloud({ world: { windowsImages: "refused" } });
    assertRefused(await windows.changeOs({ imageid: fleetIds.windows }), 400, "Ecs.0074");
    const licences = new TestCloud({ world: { ownLicences: "refused" } });
    const suse = { imageid: fleetIds.suse };
    assertRefused(await licences.changeOs({ ...suse, metadata: { BYOL: "true" } }), 400, "Ecs.0090");
    assert.equal((await licences.changeOs(suse)).status, 200);
  });

  it("may take other times", async () => {
    const test = new TestCloud({ world: { osChangeSeconds: 10, injectionSeconds: 1 } });
    const job = await test.beginOsChange();
    test.pass(9);
    assert.equal((await test.ecsJob(job)).status, "RUNNING");
    test.pass(1);
    assert.equal((await test.ecsJob(job)).status, "SUCCESS");
    test.pass(1);
    await stopped(test, fleetIds.db01);
    assert.equal(test.cloud.state().osChanges[0]!.loginBroken, false);
  });
});

async function stopped(test: TestCloud, id: string): Promise<string> {
  await test.call("ecs", "POST", `${servers}/action`, { "os-stop": { servers: [{ id }] } });
  test.pass(60);
  return id;
}
