import assert from "node:assert/strict";
import { defaultFleet, fleetIds, vaultOf } from "../../emulator";
import type { Answered } from "./signedClient";
import { assertRefused, TestCloud } from "./testCloud";

const path = "/v3/{pid}/vaults";
const billing = {
  object_type: "server",
  protect_type: "backup",
  consistent_level: "crash_consistent",
  size: 100,
};
const accepted = { name: "new", resources: [], billing };

const create = (test: TestCloud, changes: Record<string, unknown> = {}) =>
  test.call("cbr", "POST", path, { vault: { ...accepted, ...changes } });

async function created(test: TestCloud, changes: Record<string, unknown> = {}) {
  const { status, body } = await create(test, changes);
  assert.equal(status, 200, JSON.stringify(body));
  return body.vault;
}

const get = (test: TestCloud, id: string) => test.call("cbr", "GET", `${path}/${id}`);
const remove = (test: TestCloud, id: string) => test.call("cbr", "DELETE", `${path}/${id}`);
const change = (test: TestCloud, id: string, vault: Record<string, unknown>) =>
  test.call("cbr", "PUT", `${path}/${id}`, { vault });
const idsIn = ({ body }: Answered) => body.vaults.map(({ id }: { id: string }) => id);
const server = (id: string) => ({ id, type: "OS::Nova::Server" });

