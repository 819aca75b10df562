import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulatedAccount, EmulatedOpenTelekomCloud, fleetIds } from "../../emulator";
import { runCommand } from "../../emulator/server/command";
import { EmulatorProcess } from "./emulatorProcess";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("the emulator's command", function () {
  this.timeout(60_000);
  let folder: string;
  const processes: EmulatorProcess[] = [];
  const start = (...args: string[]) => {
    const emulator = EmulatorProcess.ofSources(...args);
    processes.push(emulator);
    return emulator;
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "emulator-command-"))));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((emulator) => emulator.end("SIGKILL")));
    rmSync(folder, { recursive: true, force: true });
  });
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it("prints one line of JSON: the account and its addresses, and nothing else", async () => {
    const emulator = start("--port", "0");
    const account = await emulator.account();
    const { userId: _userId, endpoints: _endpoints, ...rest } = emulatedAccount;
    const { endpoints, ...said } = account;
    assert.deepEqual(said, rest);
    assert.deepEqual(Object.keys(endpoints), ["iam", "ims", "ecs", "evs", "cbr", "kms"]);
    for (const address of Object.values(endpoints)) assert.match(address, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await fetch(`${endpoints.iam}/`)).status, 300);
    assert.equal(await emulator.end("SIGINT"), 0);
    assert.deepEqual([emulator.output.trim().split("\n").length, emulator.errors], [1, ""]);
  });

  it("gives the services ports in a row", async () => {
    const first = await freeRow();
    const { output } = await run("--port", String(first));
    const endpoints: Record<string, string> = JSON.parse(output).openTelekomCloud.endpoints;
    const ports = Object.values(endpoints).map((address) => Number(new URL(address).port));
    assert.deepEqual(
      ports,
      [0, 1, 2, 3, 4, 5].map((index) => first + index),
    );
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends cleanly with ${signal}, its state written, even where a call hangs`, async () => {
      const stateFile = join(folder, "cloud.json");
      new EmulatedOpenTelekomCloud({ stateFile }).addFault({ id: "h", kind: "hangBefore", match: {} });
      const emulator = start("--port", "0", "--state", stateFile);
      const { endpoints } = await emulator.account();
      const hung = fetch(`${endpoints.iam}/`).catch((error: unknown) => (error as Error).name);
      while (new EmulatedOpenTelekomCloud({ stateFile }).state().firedFaults.length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.equal(await emulator.end(signal), 0);
      assert.equal(await hung, "TypeError");
      const [fired] = JSON.parse(readFileSync(stateFile, "utf8")).firedFaults;
      assert.equal(fired.id, "h");
      await assert.rejects(fetch(`${endpoints.iam}/`));
    });
  }

  it("begins with a fixture: what is not said there is usual", async () => {
    const server = { id: "s-1", name: "mine", status: "SHUTOFF", disks: [{ id: "d-1", sizeGb: 7 }] };
    const fixture = {
      servers: [server],
      vaults: [{ id: "v-1", name: "vault" }],
      world: { jobEnds: "afterBackup" },
    };
    const stateFile = join(folder, "cloud.json");
    const fixtureFile = file("fixture.json", JSON.stringify(fixture));
    const told = await run("--port", "0", "--state", stateFile, "--speed", "60", "--fixture", fixtureFile);
    assert.equal(told.code, 0, told.errors);
    const { servers, vaults, world, clock } = new EmulatedOpenTelekomCloud({ stateFile }).state();
    assert.deepEqual(
      servers.map(({ name, status, osType, disks }) => [
        name,
        status,
        osType,
        disks[0]!.sizeGb,
        disks[0]!.bootIndex,
      ]),
      [["mine", "SHUTOFF", "Linux", 7, 0]],
    );
    assert.deepEqual([vaults[0]!.protectType, vaults[0]!.sizeGb], ["backup", 2000]);
    assert.deepEqual([world.jobEnds, world.queueSeconds, clock.speed], ["afterBackup", 5, 60]);
  });

  it("takes images, backups, key pairs, keys and agencies from a fixture", async () => {
    const child = {
      id: "c-1",
      diskId: "d-1",
      sizeGb: 40,
      bootable: true,
      encrypted: false,
      snapshotId: "n-1",
    };
    const keyId = "ca11ab1e-0009-4000-8000-000000000009";
    const fixture = {
      servers: [{ id: "s-1", name: "mine", disks: [{ id: "d-1", encrypted: true, cmkId: keyId }] }],
      vaults: [{ id: "v-1", name: "vault" }],
      images: [
        { id: "i-1", name: "whole", imageType: "private", wholeImage: true, backupId: "b-1" },
        {
          id: "i-2",
          name: "theirs",
          imageType: "shared",
          sharing: { ownerProjectId: "p-2", memberStatus: "pending" },
        },
        { id: "i-3", name: "public" },
      ],
      backups: [{ id: "b-1", vaultId: "v-1", serverId: "s-1", imageIds: ["i-1"], children: [child] }],
      keyPairs: [{ name: "mine" }, { name: "theirs", userId: "u-2" }],
      kmsKeys: [{ id: keyId, alias: "k", state: "4" }],
      agencies: [{ id: "a-1", name: "EVSAccessKMS" }],
      mayListAgencies: false,
      diskQuota: { types: { SSD: { volumes: 3, gigabytes: -1 } } },
    };
    const stateFile = join(folder, "cloud.json");
    const fixtureFile = file("fixture.json", JSON.stringify(fixture));
    const told = await run("--port", "0", "--state", stateFile, "--fixture", fixtureFile);
    assert.equal(told.code, 0, told.errors);
    const state = new EmulatedOpenTelekomCloud({ stateFile }).state();
    assert.deepEqual(
      state.images.map(({ name, status, sharing, protected: isProtected }) => [
        name,
        status,
        sharing?.memberStatus,
        isProtected,
      ]),
      [
        ["whole", "active", undefined, false],
        ["theirs", "active", "pending", false],
        ["public", "active", undefined, true],
      ],
    );
    assert.deepEqual([state.backups[0]!.status, state.backups[0]!.sizeGb], ["available", 40]);
    assert.deepEqual(
      state.keyPairs.map(({ userId }) => userId),
      [emulatedAccount.userId, "u-2"],
    );
    assert.deepEqual([state.servers[0]!.disks[0]!.cmkId, state.kmsKeys[0]!.state], [keyId, "4"]);
    assert.deepEqual([state.agencies[0]!.expiresAt, state.mayListAgencies], [null, false]);
    assert.deepEqual(state.diskQuota.types, { SSD: { volumes: 3, gigabytes: -1 } });
  });

  for (const asked of ["--help", "-h"])
    it(`shows its options, and ends: ${asked}`, async () => {
      const { code, output } = await run(asked);
      assert.equal(code, 0);
      for (const option of ["--port", "--state", "--speed", "--fixture", "-h", "--version"])
        assert.ok(output.includes(option), option);
      assert.match(output, /^Usage: ecs-lifecycle-emulator \[/m);
      assert.match(output, /npm run -s emulator -- \[/);
      assert.match(output, /emulator\/README\.md, "As a server"/);
    });

  it("says its version, and ends", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
    assert.deepEqual(await run("--version"), { code: 0, output: `${version}\n`, errors: "" });
  });

  it("begins with a fixture of servers alone, whose disks have IDs of their own", async () => {
    const ids = ["s-1", "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000001"];
    const servers = ids.map((id) => ({ id, name: id }));
    const stateFile = join(folder, "cloud.json");
    const args = ["--port", "0", "--state", stateFile, "--fixture", file("f", JSON.stringify({ servers }))];
    const told = await run(...args);
    assert.equal(told.code, 0, told.errors);
    const { servers: made, vaults } = new EmulatedOpenTelekomCloud({ stateFile }).state();
    const all = made.flatMap(({ id, disks, addresses }) => [id, disks[0]!.id, addresses[0]!.portId]);
    assert.deepEqual([vaults, new Set(all).size], [[], 9]);
    for (const { disks } of made) assert.match(disks[0]!.id, uuid);
  });

  it("takes the fixture that the README shows, in which every ID is a UUID", async () => {
    const readme = readFileSync(join(__dirname, "..", "..", "emulator", "README.md"), "utf8");
    const [, shown = ""] = /```json\n(.*?)```/s.exec(readme) ?? [];
    const ids = [...shown.matchAll(/"id": "(.*?)"/g)].map(([, id = ""]) => id);
    assert.ok(ids.length >= 3);
    for (const id of ids) assert.match(id, uuid);
    const told = await run("--port", "0", "--fixture", file("f", shown));
    assert.equal(told.code, 0, told.errors);
  });

  it("takes a shared disk of several servers", async () => {
    const fixture = JSON.stringify({ servers: serversWith({ shared: true }, { shared: true }) });
    const told = await run("--port", "0", "--fixture", file("f", fixture));
    assert.equal(told.code, 0, told.errors);
  });

  it("says which port is in use", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = taken.address() as AddressInfo;
      const { code, errors } = await run("--port", String(Math.min(port, 65_530)));
      assert.equal(code, 1);
      assert.match(errors, new RegExp(`^ecs-lifecycle-emulator: port \\d+ is in use: .*--port.*\n$`));
    } finally {
      taken.close();
    }
  });

  /** A server for each, with a disk of the same ID. */
  const serversWith = (...disks: object[]) =>
    disks.map((disk, index) => ({ id: `s-${index}`, name: "a", disks: [{ id: "d-1", ...disk }] }));
  const disksTwice: { what: string; servers: object[]; path: RegExp }[] = [
    {
      what: "of two servers",
      servers: serversWith({}, {}),
      path: /servers\.1\.disks\.0\.id: servers\.0\.disks\.0\.id has this ID, too.*it is "d-1"/,
    },
    {
      what: "that only one of its servers calls shared",
      servers: serversWith({ shared: true }, {}),
      path: /servers\.1\.disks\.0\.id: servers\.0\.disks\.0\.id .*"shared": true/,
    },
    {
      what: "that is twice in one server",
      servers: [{ id: "s", name: "a", disks: [1, 2].map(() => ({ id: "d-1", shared: true })) }],
      path: /servers\.0\.disks\.1\.id: servers\.0\.disks\.0\.id/,
    },
  ];
  const resource = { id: "s-9", name: "a", sizeGb: 40, type: "OS::Nova::Server" };
  const [aServer, aVault] = [
    { id: "s-1", name: "a" },
    { id: "v-1", name: "a" },
  ];
  const lies: { what: string; fixture: object; says: RegExp }[] = [
    {
      what: "a time that no date has",
      fixture: { servers: [{ ...aServer, createdAt: 1e300 }] },
      says: /servers\.0\.createdAt: .*it is 1e\+300/,
    },
    {
      what: "a time before 1970",
      fixture: { vaults: [{ ...aVault, createdAt: -1 }] },
      says: /vaults\.0\.createdAt: .*it is -1/,
    },
    {
      what: "a duration that never ends",
      fixture: { world: { queueSeconds: 1e300 } },
      says: /world\.queueSeconds: .*it is 1e\+300/,
    },
    {
      what: "an ID that no path can hold",
      fixture: { servers: [{ ...aServer, id: "a/b" }] },
      says: /servers\.0\.id: must begin with a letter or digit.*it is "a\/b"/,
    },
    {
      what: "a status that no server has",
      fixture: { servers: [{ ...aServer, status: "BOGUS" }] },
      says: /servers\.0\.status: .*"ACTIVE".*it is "BOGUS"/,
    },
    {
      what: "a vault of a server that is not there",
      fixture: { servers: [aServer], vaults: [{ ...aVault, resources: [resource] }] },
      says: /vaults\.0\.resources\.0\.id: names a server that is not in the fixture.*it is "s-9"/,
    },
    {
      what: "an image of a server that is not there",
      fixture: {
        vaults: [aVault],
        images: [{ id: "i-1", name: "a", source: { serverId: "s-9", vaultId: "v-1" } }],
      },
      says: /images\.0\.source\.serverId: names a server .*it is "s-9"/,
    },
    {
      what: "an image in a vault that is not there",
      fixture: {
        servers: [aServer],
        images: [{ id: "i-1", name: "a", source: { serverId: "s-1", vaultId: "v-9" } }],
      },
      says: /images\.0\.source\.vaultId: names a vault .*it is "v-9"/,
    },
    {
      what: "a backup in a vault that is not there",
      fixture: { backups: [{ id: "b-1", vaultId: "v-9", serverId: "s-9", children: [] }] },
      says: /backups\.0\.vaultId: names a vault .*it is "v-9"/,
    },
    {
      what: "a backup of an image that is not there",
      fixture: {
        vaults: [aVault],
        backups: [{ id: "b-1", vaultId: "v-1", serverId: "s-9", children: [], imageIds: ["i-9"] }],
      },
      says: /backups\.0\.imageIds\.0: names an image .*it is "i-9"/,
    },
    {
      what: "more in a vault than it can hold",
      fixture: { vaults: [{ ...aVault, sizeGb: 10, usedMb: 10_241 }] },
      says: /vaults\.0\.usedMb: must be at most 10240 .*it is 10241/,
    },
  ];
  const twice = { servers: [0, 1].map(() => ({ id: fleetIds.web01, name: "a" })), vaults: [] };
  const wrong: { what: string; args: () => string[]; code: number; says: RegExp[] }[] = [
    {
      what: "a port that is none",
      args: () => ["--port", "x"],
      code: 2,
      says: [/--port is "x"/, /0 to 65530/],
    },
    { what: "a port too high", args: () => ["--port", "65532"], code: 2, says: [/--port is "65532"/] },
    { what: "a speed of 0", args: () => ["--speed", "0"], code: 2, says: [/--speed is "0"/, /above 0/] },
    {
      what: "a speed too high",
      args: () => ["--speed", "1000001"],
      code: 2,
      says: [/--speed is "1000001"/, /up to 1000000/],
    },
    { what: "an empty file name", args: () => ["--state", ""], code: 2, says: [/--state is empty/] },
    { what: "an unknown option", args: () => ["--host", "x"], code: 2, says: [/--host/, /--help/] },
    {
      what: "an option without its value",
      args: () => ["--port", "--state", "x"],
      code: 2,
      says: [/'--port' argument is ambiguous\. Did you forget .*'--port=-XYZ'\. --help shows/],
    },
    { what: "a word", args: () => ["please"], code: 2, says: [/please/] },
    {
      what: "a fixture that is not there",
      args: () => ["--fixture", join(folder, "none.json")],
      code: 1,
      says: [/none\.json/, /ENOENT/, /--fixture/],
    },
    {
      what: "a fixture that is no JSON",
      args: () => ["--fixture", file("f", "{")],
      code: 1,
      says: [/no JSON/],
    },
    {
      what: "a fixture with a wrong value",
      args: () => ["--fixture", file("f", JSON.stringify({ servers: [{ id: "s", name: 1 }], vaults: [] }))],
      code: 1,
      says: [
        /servers\.0\.name/,
        /expected string/,
        /it is 1/,
        /section "As a server" of emulator\/README\.md/,
      ],
    },
    {
      what: "a fixture with an unknown property",
      args: () => ["--fixture", file("f", JSON.stringify({ servers: [], vaults: [], wrold: {} }))],
      code: 1,
      says: [/"wrold"/],
    },
    {
      what: "a fixture with a shared image that nobody shares",
      args: () => {
        const images = [{ id: "i", name: "n", imageType: "shared" }];
        return ["--fixture", file("f", JSON.stringify({ servers: [], vaults: [], images }))];
      },
      code: 1,
      says: [/images\.0/, /sharing/],
    },
    {
      what: "a fixture with a key whose id is none",
      args: () => {
        const kmsKeys = [{ id: "k", alias: "n" }];
        return ["--fixture", file("f", JSON.stringify({ servers: [], vaults: [], kmsKeys }))];
      },
      code: 1,
      says: [/kmsKeys\.0\.id/, /it is "k"/],
    },
    {
      what: "a fixture with an id twice",
      args: () => ["--fixture", file("f", JSON.stringify(twice))],
      code: 1,
      says: [/servers\.1\.id/, /twice/],
    },
    ...lies.map(({ what, fixture, says }) => ({
      what: `a fixture with ${what}`,
      args: () => ["--fixture", file("f", JSON.stringify({ servers: [], ...fixture }))],
      code: 1,
      says: [says],
    })),
    ...disksTwice.map(({ what, servers, path }) => ({
      what: `a fixture with a disk ${what}`,
      args: () => ["--fixture", file("f", JSON.stringify({ servers }))],
      code: 1,
      says: [path],
    })),
    {
      what: "a state file that holds something else",
      args: () => ["--state", file("notes.txt", "my notes")],
      code: 1,
      says: [/notes\.txt/, /holds no emulated cloud/, /another file/],
    },
    {
      what: "a state file of another form",
      args: () => ["--state", file("old.json", JSON.stringify({ version: 1 }))],
      code: 1,
      says: [/old\.json/, /form is 1/, /Remove the file/],
    },
    {
      what: "a state file that cannot be written",
      args: () => ["--state", join(file("plain", ""), "cloud.json")],
      code: 1,
      says: [/plain/, /--state/],
    },
  ];
  for (const { what, args, code, says } of wrong) {
    it(`refuses ${what} in one line, without a stack`, async () => {
      const told = await run("--port", "0", ...args());
      assert.deepEqual([told.code, told.output], [code, ""], told.errors);
      assert.match(told.errors, /^ecs-lifecycle-emulator: [^\n]+\n$/);
      for (const text of says) assert.match(told.errors, text);
    });
  }
});

/** The command in this process; where it serves, it is stopped at once. */
async function run(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const told = { output: "", errors: "" };
  const code = await runCommand(args, {
    print: (text) => (told.output += text),
    complain: (text) => (told.errors += text),
    stopped: async () => undefined,
  });
  return { code, ...told };
}

/** The first of six ports in a row that are free. */
async function freeRow(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 20_000);
    const servers = [0, 1, 2, 3, 4, 5].map(() => createServer());
    const free = await Promise.all(
      servers.map(
        (server, index) =>
          new Promise<boolean>((resolve) => {
            server.once("error", () => resolve(false));
            server.listen(first + index, "127.0.0.1", () => resolve(true));
          }),
      ),
    );
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    if (free.every(Boolean)) return first;
  }
}
