import assert from "node:assert/strict";
import { type EmulatedOpenTelekomCloud, fleetIds, fleetWithOwnImages } from "../../../../emulator";
import type { OsChange, ServerJob } from "../../../../provider/ports/servers";
import { assertFails, Connection } from "./connections";

const server = fleetIds.db01;
const asked: OsChange = {
  ...{ imageId: fleetIds.ubuntu, keyName: "fleet-key", keyPairOwner: undefined, adminPassword: undefined },
  ...{ userData: undefined, byol: false, encryption: undefined },
};
/** The emulated cloud's README: 15 minutes and some for the start. */
const longEnough = 3600;

async function changed(connection: Connection, request: OsChange): Promise<ServerJob | undefined> {
  const { jobId } = await connection.cloud.servers.changeOs(server, request);
  connection.pass(longEnough);
  return connection.cloud.servers.job(jobId);
}

describe("a change of an operating system, from the stopped server on", () => {
  it("gives the server another disk from the image, and lets the rest be", async () => {
    const connection = new Connection();
    const { cloud } = connection;
    const before = await cloud.servers.get(server);
    const oldDisk = await cloud.disks.get(before?.systemDiskId ?? "");
    const { jobId } = await cloud.servers.changeOs(server, { ...asked, imageId: fleetIds.windows });
    connection.pass(60);
    const begun = await cloud.servers.job(jobId);
    assert.deepEqual([begun?.state, begun?.endedAt], ["running", undefined]);
    const meanwhile = await cloud.servers.get(server);
    assert.notEqual(meanwhile?.state, "running");
    assert.notEqual(meanwhile?.task, undefined);
    await assertFails(cloud.servers.setMetadata(server, { a: "b" }), "busy");
    await assertFails(cloud.servers.start(server), "busy");
    await assertFails(cloud.servers.changeOs(server, asked), "busy");

    connection.pass(longEnough);
    const job = await cloud.servers.job(jobId);
    assert.deepEqual([job?.state, job?.failure], ["succeeded", undefined]);
    assert.ok(job?.endedAt !== undefined && job.endedAt < connection.now);
    const after = await cloud.servers.get(server);
    assert.deepEqual(
      [after?.state, after?.imageId, after?.osFamily, after?.keyName],
      ["running", fleetIds.windows, "Windows", "fleet-key"],
    );
    assert.deepEqual(after?.addresses, before?.addresses);
    assert.notEqual(after?.systemDiskId, before?.systemDiskId);
    assert.deepEqual(
      after?.diskIds.filter((id) => id !== after.systemDiskId),
      before?.diskIds.filter((id) => id !== before.systemDiskId),
    );
    assert.equal(await cloud.disks.get(before?.systemDiskId ?? ""), undefined);
    const newDisk = await cloud.disks.get(after?.systemDiskId ?? "");
    assert.deepEqual([newDisk?.type, newDisk?.encrypted], [oldDisk?.type, false]);
  });

  it("can encrypt the disk", async () => {
    const connection = new Connection();
    const job = await changed(connection, { ...asked, encryption: { keyId: fleetIds.dataKey } });
    assert.equal(job?.state, "succeeded");
    const { systemDiskId } = (await connection.cloud.servers.get(server)) ?? {};
    const disk = await connection.cloud.disks.get(systemDiskId ?? "");
    assert.deepEqual([disk?.encrypted, disk?.keyId], [true, fleetIds.dataKey]);
  });

  it("takes user data, a billed image with an own licence, and a password where the cloud knows of it", async () => {
    const connection = new Connection({ world: { undocumentedOsChangeFields: "taken" } });
    const adminPassword = "Canary-4711!";
    const request = { ...asked, keyName: undefined, imageId: fleetIds.suse, userData: "#!/bin/sh\necho ü\n" };
    assert.equal((await changed(connection, { ...request, byol: true, adminPassword }))?.state, "succeeded");
  });

  for (const when of ["beforeDisk", "afterDisk"] as const)
    it(`can fail ${when}, which its job says`, async () => {
      const connection = new Connection();
      connection.emulated.addFault({
        ...{ id: "f", kind: "osChangeFails", match: { path: "/changeos$" } },
        ...{ when, code: "Ecs.0202", reason: "no disk" },
      });
      const job = await changed(connection, asked);
      assert.deepEqual([job?.state, job?.failure], ["failed", { code: "Ecs.0202", reason: "no disk" }]);
      assert.notEqual(job?.endedAt, undefined);
    });

  it("is not sent again where its answer is lost", async () => {
    const connection = new Connection();
    connection.emulated.addFault({ id: "f", kind: "lostAfter", match: { path: "/changeos$" } });
    await assertFails(connection.cloud.servers.changeOs(server, asked), "answerLost");
    assert.equal(connection.calls().filter((call) => call.endsWith("/changeos")).length, 1);
  });

  for (const { reason, request, on = server } of [
    { reason: "of another user's key pair", request: { ...asked, keyName: "other-key" } },
    { reason: "of an unknown image", request: { ...asked, imageId: fleetIds.web01 } },
    { reason: "of an image that is not accepted", request: { ...asked, imageId: fleetIds.sharedPending } },
    {
      reason: "of an image that takes no injection",
      request: { ...asked, imageId: fleetIds.withoutInjection },
    },
    { reason: "of a disabled key", request: { ...asked, encryption: { keyId: fleetIds.disabledKey } } },
    { reason: "of a password, which the reference does not have", request: { ...asked, adminPassword: "x" } },
    { reason: "that it is frozen", request: asked, on: fleetIds.frozen04 },
  ])
    it(`is refused because ${reason}`, async () => {
      const { cloud } = new Connection({ fixture: fleetWithOwnImages });
      await assertFails(cloud.servers.changeOs(on, request), "refused");
    });
});

