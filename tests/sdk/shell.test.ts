import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

const load = createRequire(__filename);
// What users have: the text is made of the compiled shell.
const { shell } = load("../../dist/sdk/shell.js") as typeof import("../../sdk/shell");

const kind = "FullEcsImage";

/** The text that Pulumi keeps in the state. */
async function serialized(): Promise<string> {
  const provider = shell(kind);
  return (await pulumi.runtime.serializeFunction(() => provider)).text;
}

/** What Pulumi's host does with the text, in a process of its own that begins in the program's folder. */
const asHost = `
  const { text, method, given } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const provider = require(process.argv[1])(text).handler();
  const answer = (what) => process.stdout.write(JSON.stringify(what));
  (async () => provider[method](...given))().then(
    (result) => answer({ result }),
    ({ message, stack }) => answer({ error: { message, stack } }),
  );
`;

/** A host that tells what it was asked for. */
const tellTale = `
  exports.lifecycle = (...asked) =>
    new Proxy({}, { get: (_, method) => (...given) => Promise.resolve({ asked, method, given }) });
`;

describe("the shell", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "shell-")));
  const packageFolder = join(folder, "node_modules", "pulumi-ecs-lifecycle");
  after(() => rmSync(folder, { recursive: true }));

  /** Installs a package whose host is this. */
  function install(host: string): void {
    mkdirSync(packageFolder, { recursive: true });
    const exported = { name: "pulumi-ecs-lifecycle", exports: { "./host": "./host.js" } };
    writeFileSync(join(packageFolder, "package.json"), JSON.stringify(exported));
    writeFileSync(join(packageFolder, "host.js"), host);
  }

  async function call(method: string, ...given: unknown[]) {
    const input = JSON.stringify({ text: await serialized(), method, given });
    const script = ["-e", asHost, load.resolve("require-from-string")];
    const answer = execFileSync(process.execPath, script, { cwd: folder, input, encoding: "utf8" });
    return JSON.parse(answer);
  }

  it("has a text of at most 2500 bytes: it is twice in the state of every resource", async () => {
    const bytes = Buffer.byteLength(await serialized());
    assert.ok(bytes <= 2500, `${bytes} bytes`);
    assert.ok(bytes > 1000, `${bytes} bytes: is it the text at all?`);
  });

  it("captures nothing but the kind: no code of ours, no compiler's helpers", async () => {
    const text = await serialized();
    const captured = [...text.matchAll(/with\(\{ (.*?), this: undefined/g)].map((match) => match[1]);
    assert.deepEqual([...new Set(captured)].sort(), [
      "host: __f2",
      'kind: "FullEcsImage"',
      "provider: __provider",
    ]);
    assert.doesNotMatch(text, /__awaiter|zod|axios|\/\/|\/\*/);
  });

  for (const [method, ...given] of [
    ["configure", { config: {} }],
    ["check", { a: 1 }, { b: 2 }],
    ["diff", "id", { a: 1 }, { b: 2 }],
    ["create", { a: 1 }],
    ["read", "id", { a: 1 }],
    ["update", "id", { a: 1 }, { b: 2 }],
    ["delete", "id", { a: 1 }],
  ] as const)
    it(`loads the host by name from the program's folder, and hands everything on: ${method}`, async () => {
      install(tellTale);
      assert.deepEqual(await call(method, ...given), { result: { asked: [kind, 1], method, given } });
    });

  const whatToDo = "run npm ci there (is pulumi-ecs-lifecycle in its package.json?), and try again";

  it("says what to do where the package is missing, without a stack", async () => {
    rmSync(packageFolder, { recursive: true, force: true });
    const message = `Cannot find module 'pulumi-ecs-lifecycle/host' from ${folder}: ${whatToDo}`;
    assert.deepEqual(await call("create", {}), { error: { message, stack: "" } });
  });

  it("says so where something that the package needs is missing, and names it", async () => {
    install("require('zod');");
    const message = `Cannot find module 'zod' from ${folder}: ${whatToDo}`;
    assert.deepEqual(await call("create", {}), { error: { message, stack: "" } });
  });

  it("hides no other error of the package", async () => {
    install("throw new TypeError('a defect');");
    const { error } = await call("create", {});
    assert.equal(error.message, "a defect");
  });
});
