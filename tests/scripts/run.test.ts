import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const checkout = resolve(__dirname, "../..");

describe("a command of a checkout that has no dependencies yet", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "run-")));
    for (const path of ["scripts/run.mjs", "scripts/setup", "package.json", "package-lock.json"])
      cpSync(join(checkout, path), join(folder, path), { recursive: true });
    cpSync(join(checkout, "tsconfig.json"), join(folder, "tsconfig.json"));
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a program with an npm that does this instead of installing. */
  function run(npm: string, program: string, ...words: string[]) {
    writeFileSync(join(folder, "bin", "npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}` };
    const args = ["scripts/run.mjs", program, ...words];
    return spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
  }
  const installing = `echo noise; echo "npm $*" > npm.txt; ln -s '${join(checkout, "node_modules")}' node_modules`;

  it("installs them first, and prints nothing but what the program prints", () => {
    const program = 'const said: string = process.argv.slice(2).join(" ");\nconsole.log(said);\nexport {};\n';
    writeFileSync(join(folder, "program.ts"), program);
    const { status, stdout, stderr } = run(installing, "program.ts", "--port", "0");
    assert.deepEqual([status, stdout], [0, "--port 0\n"], stderr);
    assert.match(readFileSync(join(folder, "npm.txt"), "utf8"), /^npm ci /);
    assert.match(stderr, /installing the dependencies/);
  });

  it("runs a program of a dependency, too, and ends with its exit code", () => {
    const { status, stdout } = run(installing, "node_modules/typescript/bin/tsc", "--no-such-option");
    assert.equal(status, 1);
    assert.match(stdout, /no-such-option/);
  });

  it("says what is wrong where they cannot be installed, and starts nothing", () => {
    const { status, stdout, stderr } = run("echo 'npm error network'; exit 1", "program.ts");
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /installing the dependencies .* failed: npm ended with code 1\nnpm error network/);
  });

  it("is started by plain Node, whichever it is", () => {
    const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
    // These are for checkouts that are installed: an editor's, and npm's own.
    const { format: _format, prepack: _prepack, ...others } = scripts as Record<string, string>;
    for (const [name, command] of Object.entries(others))
      assert.match(command, /^(exec )?node scripts\/\w+\.mjs\b/, name);
  });
});