describe("what a change of an operating system is decided by", () => {
  const own = () => new Connection({ fixture: fleetWithOwnImages }).cloud;

  it("are images of every kind", async () => {
    const listed = await own().osImages.list();
    const told = Object.fromEntries(listed.map(({ id, kind, membership }) => [id, membership ?? kind]));
    assert.deepEqual(told, {
      [fleetIds.ubuntu]: "public",
      [fleetIds.windows]: "public",
      [fleetIds.suse]: "public",
      [fleetIds.webBase]: "private",
      [fleetIds.encryptedBase]: "private",
      [fleetIds.withoutInjection]: "private",
      [fleetIds.teamWhole]: "private",
      [fleetIds.sharedAccepted]: "accepted",
      [fleetIds.sharedPending]: "pending",
    });
    assert.equal(listed.length, Object.keys(told).length);
  });

  it("is an image as it is listed, whoever shares it", async () => {
    const cloud = own();
    for (const image of await cloud.osImages.list()) {
      assert.deepEqual(await cloud.osImages.get(image.id), image);
      assert.deepEqual(await cloud.osImages.named(image.name), [image]);
      assert.deepEqual(await cloud.osImages.named(image.name, image.kind), [image]);
    }
    assert.equal(await cloud.osImages.get(fleetIds.web01), undefined);
  });

  it("is what an image is made of", async () => {
    const { osImages } = own();
    assert.equal((await osImages.get(fleetIds.withoutInjection))?.takesInjection, false);
    assert.equal((await osImages.get(fleetIds.encryptedBase))?.keyId, fleetIds.dataKey);
    const whole = await osImages.get(fleetIds.teamWhole);
    assert.deepEqual([whole?.wholeServer, whole?.backupId], [true, fleetIds.teamBackup]);
    assert.deepEqual(
      [(await osImages.get(fleetIds.suse))?.platform, (await osImages.get(fleetIds.windows))?.osFamily],
      ["SUSE", "Windows"],
    );
  });

  it("are key pairs of the caller's, and no others", async () => {
    const { cloud } = new Connection();
    assert.equal((await cloud.keyPairs.get("fleet-key"))?.name, "fleet-key");
    assert.equal(await cloud.keyPairs.get("other-key"), undefined);
  });

  it("are keys, also disabled ones", async () => {
    const { cloud } = new Connection();
    assert.deepEqual(
      (await cloud.keys.list()).map(({ id, state }) => [id, state]),
      [
        [fleetIds.dataKey, "enabled"],
        [fleetIds.disabledKey, "disabled"],
      ],
    );
  });

  it("is a default key once one was used", async () => {
    const { cloud, emulated } = new Connection();
    emulated.update(({ kmsKeys }) => {
      for (const key of kmsKeys) if (key.id === fleetIds.dataKey) key.alias = "evs/default";
    });
    const found = (await cloud.keys.list()).find(({ name }) => name === "evs/default");
    assert.equal(found?.id, fleetIds.dataKey);
  });

  for (const { reason, change, expected } of [
    { reason: "as it is", change: () => undefined, expected: "granted" },
    {
      reason: "without the agency",
      change: (cloud: EmulatedOpenTelekomCloud) => cloud.update((state) => (state.agencies = [])),
      expected: "missing",
    },
    {
      reason: "for who may not look",
      change: (cloud: EmulatedOpenTelekomCloud) => cloud.update((state) => (state.mayListAgencies = false)),
      expected: "unknown",
    },
  ])
    it(`is a delegation, which is ${expected} in the account ${reason}`, async () => {
      const { cloud, emulated } = new Connection();
      change(emulated);
      assert.equal(await cloud.delegations.diskServiceMayUseKeys(), expected);
    });

  it("is the quota of disks", async () => {
    const { cloud, emulated } = new Connection();
    const disks = await cloud.disks.list();
    emulated.update(({ diskQuota }) => {
      diskQuota.volumes = disks.length + 1;
      diskQuota.gigabytes = disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0) + 7;
    });
    const quota = await cloud.disks.quota();
    assert.deepEqual([quota?.volumes, quota?.gigabytes], [1, 7]);
    assert.deepEqual(Object.keys(quota?.ofType ?? {}).sort(), ["ESSD", "SAS", "SATA", "SSD"]);
  });
});
