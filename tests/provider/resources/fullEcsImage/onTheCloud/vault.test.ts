import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import { hiddenInputName, type Properties } from "../../../../../provider/lifecycle/hiddenInput";
import { errorOf, inputs, made, outputsOf, put, records, stageIn, type Stage } from "./stage";

const named = (stage: Stage, name: string) =>
  stage.cloud.state().vaults.filter((vault) => vault.name === name);
const ensured = { ...inputs, vault: { ensure: { name: "server-backups" } } };
const vaultIsMade = { method: "POST", path: "/vaults$" };

describe("a server backup vault that is made for a full-ECS image", () => {
  it("FEI-14 accepts that there is none: it is of protection type Backup, as large as the disks, and marked", async () => {
    const stage = stageIn();
    await stage.up(ensured);
    const [vault, ...more] = named(stage, "server-backups");
    assert.deepEqual(more, []);
    assert.ok(vault);
    assert.deepEqual([vault.objectType, vault.protectType, vault.sizeGb], ["server", "backup", 340]);
    assert.ok(vault.tags.some(({ key }) => key === "ecs-lifecycle"));
    assert.equal(made(stage.cloud.state())[0]?.source?.vaultId, vault.id);
    assert.deepEqual([outputsOf(stage)["vaultId"], outputsOf(stage)["vaultName"]], [vault.id, vault.name]);
  });

  it("FEI-14 accepts the size that is asked for, and uses the vault again for the next image", async () => {
    const stage = stageIn();
    await stage.up({ ...ensured, vault: { ensure: { name: "server-backups", size: 1000 } } });
    assert.equal(named(stage, "server-backups")[0]?.sizeGb, 1000);
    const { name: _name, ...unnamed } = ensured;
    await stage.up({ ...unnamed, triggers: ["again"] });
    assert.equal(named(stage, "server-backups").length, 1);
  });

  it("stays when the image is deleted", async () => {
    const stage = stageIn();
    await stage.up(ensured);
    await stage.destroy();
    assert.equal(named(stage, "server-backups").length, 1);
    assert.deepEqual([made(stage.cloud.state()), stage.cloud.state().backups], [[], []]);
  });

  it("goes with the image where that is asked for", async () => {
    const stage = stageIn();
    await stage.up({ ...ensured, deleteVaultWhenEmpty: true });
    await stage.destroy();
    const { backups } = stage.cloud.state();
    assert.deepEqual([named(stage, "server-backups"), backups, records(stage.cloud.state())], [[], [], []]);
    assert.deepEqual(
      stage.history.warnings.filter((text) => text.includes("stays")),
      [],
    );
  });

  it("never goes with a backup in it", async () => {
    const stage = stageIn();
    await stage.up({ ...ensured, deleteVaultWhenEmpty: true, keepBackup: true });
    await stage.destroy();
    assert.equal(named(stage, "server-backups").length, 1);
    assert.equal(stage.cloud.state().backups.length, 1);
    assert.match(stage.history.warnings.join("\n"), /stays: it holds 1 backup/);
  });

  it("never goes where somebody else has made it", async () => {
    const stage = stageIn();
    await stage.up({
      ...inputs,
      vault: { ensure: { name: "vault-servers" } },
      deleteVaultWhenEmpty: true,
    });
    await stage.destroy();
    assert.equal(named(stage, "vault-servers").length, 1);
    assert.match(stage.history.warnings.join("\n"), /stays: this provider has not made it/);
  });

  it("never goes with another server in it, whose backups would go", async () => {
    const stage = stageIn();
    await stage.up({ ...ensured, deleteVaultWhenEmpty: true });
    stage.cloud.update(({ vaults }) =>
      vaults
        .find(({ name }) => name === "server-backups")
        ?.resources.push({ id: fleetIds.db01, name: "db-01", sizeGb: 540, type: "OS::Nova::Server" }),
    );
    await stage.destroy();
    assert.deepEqual(
      named(stage, "server-backups")[0]?.resources.map(({ name }) => name),
      ["web-01", "db-01"],
    );
    assert.match(stage.history.warnings.join("\n"), new RegExp(`servers belong to it: ${fleetIds.db01}`));
  });

  for (const world of ["image visible while made, job ends before the backup", "effects show 5 s late"])
    for (const kind of ["lostAfter", "lostBefore"] as const)
      it(`is one where the answer was lost (${kind}): ${world}`, async () => {
        const stage = stageIn(world);
        put(stage, { id: "f", kind, match: vaultIsMade });
        await stage.upUntilUnchanged(ensured);
        assert.equal(named(stage, "server-backups").length, 1);
        assert.equal(made(stage.cloud.state()).length, 1);
      });

  it("is one for two resources that want it at the same time", async () => {
    const stage = stageIn("effects show 5 s late");
    const program = (urn: string, changes: Properties): Properties => ({
      ...ensured,
      ...changes,
      [hiddenInputName]: { urn, timeouts: {} },
    });
    await stage.command((_engine, lifecycle) =>
      Promise.all([
        lifecycle.create(program("urn:web", {})),
        lifecycle.create(program("urn:db", { server: "db-01", name: "db-01 full" })),
      ]),
    );
    assert.equal(named(stage, "server-backups").length, 1);
    assert.deepEqual(
      made(stage.cloud.state()).map(({ name }) => name),
      ["web-01 full", "db-01 full"],
    );
  });

  it("FEI-14 rejects one that the cloud refuses to make: told, and nothing is left", async () => {
    const stage = stageIn();
    const body = { error_code: "BackupService.9900", error_msg: "Invalid parameter" };
    put(stage, { id: "f", kind: "status", status: 400, body, match: vaultIsMade });
    const error = await errorOf(stage.up(ensured));
    assert.match(
      error.message,
      /refused to make the vault "server-backups" of 340 GB: .*BackupService\.9900/,
    );
    assert.deepEqual([records(stage.cloud.state()), made(stage.cloud.state())], [[], []]);
    assert.equal(stage.engine.state, undefined);
    assert.equal((await stage.up(ensured)).result, "created");
  });
});
