import assert from "node:assert/strict";
import { defaultFleet, fleetIds } from "../../emulator";
import { assertRefused, TestCloud } from "./testCloud";

describe("emulated vaults", () => {
  const names = async (test: TestCloud, query: string) =>
    (await test.call("cbr", "GET", `/v3/{pid}/vaults?${query}`)).body.vaults.map(
      ({ name }: { name: string }) => name,
    );

  it("are shown with GB and MB as CBR mixes them", async () => {
    const { body } = await new TestCloud().call("cbr", "GET", `/v3/{pid}/vaults/${fleetIds.vaultFull}`);
    const { billing } = body.vault;
    assert.deepEqual(
      [
        billing.status,
        billing.object_type,
        billing.protect_type,
        billing.size,
        billing.used,
        billing.allocated,
      ],
      ["available", "server", "backup", 100, 102400, 0],
    );
  });

  it("are found by what is asked for", async () => {
    const vaults = defaultFleet.vaults.slice(0, 3);
    const test = new TestCloud({ fixture: { ...defaultFleet, vaults } });
    await test.begin();
    for (const [query, expected] of [
      ["", ["vault-servers", "vault-full", "vault-replicas"]],
      ["protect_type=backup&object_type=server", ["vault-servers", "vault-full"]],
      ["name=vault-full", ["vault-full"]],
      [`id=${fleetIds.vaultFull}&id=${fleetIds.vaultReplicas}`, ["vault-full", "vault-replicas"]],
      [`resource_ids=${fleetIds.web01}`, ["vault-servers"]],
      [`resource_ids=${fleetIds.db01}`, []],
      ["limit=1&offset=1", ["vault-full"]],
      ["status=frozen", []],
      ["policy_id=1", []],
      ["enterprise_project_id=0&cloud_type=public", ["vault-servers", "vault-full", "vault-replicas"]],
      ["enterprise_project_id=all_granted_eps&name=vault-full", ["vault-full"]],
      ["enterprise_project_id=00000000-0000-4000-8000-000000000001", []],
      ["cloud_type=hybrid", []],
    ] as const) {
      assert.deepEqual(await names(test, query), expected, query);
    }
    for (const query of ["limit=0", "limit=", "offset="]) {
      assertRefused(await test.call("cbr", "GET", `/v3/{pid}/vaults?${query}`), 400, "BackupService.9900");
    }
    assertRefused(await test.call("cbr", "GET", "/v3/{pid}/vaults/none"), 404, "BackupService.6105");
  });
});

describe("emulated backups", () => {
  it("are found by what is asked for", async () => {
    const test = new TestCloud();
    await test.make();
    await test.begin({ name: "db", instance_id: fleetIds.db01 });
    const servers = async (query: string) =>
      (await test.backups(query)).map((backup) => backup.resource_name);
    const [db01, web01] = await test.backups();
    for (const query of [
      ...["start_time=2026-01-01%2000:00:00", "end_time=2026-01-01", "sort=toString"],
      ...["resource_id=nobody&start_time=soon", "start_time=2027-01-01T00:00:00Z&end_time=soon"],
    ]) {
      assertRefused(await test.call("cbr", "GET", `/v3/{pid}/backups?${query}`), 400, "BackupService.9900");
    }
    for (const [query, expected] of [
      ["", ["db-01", "web-01"]],
      [`resource_id=${fleetIds.web01}`, ["web-01"]],
      [`vault_id=${fleetIds.vaultServers}`, ["db-01", "web-01"]],
      [`vault_id=${fleetIds.vaultFull}`, []],
      [`id=${db01.id}`, ["db-01"]],
      [`name=${web01.name}`, ["web-01"]],
      ["status=available", ["web-01"]],
      ["status=waiting_protect", ["db-01"]],
      [`checkpoint_id=${web01.checkpoint_id}`, ["web-01"]],
      ["resource_type=OS::Nova::Server&limit=1", ["db-01"]],
      ["limit=1&offset=1", ["web-01"]],
      [`marker=${db01.id}`, ["web-01"]],
      ["enterprise_project_id=0&start_time=2026-03-01T12:00:01Z", ["db-01"]],
      ["enterprise_project_id=all_granted_eps&end_time=2026-03-01T12:00:01Z", ["web-01"]],
      ["enterprise_project_id=00000000-0000-4000-8000-000000000001", []],
    ] as const) {
      assert.deepEqual(await servers(query), expected, query);
    }
    const { body } = await test.call("cbr", "GET", `/v3/{pid}/backups/${web01.id}`);
    assert.deepEqual(body, { backup: web01 });
    assertRefused(await test.call("cbr", "GET", "/v3/{pid}/backups/none"), 404, "BackupService.6200");
  });

  it("are deleted when no image needs them, and not while they are made", async () => {
    const test = new TestCloud();
    const remove = async () => {
      const [{ id }] = await test.backups();
      return test.call("cbr", "DELETE", `/v3/{pid}/backups/${id}`);
    };
    const job = await test.begin();
    assertRefused(await remove(), 400, "BackupService.6203");
    test.pass(3600);
    assertRefused(await remove(), 400, "BackupService.6204");
    const { image_id: id } = (await test.job(job)).body.entities;
    await test.call("ims", "DELETE", `/v2/images/${id}`);
    assert.equal((await remove()).status, 204);
    assert.equal((await test.backups())[0].status, "deleting");
    assertRefused(await remove(), 400, "BackupService.6203");
    test.pass(10);
    assert.deepEqual(await test.backups(), []);
    assertRefused(await test.call("cbr", "DELETE", "/v3/{pid}/backups/none"), 404, "BackupService.6200");
  });

  it("have tasks that are found by what is asked for", async () => {
    const test = new TestCloud();
    await test.make();
    await test.begin({ name: "db", instance_id: fleetIds.db01 });
    for (const [query, expected] of [
      ["", 2],
      [`resource_id=${fleetIds.db01}`, 1],
      [`vault_id=${fleetIds.vaultServers}`, 2],
      ["operation_type=backup&status=success", 1],
      ["operation_type=delete", 0],
      ["status=waiting", 1],
      ["limit=1", 1],
      ["start_time=2026-03-01T12:00:00Z", 2],
      ["start_time=2026-03-01T12:00:01Z", 1],
      ["end_time=2026-03-01T11:59:59Z", 0],
      ["enterprise_project_id=0", 2],
      ["enterprise_project_id=00000000-0000-4000-8000-000000000001", 0],
      ["provider_id=0daac4c5-6707-4851-97ba-169e36266b66", 2],
      ["provider_id=another", 0],
    ] as const) {
      assert.equal((await test.operationLogs(query)).length, expected, query);
    }
    for (const query of ["vault_id=none&start_time=soon", "start_time=2027-01-01T00:00:00Z&end_time=soon"]) {
      const answered = await test.call("cbr", "GET", `/v3/{pid}/operation-logs?${query}`);
      assertRefused(answered, 400, "BackupService.9900");
    }
    const [log] = await test.operationLogs("limit=1");
    const { body } = await test.call("cbr", "GET", `/v3/{pid}/operation-logs/${log.id}`);
    assert.deepEqual(body, { operation_log: log });
  });
});
