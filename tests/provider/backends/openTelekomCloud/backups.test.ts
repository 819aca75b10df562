import assert from "node:assert/strict";
import { fleetIds } from "../../../../emulator";
import type { Backup, Backups } from "../../../../provider/ports/backups";
import { asked, assertFails, cloudThatSays, Connection, outOfOrder, projectId, query } from "./connections";

const gone = "99999999-0000-4000-8000-000000000000";

const wire = {
  id: "b-1",
  status: "available",
  resource_id: "s-1",
  resource_size: 40,
  vault_id: "v-1",
  created_at: "2026-01-02T03:04:05.678+00:00",
};
const only = (backup: object) => cloudThatSays({ body: { backup } }).cloud.backups.get("b-1");

/** The backup of web-01 that an image is being made from. */
async function backupOf({ cloud }: Connection): Promise<Backup | undefined> {
  return (await cloud.backups.ofServer(fleetIds.web01))[0];
}

describe("backups of Open Telekom Cloud", () => {
  it("are told in our own words", async () => {
    const connection = new Connection();
    const begun = connection.now;
    await connection.make();
    const backup = await backupOf(connection);
    assert.deepEqual(backup, {
      id: backup?.id,
      name: backup?.name,
      state: "finished",
      stateText: "available",
      restorableFrom: "backup",
      availabilityZone: "eu-de-01",
      vaultId: fleetIds.vaultServers,
      serverId: fleetIds.web01,
      serverName: "web-01",
      sizeGb: 340,
      disks: [
        { diskId: fleetIds.web01SystemDisk, bootable: true, sizeGb: 40 },
        { diskId: fleetIds.web01LogDisk, bootable: false, sizeGb: 100 },
        { diskId: fleetIds.web01DataDisk, bootable: false, sizeGb: 200 },
      ],
      createdAt: begun,
      updatedAt: begun + 5 + 128 + 590,
    });
    assert.deepEqual(await connection.cloud.backups.get(backup.id), backup);
  });

  it("can be restored from more and more while they are written", async () => {
    const connection = new Connection();
    await connection.submit();
    const seen = [];
    for (const seconds of [0, 10, 128, 600]) {
      connection.pass(seconds);
      const backup = await backupOf(connection);
      seen.push([backup?.stateText, backup?.state, backup?.restorableFrom]);
    }
    assert.deepEqual(seen, [
      ["waiting_protect", "copying", "nothing"],
      ["protecting", "copying", "nothing"],
      ["protecting", "copying", "snapshot"],
      ["available", "finished", "backup"],
    ]);
  });

  for (const { status, expected } of [
    { status: "error", expected: "failed" },
    { status: "deleting", expected: "deleting" },
    { status: "waiting_delete", expected: "deleting" },
    { status: "restoring", expected: "finished" },
    { status: "waiting_restore", expected: "finished" },
    { status: "a word that is in no list", expected: "failed" },
  ])
    it(`in status ${status} are ${expected}`, async () => {
      const backup = await only({ ...wire, status });
      assert.deepEqual([backup?.state, backup?.stateText], [expected, status]);
    });

  for (const { reason, backup } of [
    { reason: "absent", backup: wire },
    {
      reason: "null",
      backup: {
        ...wire,
        ...{ name: null, resource_az: null, resource_name: null, updated_at: null, children: null },
        extend_info: null,
      },
    },
  ])
    it(`may come with attributes that are ${reason}`, async () => {
      const found = await only(backup);
      assert.equal(found?.restorableFrom, "nothing");
      assert.deepEqual([found.name, found.availabilityZone, found.serverName], ["", undefined, undefined]);
      assert.deepEqual(found.disks, []);
      assert.equal(found.createdAt, Date.UTC(2026, 0, 2, 3, 4, 5) / 1000);
      assert.equal(found.updatedAt, found.createdAt);
    });

  it("are undefined only where the cloud says that there is none", async () => {
    const connection = new Connection();
    assert.equal(await connection.cloud.backups.get(gone), undefined);
    connection.answer(`/backups/${gone}$`, 503, undefined, 10);
    await assertFails(connection.cloud.backups.get(gone), "answerLost");
  });

  describe("that are listed", () => {
    for (const { reason, list, filter } of [
      {
        reason: "all of whole servers",
        list: (it: Backups) => it.list(),
        filter: { resource_type: "OS::Nova::Server" },
      },
      {
        reason: "those of one server",
        list: (it: Backups) => it.ofServer("s-1"),
        filter: { resource_id: "s-1" },
      },
      { reason: "those in one vault", list: (it: Backups) => it.inVault("v-1"), filter: { vault_id: "v-1" } },
    ])
      it(`are asked for by the cloud's own filter, page by page: ${reason}`, async () => {
        const page = Array.from({ length: 1000 }, (_, i) => ({ ...wire, id: `b-${i}` }));
        const { cloud, requests } = cloudThatSays(
          { body: { backups: page, count: 1001 } },
          { body: { backups: [{ ...wire, id: "last" }], count: 1001 } },
        );
        const found = await list(cloud.backups);
        assert.deepEqual([found.length, found.at(-1)?.id], [1001, "last"]);
        assert.deepEqual(requests.map(asked), Array(2).fill(`GET /v3/${projectId}/backups`));
        assert.deepEqual(
          requests.map(query),
          ["0", "1000"].map((offset) => ({ ...filter, limit: "1000", offset })),
        );
      });

    it("are only those of the server, or in the vault, that is asked about", async () => {
      const connection = new Connection();
      await connection.make();
      const { backups } = connection.cloud;
      const count = async (list: Promise<Backup[]>) => (await list).length;
      assert.equal(await count(backups.list()), 1);
      assert.equal(await count(backups.ofServer(fleetIds.web01)), 1);
      assert.equal(await count(backups.ofServer(fleetIds.db01)), 0);
      assert.equal(await count(backups.inVault(fleetIds.vaultServers)), 1);
      assert.equal(await count(backups.inVault(fleetIds.vaultFull)), 0);
    });

    it("are no list where a page is missing", async () => {
      const page = Array.from({ length: 1000 }, (_, i) => ({ ...wire, id: `b-${i}` }));
      const { backups } = cloudThatSays({ body: { backups: page, count: 1001 } }, outOfOrder).cloud;
      await assertFails(backups.list(), "answerLost");
    });
  });

  describe("that are written", () => {
    it("have a progress, as far as the cloud's operation log tells it", async () => {
      const connection = new Connection();
      const { backups } = connection.cloud;
      assert.equal(await backups.progress(fleetIds.web01), undefined, "before there is any");
      await connection.submit();
      connection.pass(5 + (128 + 590) / 2);
      const [backup] = await backups.list();
      assert.deepEqual(await backups.progress(fleetIds.web01), {
        fraction: 0.5,
        beganAt: connection.now - (128 + 590) / 2,
        backupId: backup?.id,
      });
      assert.equal(await backups.progress(fleetIds.db01), undefined, "of another server");
      connection.pass(3600);
      assert.equal(await backups.progress(fleetIds.web01), undefined, "after the end");
    });

    for (const { reason, log } of [
      { reason: "no number", log: { status: "running", extra_info: { common: { progress: null } } } },
      { reason: "nothing about it", log: { status: "running" } },
    ])
      it(`have none where the log says ${reason}`, async () => {
        const { cloud } = cloudThatSays({ body: { operation_logs: [log] } });
        assert.equal(await cloud.backups.progress("s-1"), undefined);
      });

    for (const { reason, more } of [
      { reason: "does not say", more: {} },
      { reason: "says in a way that cannot be read", more: { started_at: "soon" } },
    ])
      it(`have a progress where the log ${reason} since when it is`, async () => {
        const log = { status: "running", extra_info: { common: { progress: 42 } }, ...more };
        const { cloud } = cloudThatSays({ body: { operation_logs: [log] } });
        assert.deepEqual(await cloud.backups.progress("s-1"), {
          fraction: 0.42,
          beganAt: undefined,
          backupId: undefined,
        });
      });
  });

  describe("that are deleted", () => {
    it("are gone after a while", async () => {
      const connection = new Connection();
      const imageId = await connection.make();
      const backup = await backupOf(connection);
      // As the cloud may leave it: the image gone, its backup not.
      connection.emulated.update((state) => {
        state.images = state.images.filter(({ id }) => id !== imageId);
        for (const one of state.backups) one.imageIds = [];
      });
      await connection.cloud.backups.delete(backup!.id);
      assert.equal((await backupOf(connection))?.state, "deleting");
      connection.pass(10);
      assert.equal(await backupOf(connection), undefined);
    });

    it("may be gone already", async () => {
      await new Connection().cloud.backups.delete(gone);
    });

    it("are refused as long as an image needs them", async () => {
      const connection = new Connection();
      await connection.make();
      const backup = await backupOf(connection);
      await assertFails(connection.cloud.backups.delete(backup!.id), "busy");
    });

    it("are not taken for gone when nobody answers", async () => {
      await assertFails(cloudThatSays(outOfOrder).cloud.backups.delete(gone), "answerLost");
    });
  });
});
