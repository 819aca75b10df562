import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
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

  function run(...words: string[]): string {
    const answer = spawnSync(process.execPath, ["scripts/quickstart.mjs", ...words], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(answer.status, 0, answer.stdout + answer.stderr);
    return answer.stdout;
  }

  it("shows a preview, live progress, outputs, the cloud, and an up that changes nothing", () => {
    const shown = run();
    const inOrder = [
      /FullEcsImage web-01 create/,
      /FullEcsImage web-01 creating .*\d+% .*\(emulated cloud\)/,
      /imageStatus +: "Normal"/,
      /2 created/,
      /private images\s+web-01 before the upgrade/,
      /2 unchanged/,
      /pulumi destroy/,
    ];
    let rest = shown;
    for (const expected of inOrder) {
      const found = expected.exec(rest);
      assert.ok(found, `${String(expected)} is not in, or not at its place in:\n${shown}`);
      rest = rest.slice(found.index);
    }
  });

  it("removes what it made", () => {
    run("--clean");
    assert.equal(existsSync(join(folder, ".quickstart")), false);
  });
});
