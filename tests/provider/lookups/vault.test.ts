import assert from "node:assert/strict";
import { fleetIds, vaultOf } from "../../../emulator";
import { account, fleet, Program, refusal } from "./program";

const nobody = "99999999-0000-4000-8000-000000000009";

function cloudWithVault(facts: Partial<ReturnType<typeof vaultOf>>): Program {
  const vaults = [vaultOf({ id: fleetIds.vaultServers, name: "v", ...facts })];
  return new Program({ fixture: { ...fleet, vaults } });
}

describe("getVault", () => {
  it("finds a vault by its name, with its room and its servers", async () => {
    const of = (id: string) => ({ id, name: "", sizeGb: 40, type: "OS::Nova::Server" });
    const resources = [of(fleetIds.web01), of(nobody)];
    const program = cloudWithVault({ sizeGb: 500, usedMb: 120 * 1024, resources });
    assert.deepEqual(await program.getVault({ name: "v" }), {
      id: fleetIds.vaultServers,
      name: "v",
      type: "object type server, protection type backup",
      forServerBackups: true,
      status: "available",
      usable: true,
      sizeGb: 500,
      usedGb: 120,
      freeGb: 380,
      servers: [{ id: fleetIds.web01, name: "web-01" }, { id: nobody }],
      account,
    });
  });

  it("finds it by its ID", async () => {
    assert.equal((await new Program().getVault({ id: fleetIds.vaultServers })).name, "vault-servers");
  });

  it("says of a vault of another kind what it is for", async () => {
    const { type, forServerBackups } = await new Program().getVault({ name: "vault-replicas" });
    assert.deepEqual(
      { type, forServerBackups },
      { type: "object type server, protection type replication", forServerBackups: false },
    );
  });

  it("says that nothing is left where more than its size is in use", async () => {
    const { freeGb } = await cloudWithVault({ sizeGb: 100, usedMb: 101 * 1024 }).getVault({ name: "v" });
    assert.equal(freeGb, 0);
  });

  for (const [status, usable] of [
    ["available", true],
    ["lock", true],
    ["frozen", false],
    ["error", false],
  ] as const)
    it(`says that a vault in status ${status} is ${usable ? "" : "not "}usable`, async () => {
      const found = await cloudWithVault({ status }).getVault({ name: "v" });
      assert.deepEqual({ status: found.status, usable: found.usable }, { status, usable });
    });

  it("says that there is none, or which ones there are", async () => {
    const twin = vaultOf({ id: nobody, name: "vault-servers" });
    const program = new Program({ fixture: { ...fleet, vaults: [...fleet.vaults, twin] } });
    await refusal(program.getVault({ name: "backups" }), "none of the 4 vaults in region eu-de", "remedy: ");
    await refusal(program.getVault({ id: fleetIds.web01 }), "there is no vault with this ID");
    await refusal(program.getVault({ name: "vault-servers" }), fleetIds.vaultServers, nobody, "Give the ID");
  });
});
