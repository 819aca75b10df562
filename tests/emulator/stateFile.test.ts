import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultFleet, emulatedAccount, EmulatedOpenTelekomCloud, fleetIds } from "../../emulator";
import type { EmulatorOptions } from "../../emulator";
import { FileLock } from "../../emulator/openTelekomCloud/store/fileLock";
import { SignedClient } from "./signedClient";

describe("the emulated cloud's state file", () => {
  let folder: string;
  let stateFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "emulated-cloud-"));
    stateFile = join(folder, "cloud.json");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = (options: EmulatorOptions = {}) => new EmulatedOpenTelekomCloud({ stateFile, ...options });
  const metadata = `/v1/{pid}/cloudservers/${fleetIds.web01}/metadata`;
  const write = (cloud: EmulatedOpenTelekomCloud, key: string) =>
    new SignedClient(cloud).call("ecs", "POST", metadata, { body: { metadata: { [key]: "x" } } });

  it("is shared by several instances, and survives them", async () => {
    const [one, other] = [open(), open()];
    await write(one, "a");
    await write(other, "b");
    assert.deepEqual(Object.keys(open().state().servers[0]!.metadata), ["a", "b"]);
    assert.deepEqual(other.state().servers[0]!.metadata, one.state().servers[0]!.metadata);
  });

  it("does not make several folders", () => {
    stateFile = join(folder, "missing", "deep", "cloud.json");
    assert.throws(
      () => open(),
      /cannot make the folder .*deep: .*missing does not exist.*Make the folder first/,
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it("makes its folder, and is readable JSON", () => {
    stateFile = join(folder, "deep", "cloud.json");
    open();
    assert.equal(JSON.parse(readFileSync(stateFile, "utf8")).servers.length, defaultFleet.servers.length);
  });

  it("of another form is not used", () => {
    const state = open().state();
    writeFileSync(stateFile, JSON.stringify({ ...state, version: 1 }));
    assert.throws(() => open(), /its form is 1, and this emulator's is 3\. Remove the file/);
  });

  it("keeps its own fleet, world and speed", () => {
    open({ speed: 36, world: { jobEnds: "afterBackup" } });
    const again = open({ fixture: { ...defaultFleet, servers: [] } });
    assert.equal(again.speed, 36);
    assert.equal(again.state().servers.length, defaultFleet.servers.length);
    assert.equal(again.state().world.jobEnds, "afterBackup");
    const changed = open({ world: { duplicateImageNames: "allowed" } }).state().world;
    assert.deepEqual([changed.jobEnds, changed.duplicateImageNames], ["afterBackup", "allowed"]);
  });

  it("of before gains what its world does not know yet", () => {
    const state = open().state();
    Reflect.deleteProperty(state.world, "imageFromBackupSeconds");
    writeFileSync(stateFile, JSON.stringify({ ...state, world: { ...state.world, queueSeconds: 7 } }));
    const { world } = open().state();
    assert.deepEqual([world.imageFromBackupSeconds, world.queueSeconds], [6, 7]);
  });

  it("that is none is refused, and left alone", () => {
    for (const text of ["my notes", "[]", "null", '{"servers":[]}']) {
      writeFileSync(stateFile, text);
      assert.throws(() => open(), /holds no emulated cloud\. Name another file/);
      assert.equal(readFileSync(stateFile, "utf8"), text);
    }
  });

  it("leaves each of several servers its own addresses", async () => {
    const servers = [1000, 2000].map((first) => {
      const cloud = open();
      const addresses = Object.keys(emulatedAccount.endpoints).map(
        (name, index) => [name, `http://127.0.0.1:${first + index}`] as const,
      );
      cloud.moveTo(Object.fromEntries(addresses) as typeof emulatedAccount.endpoints);
      return { cloud, origins: addresses.map(([, address]) => address) };
    });
    for (const { cloud, origins } of servers) {
      const { body } = await new SignedClient(cloud).call("iam", "GET", "/v3/auth/catalog");
      const entries = body.catalog as { endpoints: { url: string }[] }[];
      const told = entries.flatMap(({ endpoints }) => endpoints.map(({ url }) => new URL(url).origin));
      assert.deepEqual([...new Set(told)].sort(), origins);
    }
    assert.deepEqual(open().account.endpoints, emulatedAccount.endpoints);
    assert.deepEqual(
      JSON.parse(readFileSync(stateFile, "utf8")).account.endpoints,
      emulatedAccount.endpoints,
    );
  });

  it("that is damaged is refused, and left alone", () => {
    const state = open().state();
    for (const [change, says] of [
      [{ images: null }, /is damaged, because "images" must be a list\. Remove the file/],
      [{ firedFaults: {} }, /"firedFaults" must be a list/],
      [{ world: null }, /"world" must be an object/],
    ] as const) {
      const text = JSON.stringify({ ...state, ...change });
      writeFileSync(stateFile, text);
      assert.throws(() => open(), says);
      assert.equal(readFileSync(stateFile, "utf8"), text);
    }
  });

  it("that has been emptied does not become a new cloud", async () => {
    const cloud = open();
    writeFileSync(stateFile, "");
    assert.throws(() => open(), /cloud\.json: it is empty\. Remove the file/);
    await assert.rejects(write(cloud, "a"), /it is empty/);
    assert.equal(readFileSync(stateFile, "utf8"), "");
  });

  it("goes on without a jump when the speed changes", () => {
    const slow = open({ speed: 1 });
    const hour = 3_600_000;
    const before = slow.now();
    const fast = open({ speed: 1000 });
    assert.equal(fast.speed, 1000);
    const after = fast.now();
    assert.ok(after >= before && after < before + hour, `${after - before} ms`);
    assert.equal(open().speed, 1000);
  });

  it("shows an image late to another process, too, in a world with a lag", async () => {
    let now = Date.UTC(2026, 2, 1);
    open({ now: () => now });
    const late = open({ now: () => now, world: { visibilityLagSeconds: 30 } });
    const list = async () =>
      (await new SignedClient(late).call("ims", "GET", "/v2/cloudimages?__imagetype=private")).body.images
        .length;
    assert.equal(await list(), 0);
    const body = { name: "n", instance_id: fleetIds.web01, vault_id: fleetIds.vaultServers };
    await new SignedClient(open({ now: () => now })).call(
      "ims",
      "POST",
      "/v1/cloudimages/wholeimages/action",
      { body },
    );
    assert.equal(await list(), 0);
    now += 30_000;
    assert.equal(await list(), 1);
  });

  it("carries faults to whoever makes the call, and tells that they fired", async () => {
    const [one, other] = [open(), open()];
    other.addFault({ id: "f", kind: "lostAfter", match: { path: "/metadata$" } });
    await assert.rejects(write(one, "a"), { code: "ECONNRESET" });
    assert.deepEqual(
      other.state().firedFaults.map(({ id }) => id),
      ["f"],
    );
    assert.deepEqual(Object.keys(other.state().servers[0]!.metadata), ["a"]);
  });

  it("has a list of all calls beside it", async () => {
    await write(open(), "a");
    await write(open(), "b");
    const lines = readFileSync(`${stateFile}.calls`, "utf8").trim().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)).map(({ service, method, status }) => [service, method, status]),
      [
        ["ecs", "POST", 200],
        ["ecs", "POST", 200],
      ],
    );
  });

  it("forgets the older half of the calls beyond 16 MB", async () => {
    const cloud = open();
    const line = JSON.stringify({ path: "x".repeat(1012) });
    writeFileSync(`${stateFile}.calls`, `${line}\n`.repeat(16 * 1024));
    await write(cloud, "a");
    const lines = readFileSync(`${stateFile}.calls`, "utf8").trim().split("\n");
    assert.ok(Math.abs(lines.length - 8 * 1024) < 100, String(lines.length));
    for (const kept of lines.slice(0, -1)) assert.equal(kept, line);
    assert.equal(JSON.parse(lines.at(-1) ?? "").method, "POST");
    assert.deepEqual(readdirSync(folder).sort(), ["cloud.json", "cloud.json.calls"]);
  });

  it("is not left locked, nor with drafts", async () => {
    await write(open(), "a");
    assert.deepEqual(readdirSync(folder).sort(), ["cloud.json", "cloud.json.calls"]);
  });

  it("loses no write of several processes", async function () {
    this.timeout(60_000);
    open();
    const [writers, keys] = [3, 100];
    const processes = Array.from({ length: writers }, (_, index) =>
      startWriter(stateFile, `w${index}`, keys),
    );
    for (const child of processes) assert.equal(await ended(child), 0);
    assert.equal(Object.keys(open().state().servers[0]!.metadata).length, writers * keys);
    assert.equal(readFileSync(`${stateFile}.calls`, "utf8").trim().split("\n").length, writers * keys);
  });

  it("is readable and free at once after a process is killed, and holds what that one was told", async function () {
    this.timeout(60_000);
    open();
    // Killed at another point of its work each, while the others go on.
    const victim = async (index: number) => {
      const child = startWriter(stateFile, `r${index}`, 1_000_000);
      let said = "";
      child.stdout?.on("data", (data: Buffer) => (said += data.toString()));
      while (said.split("\n").length < 10 + 17 * index) await once(child.stdout!, "data");
      child.kill("SIGKILL");
      await ended(child);

      const since = Date.now();
      const cloud = open();
      await write(cloud, `after.${index}`);
      assert.ok(Date.now() - since < 1000, "blocked");
      const kept = cloud.state().servers[0]!.metadata;
      const confirmed = said.split("\n").slice(0, -1);
      for (const key of confirmed) assert.ok(`r${index}.${key}` in kept, `lost ${key}`);
    };
    await Promise.all([0, 1, 2, 3].map(victim));
  });
});