describe("an emulated vault", () => {
  it("is made, and shown with what was asked for", async () => {
    const test = new TestCloud();
    const vault = await created(test, {
      description: "text",
      tags: [
        { key: "a", value: "b" },
        { key: "c", value: "" },
      ],
      resources: [server(fleetIds.web01)],
      enterprise_project_id: "0",
    });
    assert.deepEqual((await get(test, vault.id)).body.vault, vault);
    assert.deepEqual(
      [vault.name, vault.description, vault.tags],
      [
        "new",
        "text",
        [
          { key: "a", value: "b" },
          { key: "c", value: "" },
        ],
      ],
    );
    const { status, size, used, allocated, object_type, protect_type, spec_code } = vault.billing;
    assert.deepEqual([status, size, used, allocated], ["available", 100, 0, 340]);
    assert.deepEqual(
      [object_type, protect_type, spec_code],
      ["server", "backup", "vault.backup.server.normal"],
    );
    assert.deepEqual(
      vault.resources.map(({ id, name, size: gb }: Record<string, unknown>) => [id, name, gb]),
      [[fleetIds.web01, "web-01", 340]],
    );
    assert.match(vault.created_at, /\+00:00$/);
  });

  it("can be used for images", async () => {
    const test = new TestCloud();
    const { id } = await created(test);
    await test.make({ vault_id: id });
    const { vault } = (await get(test, id)).body;
    assert.ok(vault.billing.used > 0);
    assert.equal(vault.resources[0].id, fleetIds.web01);
  });

  const bad: { reason: string; vault: Record<string, unknown> }[] = [
    { reason: "no name", vault: { name: undefined } },
    { reason: "an empty name", vault: { name: "" } },
    { reason: "a name of 65 characters", vault: { name: "n".repeat(65) } },
    { reason: "a description of 65 characters", vault: { description: "d".repeat(65) } },
    { reason: "no resources", vault: { resources: undefined } },
    { reason: "no billing", vault: { billing: undefined } },
    { reason: "9 GB", vault: { billing: { ...billing, size: 9 } } },
    { reason: "10485761 GB", vault: { billing: { ...billing, size: 10_485_761 } } },
    { reason: "half a GB too much", vault: { billing: { ...billing, size: 100.5 } } },
    { reason: "no object type", vault: { billing: { ...billing, object_type: undefined } } },
    { reason: "another object type", vault: { billing: { ...billing, object_type: "file" } } },
    { reason: "another protection type", vault: { billing: { ...billing, protect_type: "copy" } } },
    { reason: "no consistency level", vault: { billing: { ...billing, consistent_level: undefined } } },
    { reason: "prepayment", vault: { billing: { ...billing, charging_mode: "pre_paid" } } },
    { reason: "an empty list of tags", vault: { tags: [] } },
    {
      reason: "21 tags",
      vault: { tags: Array.from({ length: 21 }, (_, index) => ({ key: `k${index}`, value: "" })) },
    },
    {
      reason: "the same key twice",
      vault: {
        tags: [
          { key: "k", value: "1" },
          { key: "k", value: "2" },
        ],
      },
    },
    { reason: "a key of 37 characters", vault: { tags: [{ key: "k".repeat(37), value: "" }] } },
    { reason: "a value of 44 characters", vault: { tags: [{ key: "k", value: "v".repeat(44) }] } },
    { reason: "a bad enterprise project", vault: { enterprise_project_id: "mine" } },
  ];
  for (const { reason, vault } of bad) {
    it(`is refused with ${reason}`, async () => {
      const test = new TestCloud();
      assertRefused(await create(test, vault), 400, "BackupService.9900");
      assert.equal(test.cloud.state().vaults.length, defaultFleet.vaults.length);
    });
  }

  const good: { reason: string; vault: Record<string, unknown> }[] = [
    { reason: "a name of 64 characters", vault: { name: "n".repeat(64) } },
    { reason: "10 GB", vault: { billing: { ...billing, size: 10 } } },
    { reason: "10485760 GB", vault: { billing: { ...billing, size: 10_485_760 } } },
    {
      reason: "20 tags",
      vault: { tags: Array.from({ length: 20 }, (_, index) => ({ key: `k${index}`, value: "" })) },
    },
    { reason: "all that may be left out", vault: { billing: { ...billing, charging_mode: "post_paid" } } },
    { reason: "the name of another", vault: { name: "vault-servers" } },
    { reason: "no servers taken in by itself", vault: { auto_bind: false, bind_rules: { tags: [] } } },
    { reason: "rules that are empty", vault: { bind_rules: {} } },
  ];
  for (const { reason, vault } of good) {
    it(`is made with ${reason}`, async () => {
      await created(new TestCloud(), vault);
    });
  }

  it("is refused with what would act by itself, because that is not emulated", async () => {
    const rules = { tags: [{ key: "a", value: "b" }] };
    for (const vault of [
      ...[{ auto_bind: true }, { bind_rules: rules }, { bind_rules: "all" }],
      ...[{ backup_policy_id: "p" }, { colour: "red" }],
    ]) {
      assertRefused(await create(new TestCloud(), vault), 404, "APIGW.0101");
    }
  });

  it("is not changed to act by itself; that it does not do so may be said", async () => {
    const test = new TestCloud();
    const { id } = await created(test);
    for (const vault of [{ auto_bind: true }, { bind_rules: { tags: [{ key: "a", value: "b" }] } }]) {
      assertRefused(await change(test, id, { name: "other", ...vault }), 404, "APIGW.0101");
    }
    assertRefused(await change(test, id, { auto_bind: "no" }), 400, "BackupService.9900");
    assert.equal((await get(test, id)).body.vault.name, "new");
    const said = await change(test, id, { auto_bind: false, bind_rules: { tags: [] } });
    assert.deepEqual([said.status, said.body.vault.auto_bind], [200, false]);
  });

  for (const wanted of [true, false]) {
    it(`is made with auto_expand ${wanted}, and remembers it`, async () => {
      const test = new TestCloud();
      const vault = await created(test, { auto_expand: wanted });
      assert.deepEqual([vault.auto_expand, (await get(test, vault.id)).body.vault], [wanted, vault]);
    });
  }

  it("is refused with an auto_expand that is neither yes nor no", async () => {
    assertRefused(await create(new TestCloud(), { auto_expand: "yes" }), 400, "BackupService.9900");
  });

  it("is changed", async () => {
    const test = new TestCloud();
    const { id } = await created(test);
    const changed = await change(test, id, { name: "other", billing: { size: 200 }, threshold: 90 });
    assert.equal(changed.status, 200);
    const { vault } = (await get(test, id)).body;
    assert.deepEqual([vault.name, vault.billing.size, vault.threshold], ["other", 200, 90]);
    assert.deepEqual(changed.body.vault, vault);
  });

  it("is not changed where one thing is refused", async () => {
    const test = new TestCloud();
    assertRefused(
      await change(test, fleetIds.vaultFull, { name: "other", billing: { size: 99 } }),
      400,
      "BackupService.6101",
    );
    assertRefused(await change(test, fleetIds.vaultFull, { threshold: 101 }), 400, "BackupService.9900");
    assertRefused(await change(test, "nobody", { name: "x" }), 404, "BackupService.6105");
    assert.equal((await get(test, fleetIds.vaultFull)).body.vault.name, "vault-full");
  });

  it("that is locked stays locked, and keeps its servers", async () => {
    const test = new TestCloud();
    assert.equal((await change(test, fleetIds.vaultTeam, { locked: true })).body.vault.locked, true);
    assertRefused(await change(test, fleetIds.vaultTeam, { locked: false }), 400, "BackupService.6110");
    const body = { resource_ids: [fleetIds.team08] };
    const taken = await test.call("cbr", "POST", `${path}/${fleetIds.vaultTeam}/removeresources`, body);
    assertRefused(taken, 400, "BackupService.6110");
  });

  it("is found by the servers in it", async () => {
    const test = new TestCloud();
    const find = (query: string) => test.call("cbr", "GET", `${path}?${query}`);
    assert.deepEqual(idsIn(await find(`resource_ids=${fleetIds.team08}`)), [fleetIds.vaultTeam]);
    assert.deepEqual(idsIn(await find(`resource_ids=${fleetIds.web01}`)), []);
    assert.deepEqual(idsIn(await find("object_type=disk")), [fleetIds.vaultDisks]);
    assert.deepEqual(idsIn(await find("name=vault-team")), [fleetIds.vaultTeam]);
  });

  it("that is empty is gone when it is deleted", async () => {
    const test = new TestCloud();
    assert.deepEqual([(await remove(test, fleetIds.vaultServers)).status], [204]);
    assertRefused(await get(test, fleetIds.vaultServers), 404, "BackupService.6105");
    assertRefused(await remove(test, fleetIds.vaultServers), 404, "BackupService.6105");
  });

  it("takes its backups with it, though images need them", async () => {
    const test = new TestCloud();
    const image = await test.make();
    assert.equal((await remove(test, fleetIds.vaultServers)).status, 204);
    assert.equal((await get(test, fleetIds.vaultServers)).body.vault.billing.status, "deleting");
    assert.equal((await test.backups())[0].status, "deleting");
    assertRefused(await remove(test, fleetIds.vaultServers), 400, "BackupService.6111");
    test.pass(10);
    assertRefused(await get(test, fleetIds.vaultServers), 404, "BackupService.6105");
    assert.deepEqual(await test.backups(), []);
    const [left] = await test.images();
    assert.deepEqual([left.id, left.status, left.__backup_id !== ""], [image, "active", true]);
    assert.equal(
      (await test.call("ims", "DELETE", `/v2/images/${image}`, { delete_backup: true })).status,
      204,
    );
  });

  for (const [status, vault] of [
    ["lock", fleetIds.vaultLocked],
    ["frozen", fleetIds.vaultFrozen],
  ] as const) {
    it(`in status ${status} is not deleted`, async () => {
      assertRefused(await remove(new TestCloud(), vault), 400, "BackupService.6111");
    });
  }

  it("in error is deleted", async () => {
    const vault = vaultOf({ id: "broken", name: "broken", status: "error" });
    const test = new TestCloud({ fixture: { servers: [], vaults: [vault] } });
    assert.equal((await remove(test, "broken")).status, 204);
  });

  it("is not deleted while a backup is written into it", async () => {
    const test = new TestCloud();
    await test.begin();
    assertRefused(await remove(test, fleetIds.vaultServers), 400, "BackupService.6125");
    test.pass(3600);
    assert.equal((await remove(test, fleetIds.vaultServers)).status, 204);
  });

  it("may refuse to go while images need its backups", async () => {
    const test = new TestCloud({ world: { backupsBehindImages: "refused" } });
    const image = await test.make();
    assertRefused(await remove(test, fleetIds.vaultServers), 400, "BackupService.6204");
    await test.call("ims", "DELETE", `/v2/images/${image}`);
    assert.equal((await remove(test, fleetIds.vaultServers)).status, 204);
  });

  it("may be the only one of its name", async () => {
    const test = new TestCloud({ world: { duplicateVaultNames: "refused" } });
    assertRefused(await create(test, { name: "vault-servers" }), 400, "BackupService.6106");
    assertRefused(
      await change(test, fleetIds.vaultFull, { name: "vault-servers" }),
      400,
      "BackupService.6106",
    );
    assert.equal((await change(test, fleetIds.vaultFull, { name: "vault-full" })).status, 200);
  });

  it("may show late", async () => {
    const test = new TestCloud({ world: { visibilityLagSeconds: 30 } });
    const { id } = await created(test);
    const list = async () => idsIn(await test.call("cbr", "GET", path));
    test.pass(29);
    assert.equal((await list()).includes(id), false);
    assert.equal((await list()).length, defaultFleet.vaults.length, "what was there before is always shown");
    assertRefused(await get(test, id), 404, "BackupService.6105");
    test.pass(1);
    assert.equal((await list()).includes(id), true);
    await remove(test, id);
    assert.equal((await get(test, id)).status, 200);
    test.pass(30);
    assertRefused(await get(test, id), 404, "BackupService.6105");
  });
});

