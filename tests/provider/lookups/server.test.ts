import assert from "node:assert/strict";
import { diskOf, fleetIds, serverOf, vaultOf } from "../../../emulator";
import { account, fleet, Program, refusal } from "./program";

const nobody = "99999999-0000-4000-8000-000000000009";

/** What getServer says of web-01 of the default fleet. */
const web01 = {
  id: fleetIds.web01,
  name: "web-01",
  status: "Running",
  frozen: false,
  availabilityZone: "eu-de-01",
  osFamily: "Linux",
  disks: [
    { id: fleetIds.web01SystemDisk, role: "system", sizeGb: 40, type: "SSD" },
    { id: fleetIds.web01LogDisk, role: "data", sizeGb: 100, type: "SAS" },
    { id: fleetIds.web01DataDisk, role: "data", sizeGb: 200, type: "SATA" },
  ],
  account,
};

describe("getServer", () => {
  it("finds a server by its exact name, with all that is known of it", async () => {
    assert.deepEqual(await new Program().getServer({ name: "web-01" }), web01);
  });

  it("finds it by its ID, in capitals as well", async () => {
    assert.deepEqual(await new Program().getServer({ id: fleetIds.web01.toUpperCase() }), web01);
  });

  it("takes the name exactly, not as a part of one", async () => {
    const longer = serverOf({ id: nobody, name: "web-01-old" });
    const program = new Program({ fixture: { ...fleet, servers: [longer, ...fleet.servers] } });
    assert.equal((await program.getServer({ name: "web-01" })).id, fleetIds.web01);
    await refusal(program.getServer({ name: "web-0" }), "none of the 4 servers");
  });

  it("names the system disk first, wherever it is attached", async () => {
    const disks = [
      diskOf({ id: fleetIds.web01DataDisk, device: "/dev/vdb", bootIndex: -1 }),
      diskOf({ id: fleetIds.web01SystemDisk }),
    ];
    const servers = [serverOf({ id: fleetIds.web01, name: "web-01", disks })];
    const found = await new Program({ fixture: { servers, vaults: [] } }).getServer({ name: "web-01" });
    assert.deepEqual(
      found.disks.map(({ id, role }) => [id, role]),
      [
        [fleetIds.web01SystemDisk, "system"],
        [fleetIds.web01DataDisk, "data"],
      ],
    );
  });

  it("names the vault that the server belongs to, if it is one for backups of servers", async () => {
    const resources = [{ id: fleetIds.web01, name: "web-01", sizeGb: 340, type: "OS::Nova::Server" }];
    const ofWeb01 = { resources, name: "v" };
    const program = new Program({
      fixture: {
        ...fleet,
        vaults: [
          vaultOf({ id: fleetIds.vaultReplicas, ...ofWeb01, protectType: "replication" }),
          vaultOf({ id: fleetIds.vaultServers, ...ofWeb01 }),
        ],
      },
    });
    assert.deepEqual((await program.getServer({ name: "web-01" })).vault, {
      id: fleetIds.vaultServers,
      name: "v",
    });
    assert.equal((await program.getServer({ name: "db-01" })).vault, undefined);
  });

  for (const [facts, seen] of [
    [{ status: "ACTIVE" }, { status: "Running", frozen: false }],
    [{ status: "SHUTOFF" }, { status: "Stopped", frozen: false }],
    [{ status: "REBUILD" }, { status: "REBUILD", frozen: false }],
    [
      { status: "SHUTOFF", taskState: "powering-on" },
      { status: "Stopped", task: "powering-on", frozen: false },
    ],
    [{ frozen: true }, { status: "Running", frozen: true }],
  ] as const)
    it(`says ${JSON.stringify(seen)} of a server with ${JSON.stringify(facts)}`, async () => {
      const servers = [serverOf({ id: fleetIds.web01, name: "web-01", ...facts })];
      const found = await new Program({ fixture: { servers, vaults: [] } }).getServer({ name: "web-01" });
      const { status, task, frozen } = found;
      assert.deepEqual({ status, ...(task !== undefined && { task }), frozen }, seen);
    });

  it("says that there is none of this name, where it looked, and what is spelled alike", async () => {
    const text = await refusal(
      new Program().getServer({ name: "WEB-01" }),
      `getServer({ name: 'WEB-01' }): none of the 3 servers in region eu-de, project ${account.projectId} has`,
      `only "web-01"`,
      "expected: the exact name of a server",
      "remedy: Look the name up in the console, and check the profile's region and project.",
    );
    assert.doesNotMatch(text, /undefined|null/);
  });

  it("says that there is none with this ID, after asking for it by its ID", async () => {
    const program = new Program();
    await refusal(
      program.getServer({ id: nobody }),
      `there is no server with this ID in region eu-de`,
      nobody,
    );
    assert.ok(program.paths().includes(`GET ecs /v1/${account.projectId}/cloudservers/${nobody}`));
  });

  it("says the IDs where several have the name", async () => {
    const twin = serverOf({ id: nobody, name: "web-01" });
    const fixture = { ...fleet, servers: [...fleet.servers, twin] };
    await refusal(
      new Program({ fixture }).getServer({ name: "web-01" }),
      `2 servers are meant: ${fleetIds.web01} ("web-01"), ${nobody} ("web-01")`,
      "remedy: Give the ID",
    );
  });
});
