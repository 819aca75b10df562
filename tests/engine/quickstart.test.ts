import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const checkout = resolve(__dirname, "../..");
const neededForIt = [
  ...["sdk", "provider", "testing", "emulator", "examples", "scripts", "dist"],
  ...["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "Pulumi.yaml"],
];

describe("npm run quickstart", () => {
  let folder: string;

  // A copy, because it makes its work folder anew, and a developer's own may be in use.
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "quick start "));
    for (const name of neededForIt) cpSync(join(checkout, name), join(folder, name), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function quickStart(...words: string[]) {
    return spawnSync(process.execPath, ["scripts/quickstart.mjs", ...words], {
      cwd: folder,
      encoding: "utf8",
    });
  }

  function run(...words: string[]): string {
    const answer = quickStart(...words);
    assert.equal(answer.status, 0, answer.stdout + answer.stderr);
    return answer.stdout;
  }

  /** A command in a shell that has read env.sh. */
  function inShell(command: string): void {
    const answer = spawnSync("sh", ["-c", `. .quickstart/env.sh && ${command}`], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(answer.status, 0, answer.stdout + answer.stderr);
  }

  it("shows a preview, live progress, outputs, the cloud, an up that changes nothing, and another OS", () => {
    const shown = run();
    const inOrder = [
      /FullEcsImage web-01 create/,
      /FullEcsImage web-01 creating .*\d+% .*\(emulated cloud\)/,
      /imageStatus +: "Normal"/,
      /2 created/,
      /private images\s+web-01 before the upgrade/,
      /2 unchanged/,
      /FullEcsImage before created/,
      /OsReplacement db-01 .*deletes system disk/,
      /OsReplacement db-01 created/,
      /diskBefore +\{.*22222222-0002-4000-8000-000000000001/,
      /diskNow +\{(?!.*22222222-0002-4000-8000-000000000001)/,
      /pulumi destroy/,
      /docs\/firstProgram\.md/,
    ];
    let rest = shown;
    for (const expected of inOrder) {
      const found = expected.exec(rest);
      assert.ok(found, `${String(expected)} is not in, or not at its place in:\n${shown}`);
      rest = rest.slice(found.index);
    }
  });

  it("removes nothing as long as a stack of somebody's own program is there", () => {
    mkdirSync(join(folder, "mine"));
    writeFileSync(join(folder, "mine", "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
    inShell("cd mine && pulumi stack init dev");
    const refused = quickStart("--clean");
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /stacks that the quick start did not make:\n {2}- mine\/dev\n\S/);
    const commands = [...refused.stderr.matchAll(/^ {2}(pulumi .*)$/gm)].map(([, command]) => command);
    inShell(`cd mine && ${commands.map((command) => `${command} --yes`).join(" && ")}`);
  });

  it("removes what it made", () => {
    run("--clean");
    assert.equal(existsSync(join(folder, ".quickstart")), false);
  });
});