describe("servers in an emulated vault", () => {
  const add = (test: TestCloud, vault: string, ...ids: string[]) =>
    test.call("cbr", "POST", `${path}/${vault}/addresources`, { resources: ids.map(server) });
  const takeOut = (test: TestCloud, vault: string, ...ids: string[]) =>
    test.call("cbr", "POST", `${path}/${vault}/removeresources`, { resource_ids: ids });
  const members = async (test: TestCloud, vault: string) =>
    (await get(test, vault)).body.vault.resources.map(({ id }: { id: string }) => id);

  it("are put in and taken out", async () => {
    const test = new TestCloud();
    const added = await add(test, fleetIds.vaultServers, fleetIds.web01, fleetIds.db01);
    assert.deepEqual(
      [added.status, added.body],
      [200, { add_resource_ids: [fleetIds.web01, fleetIds.db01] }],
    );
    assert.deepEqual(await members(test, fleetIds.vaultServers), [fleetIds.web01, fleetIds.db01]);
    const taken = await takeOut(test, fleetIds.vaultServers, fleetIds.web01);
    assert.deepEqual([taken.status, taken.body], [200, { remove_resource_ids: [fleetIds.web01] }]);
    assert.deepEqual(await members(test, fleetIds.vaultServers), [fleetIds.db01]);
  });

  const refused: { reason: string; vault?: string; ids: string[]; status?: number; code: string }[] = [
    { reason: "a server that is missing", ids: ["nobody"], status: 404, code: "7100" },
    { reason: "a server of another vault", ids: [fleetIds.team08], code: "7116" },
    { reason: "a server with disks on dedicated storage", ids: [fleetIds.dedicated06], code: "7111" },
    { reason: "a server with SCSI disks", ids: [fleetIds.scsi07], code: "7104" },
    { reason: "a server twice", ids: [fleetIds.web01, fleetIds.web01], code: "6104" },
    { reason: "no server", ids: [], code: "9900" },
    { reason: "257 servers", ids: Array.from({ length: 257 }, (_, i) => `s${i}`), code: "9900" },
    { reason: "a vault for disks", vault: fleetIds.vaultDisks, ids: [fleetIds.web01], code: "6102" },
    { reason: "a frozen vault", vault: fleetIds.vaultFrozen, ids: [fleetIds.web01], code: "6112" },
    { reason: "a missing vault", vault: "nobody", ids: [fleetIds.web01], status: 404, code: "6105" },
  ];
  for (const { reason, vault = fleetIds.vaultServers, ids, status = 400, code } of refused) {
    it(`are not put in: ${reason}`, async () => {
      const test = new TestCloud();
      const before = test.cloud.state().vaults;
      assertRefused(await add(test, vault, ...ids), status, `BackupService.${code}`);
      assert.deepEqual(test.cloud.state().vaults, before);
    });
  }

  it("are at most 256", async () => {
    const resources = Array.from({ length: 256 }, (_, index) => ({
      id: `other-${index}`,
      name: "",
      sizeGb: 1,
      type: "OS::Nova::Server",
    }));
    const test = new TestCloud();
    test.cloud.update(({ vaults }) => (vaults[0]!.resources = resources));
    assertRefused(await add(test, fleetIds.vaultServers, fleetIds.web01), 400, "BackupService.6100");
  });

  it("are not taken out where they are not in", async () => {
    const test = new TestCloud();
    const taken = await takeOut(test, fleetIds.vaultTeam, fleetIds.team08, fleetIds.web01);
    assertRefused(taken, 400, "BackupService.6135");
    assert.deepEqual(await members(test, fleetIds.vaultTeam), [fleetIds.team08]);
  });

  it("lose their backups when they are taken out, and only they", async () => {
    const test = new TestCloud();
    await test.make();
    await test.make({ instance_id: fleetIds.db01, name: "db" });
    assert.equal((await takeOut(test, fleetIds.vaultServers, fleetIds.web01)).status, 200);
    test.pass(10);
    assert.deepEqual(
      (await test.backups()).map(({ resource_id }) => resource_id),
      [fleetIds.db01],
    );
    assert.equal((await test.images()).length, 2, "the image without its backup stays behind");
  });

  it("are not taken out while they are backed up", async () => {
    const test = new TestCloud();
    await test.begin();
    assertRefused(await takeOut(test, fleetIds.vaultServers, fleetIds.web01), 400, "BackupService.6125");
  });

  it("may be held by their images", async () => {
    const test = new TestCloud({ world: { backupsBehindImages: "refused" } });
    await test.make();
    assertRefused(await takeOut(test, fleetIds.vaultServers, fleetIds.web01), 400, "BackupService.6204");
  });
});
