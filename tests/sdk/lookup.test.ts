import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import {
  getFullEcsImage,
  getFullEcsImageOutput,
  getServer,
  getServerOutput,
  getVault,
} from "pulumi-ecs-lifecycle";
import { fleetIds } from "../../emulator";

/** A value as the program gets it in the end; undefined where it is not known. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}

async function messageOf(lookup: Promise<unknown>): Promise<string> {
  let message = "";
  await assert.rejects(lookup, (error: Error) => {
    // Pulumi shows the text of such an error without a stack.
    assert.ok(pulumi.RunError.isInstance(error));
    message = error.message;
    return true;
  });
  return message;
}

/** Without an engine Pulumi prints what it would show. */
function silencedConsole() {
  return mock.method(console, "log", (_line: unknown) => undefined);
}

/** A resource as `dependsOn` sees it, that is made when the test says so. */
function resourceToBeMade(): { resource: pulumi.Resource; make: () => void } {
  let make = (): void => undefined;
  const id = pulumi.output(
    new Promise<string>((resolve) => {
      make = () => resolve("id");
    }),
  );
  const resource = { __pulumiResource: true, __pulumiCustomResource: true, id };
  return { resource: resource as unknown as pulumi.Resource, make };
}

describe("lookups in a program's own process", () => {
  const folder = mkdtempSync(join(tmpdir(), "lookups-"));
  const stateFile = join(folder, "cloud.json");
  const otherStateFile = join(folder, "other.json");
  let printed: ReturnType<typeof silencedConsole>;

  before(async function () {
    // The first lookup loads the provider, and ts-node goes through its files.
    this.timeout(60_000);
    const emulatedCloud = (file: string) => ({ cloud: "openTelekomCloud", emulator: { stateFile: file } });
    const profiles = { emulated: emulatedCloud(stateFile), other: emulatedCloud(otherStateFile) };
    pulumi.runtime.setAllConfig({
      "ecs-lifecycle:profile": "emulated",
      "ecs-lifecycle:profiles": JSON.stringify(profiles),
    });
    printed = silencedConsole();
    await getServer({ name: "web-01", profile: "other" });
  });
  after(() => {
    printed.mock.restore();
    pulumi.runtime.setAllConfig({});
    rmSync(folder, { recursive: true });
  });

  function calls(file = stateFile): number {
    return existsSync(`${file}.calls`) ? readFileSync(`${file}.calls`, "utf8").trim().split("\n").length : 0;
  }

  it("find what the stack's configuration leads to, with one set of lists", async () => {
    const [server, vault] = await Promise.all([
      getServer({ name: "web-01" }),
      getVault({ name: "vault-servers" }),
    ]);
    assert.deepEqual([server.id, vault.id], [fleetIds.web01, fleetIds.vaultServers]);
    // Servers, disks, vaults.
    assert.equal(calls(), 3);
  });

  it("go to the profile that they are given", async () => {
    const [before, others] = [calls(), calls(otherStateFile)];
    assert.equal((await getVault({ name: "vault-full", profile: "other" })).id, fleetIds.vaultFull);
    assert.equal(calls(), before);
    // The lists of the first lookup.
    assert.equal(calls(otherStateFile), others);
    const text = await messageOf(getServer({ name: "web-01", profile: "third" }));
    assert.match(text, /"third".*only: emulated, other/s);
  });

  it("say that the cloud is emulated", () => {
    const lines = printed.mock.calls.map(({ arguments: [line] }) => String(line));
    assert.ok(lines.some((line) => line.includes("lookups are answered by an emulated cloud")));
  });

  it("are refused with a text that says everything", async () => {
    const text = await messageOf(getServer({ name: "no" }));
    assert.match(text, /^getServer\(\{ name: 'no' \}\): none of the \d+ servers in region eu-de, project /);
    assert.match(text, /\n {4}expected: .*\n {4}remedy: /);
  });

  it("as outputs take outputs, and are secret only where these are", async () => {
    const plain = getServerOutput({ name: pulumi.output("web-01") });
    assert.equal((await valueOf(plain)).id, fleetIds.web01);
    assert.equal(await pulumi.isSecret(plain), false);
    const secret = getServerOutput({ name: pulumi.secret("web-01") });
    assert.equal((await valueOf(secret)).id, fleetIds.web01);
    assert.equal(await pulumi.isSecret(secret), true);
  });

  it("do not print what was secret when they are refused", async () => {
    const tags = { "secret-key": pulumi.secret("secret-value") };
    const text = await messageOf(valueOf(getFullEcsImageOutput({ tags })));
    assert.match(text, /getFullEcsImage\(.*\[secret\].*\): none of the /);
    assert.doesNotMatch(text, /secret-value/);
    assert.match(await messageOf(valueOf(getServerOutput({ name: "plain-value" }))), /plain-value/);
  });

  it("look up nothing that is not known yet", async () => {
    const before = calls();
    const notKnown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
    const server = getServerOutput({ name: notKnown });
    assert.equal(await valueOf(server), undefined);
    assert.equal(calls(), before);
  });

  it("wait for what they depend on, also in a list and in a component", async () => {
    const first = resourceToBeMade();
    const second = resourceToBeMade();
    const component = {
      __pulumiResource: true,
      __pulumiComponentResource: true,
      urn: pulumi.output("urn"),
      __childResources: new Set([second.resource]),
    } as unknown as pulumi.Resource;
    const server = getServerOutput({ name: "web-01" }, { dependsOn: [first.resource, component] });
    let isFound = false;
    const found = valueOf(server).then(({ id }) => {
      isFound = true;
      return id;
    });
    first.make();
    // As long as a lookup takes that waits for nothing.
    await valueOf(getServerOutput({ name: "web-01" }));
    assert.equal(isFound, false);
    const before = calls();
    second.make();
    assert.equal(await found, fleetIds.web01);
    // Not from lists of before: they may be older than what was waited for.
    assert.equal(calls(), before + 3);
  });

  it("hold the program until they are done", async () => {
    let isDone = false;
    const noteDone = (): void => void (isDone = true);
    // Its lists are not there yet.
    void getFullEcsImage({ name: "no", profile: "other" }).catch(noteDone);
    await pulumi.runtime.disconnect();
    assert.ok(isDone);

    isDone = false;
    const { resource, make } = resourceToBeMade();
    void valueOf(getServerOutput({ name: "web-01" }, { dependsOn: resource })).then(noteDone);
    setImmediate(make);
    await pulumi.runtime.disconnect();
    assert.ok(isDone);
  });

  it("do not hold the program for what stays unknown, or fails", async () => {
    const notKnown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
    getServerOutput({ name: notKnown });
    void valueOf(getServerOutput({ name: "no" })).catch(() => undefined);
    void getServer({ name: "no" }).catch(() => undefined);
    await pulumi.runtime.disconnect();
  });
});

describe("the package's entry", () => {
  it("loads neither the provider nor what it is built on", () => {
    const entry = createRequire(__filename).resolve("pulumi-ecs-lifecycle");
    const script = `require(process.argv[1]); process.stdout.write(JSON.stringify(Object.keys(require.cache)));`;
    const loaded = JSON.parse(
      execFileSync(process.execPath, ["-e", script, entry], { encoding: "utf8" }),
    ) as string[];
    assert.ok(loaded.includes(entry));
    assert.deepEqual(
      loaded.filter((file) => /dist\/(provider|emulator)\/|node_modules\/(zod|axios|yaml)\//.test(file)),
      [],
    );
  });
});
