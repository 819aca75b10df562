import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const scripts = resolve(__dirname, "../../scripts");
const ownStacks = ["quickstart", "windows", "os-replacement"].map((project) => `${project}/emulated.json`);

describe("what the quick start removes", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quick-start-"));
    for (const name of ["quickstart.mjs", "quickstart", "setup.mjs", "setup", "engine"])
      cpSync(join(scripts, name), join(folder, "scripts", name), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As Pulumi leaves them in a folder that it keeps its state in. */
  function stateHas(...files: string[]) {
    for (const file of files) {
      const place = join(folder, ".quickstart/state/.pulumi/stacks", file);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, "{}");
    }
  }

  function run(...words: string[]) {
    const script = join(folder, "scripts/quickstart.mjs");
    return spawnSync(process.execPath, [script, ...words], { encoding: "utf8" });
  }

  function wasRemoved() {
    return !existsSync(join(folder, ".quickstart"));
  }

  it("is its own stacks, with what Pulumi keeps beside them and beside removed ones", () => {
    stateHas(...ownStacks, "quickstart/emulated.json.bak", "quickstart/emulated.json.attrs");
    stateHas("mine/removed.json.bak");
    const { status, stderr } = run("--clean");
    assert.equal(status, 0, stderr);
    assert.ok(wasRemoved());
  });

  it("may be nothing", () => {
    assert.equal(run("--clean").status, 0);
  });

  for (const { title, words } of [
    { title: "--clean", words: ["--clean"] },
    { title: "a second quick start", words: [] },
  ])
    it(`is not what somebody else made: ${title}`, () => {
      stateHas(...ownStacks, "mine/dev.json", "quickstart/another.json", "zipped/prod.json.gz");
      const { status, stdout, stderr } = run(...words);
      assert.equal(status, 1);
      assert.equal(stdout, "");
      assert.match(
        stderr,
        /stacks that the quick start did not make:\n {2}- mine\/dev\n {2}- quickstart\/another\n {2}- zipped\/prod\n/,
      );
      assert.match(stderr, /pulumi destroy --stack organization\/mine\/dev\n/);
      assert.match(stderr, /pulumi stack rm organization\/mine\/dev\n/);
      assert.match(stderr, /mv \.quickstart\/state <folder>/);
      for (const file of [...ownStacks, "mine/dev.json"])
        assert.ok(existsSync(join(folder, ".quickstart/state/.pulumi/stacks", file)), file);
    });
});