describe("the state file's lock", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "emulated-lock-"));
    path = join(folder, "lock");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const holder = (facts: object) => JSON.stringify({ pid: 999_999_999, nonce: "aaaaaaaaaaaaaaaa", ...facts });

  it("is held by one at a time", () => {
    const [one, other] = [new FileLock(path), new FileLock(path)];
    assert.ok(one.tryTake());
    assert.ok(!other.tryTake());
    one.release();
    assert.ok(other.tryTake());
  });

  it("is taken from the dead", () => {
    writeFileSync(path, holder({}));
    writeFileSync(`${path}.draft-999999999-1`, "");
    const lock = new FileLock(path);
    assert.ok(lock.tryTake());
    assert.ok(!new FileLock(path).tryTake());
    lock.release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("that does not name its holder is refused with its name", () => {
    for (const text of ["", "null", "{}", '{"pid":']) {
      writeFileSync(path, text);
      assert.throws(
        () => new FileLock(path).tryTake(),
        ({ message }: Error) =>
          message.includes(`${path}: it does not name its holder`) && /Remove it/.test(message),
        text,
      );
    }
  });

  it("is taken from one whose number another process has now", function () {
    if (!existsSync("/proc/self/stat")) this.skip();
    writeFileSync(path, holder({ pid: process.pid, startTime: "1" }));
    assert.ok(new FileLock(path).tryTake());
  });

  it("is not taken by two: who died taking it over is taken over, too", () => {
    writeFileSync(path, holder({}));
    writeFileSync(`${path}.aaaaaaaaaaaaaaaa`, holder({ nonce: "bbbbbbbbbbbbbbbb" }));
    assert.ok(new FileLock(path).tryTake());
  });

  it("is left to a living process that is taking it over", () => {
    writeFileSync(path, holder({}));
    writeFileSync(`${path}.aaaaaaaaaaaaaaaa`, holder({ pid: process.pid, nonce: "bbbbbbbbbbbbbbbb" }));
    assert.ok(!new FileLock(path).tryTake());
  });
});

function startWriter(stateFile: string, name: string, keys: number): ChildProcess {
  const script = join(__dirname, "processes", "writeMetadata.ts");
  const node = ["--require", "ts-node/register", script, stateFile, name, String(keys)];
  return spawn(process.execPath, node, {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: join(__dirname, "..", ".."),
  });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}
