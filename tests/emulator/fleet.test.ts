import assert from "node:assert/strict";
import { defaultFleet, fleetIds, fleetWithOwnImages } from "../../emulator";
import { assertRefused, TestCloud } from "./testCloud";

describe("the emulated fleet", () => {
  it("has an id of its own for everything", () => {
    const { servers, vaults, images, backups, kmsKeys, agencies } = fleetWithOwnImages;
    const ids = [
      ...servers.flatMap((server) => [server.id, ...server.disks.map(({ id }) => id)]),
      ...[vaults, images, backups, kmsKeys, agencies].flatMap((things) => (things ?? []).map(({ id }) => id)),
      fleetIds.otherUser,
    ];
    assert.deepEqual([...ids].sort(), Object.values(fleetIds).sort());
    assert.equal(new Set(ids).size, ids.length);
  });

  it("has four data disks of different types at one server", async () => {
    const types = defaultFleet.servers
      .find(({ id }) => id === fleetIds.app02)
      ?.disks.filter(({ bootIndex }) => bootIndex !== 0)
      .map(({ volumeType }) => volumeType);
    assert.equal(new Set(types).size, 4);
  });

  it("has a server in every zone", async () => {
    const test = new TestCloud();
    const zoneOf = async (id: string) => (await test.server(id))["OS-EXT-AZ:availability_zone"];
    assert.deepEqual(
      [await zoneOf(fleetIds.web01), await zoneOf(fleetIds.db01), await zoneOf(fleetIds.cache03)],
      ["eu-de-01", "eu-de-02", "eu-de-03"],
    );
  });

  it("has a frozen server, shown so in its metadata", async () => {
    const test = new TestCloud();
    const shown = async (id: string) => (await test.server(id)).metadata;
    assert.equal((await shown(fleetIds.frozen04)).EcmResStatus, "freeze");
    assert.equal((await shown(fleetIds.web01)).EcmResStatus, "normal");
    assert.equal((await shown(fleetIds.frozen04)).os_type, "Linux");
  });

  it("has a server whose task never ends", async () => {
    const test = new TestCloud();
    test.pass(24 * 3600);
    const server = await test.server(fleetIds.busy05);
    assert.deepEqual([server.status, server["OS-EXT-STS:task_state"]], ["ACTIVE", "powering-off"]);
  });

  it("has two servers of one name", async () => {
    const list = "/v1/{pid}/cloudservers/detail?name=double-09";
    const { servers } = (await new TestCloud().call("ecs", "GET", list)).body;
    assert.deepEqual(
      servers.map(({ id, name }: { id: string; name: string }) => [id, name]),
      [
        [fleetIds.double09, "double-09"],
        [fleetIds.otherDouble09, "double-09"],
      ],
    );
  });

  it("has a server with more than 4 TB", async () => {
    const disks = defaultFleet.servers.find(({ id }) => id === fleetIds.big10)?.disks ?? [];
    assert.ok(disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0) > 4096);
  });

  it("has vaults of every kind and state that matters", async () => {
    const { vaults } = (await new TestCloud().call("cbr", "GET", "/v3/{pid}/vaults")).body;
    const kinds = Object.fromEntries(
      vaults.map(({ id, billing }: { id: string; billing: Record<string, unknown> }) => [
        id,
        [billing["object_type"], billing["protect_type"], billing["status"]],
      ]),
    );
    assert.deepEqual(kinds, {
      [fleetIds.vaultServers]: ["server", "backup", "available"],
      [fleetIds.vaultFull]: ["server", "backup", "available"],
      [fleetIds.vaultReplicas]: ["server", "replication", "available"],
      [fleetIds.vaultTeam]: ["server", "backup", "available"],
      [fleetIds.vaultDisks]: ["disk", "backup", "available"],
      [fleetIds.vaultLocked]: ["server", "backup", "lock"],
      [fleetIds.vaultFrozen]: ["server", "backup", "frozen"],
    });
  });

  const refused = [
    { of: "frozen-04", instance_id: fleetIds.frozen04, code: "IMG.0126" },
    { of: "busy-05", instance_id: fleetIds.busy05, code: "IMG.0010" },
    { of: "dedicated-06", instance_id: fleetIds.dedicated06, code: "IMG.0153" },
    { of: "scsi-07", instance_id: fleetIds.scsi07, code: "IMG.0180" },
    { of: "team-08", instance_id: fleetIds.team08, code: "IMG.0183" },
  ];
  for (const { of, code, ...change } of refused) {
    it(`refuses an image of ${of}`, async () => {
      assertRefused(await new TestCloud().submit(change), 400, code);
    });
  }

  it("refuses an image in a vault for disks, and in a frozen one", async () => {
    const test = new TestCloud();
    assertRefused(await test.submit({ vault_id: fleetIds.vaultDisks }), 400, "IMG.0193");
    assertRefused(await test.submit({ vault_id: fleetIds.vaultFrozen }), 400, "IMG.0188");
  });

  it("allows an image of team-08 in its own vault, and of every other server", async () => {
    const test = new TestCloud();
    const own = { instance_id: fleetIds.team08, vault_id: fleetIds.vaultTeam, name: "own" };
    assert.equal((await test.submit(own)).status, 200);
    for (const server of ["app02", "cache03", "double09", "otherDouble09", "big10"] as const) {
      const answered = await test.submit({ instance_id: fleetIds[server], name: server });
      assert.equal(answered.status, 200, JSON.stringify(answered.body));
    }
  });
});
