import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const findEngine = resolve(__dirname, "../../scripts/engine/find.mjs");
const program = `import(${JSON.stringify(findEngine)}).then((engine) => engine.findEngine()).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
})`;

/** What a fake pulumi of a version prints, as a shell script. */
const pulumi = (version: string) => `echo v${version}`;
const present = { "pulumi-language-nodejs": "", "pulumi-resource-pulumi-nodejs": "" };
const noNpm = { npm: "echo 'npm error network' >&2; exit 1" };

describe("finding an engine", () => {
  let folder: string;
  let engines: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-"));
    engines = join(folder, "home", ".cache", "pulumi-ecs-lifecycle", "engine");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A machine where only these commands are there, with an empty home. */
  function machine(commands: Record<string, string>) {
    const bin = join(folder, "bin");
    rmSync(bin, { recursive: true, force: true });
    writeCommands(bin, commands);
    return { HOME: join(folder, "home"), PATH: bin };
  }

  function writeCommands(bin: string, commands: Record<string, string>) {
    mkdirSync(bin, { recursive: true });
    for (const [name, text] of Object.entries(commands)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    }
  }

  function find(commands: Record<string, string>) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
      env: machine(commands),
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  it("takes the one on the PATH", () => {
    const { status, stdout } = find({ pulumi: pulumi("3.216.0"), ...present });
    assert.match(stdout, /Pulumi engine 3\.216\.0 \(on the PATH\)/);
    assert.equal(status, 0);
  });

  for (const { commands, said, reason } of [
    { commands: {}, said: /there is no pulumi/, reason: "nothing on the PATH" },
    {
      commands: { pulumi: pulumi("3.215.9"), ...present },
      said: /pulumi 3\.215\.9 is older than 3\.216\.0/,
      reason: "too old",
    },
    {
      commands: { pulumi: pulumi("3.300.0"), "pulumi-resource-pulumi-nodejs": "" },
      said: /without pulumi-language-nodejs/,
      reason: "no language host, for example the npm package's wrapper",
    },
    {
      commands: { pulumi: "exit 1", ...present },
      said: /pulumi version does not work/,
      reason: "broken",
    },
  ]) {
    it(`takes the kept one where the PATH has none that works: ${reason}`, () => {
      const kept = join(engines, "3.230.0", "bin");
      writeCommands(kept, { pulumi: pulumi("3.230.0"), ...present });
      assert.equal(find({ ...commands, ...noNpm }).stdout.trim(), `Pulumi engine 3.230.0 (${kept})`);

      rmSync(kept, { recursive: true });
      assert.match(find({ ...commands, ...noNpm }).stdout, said);
    });
  }

  it("keeps what the official npm package downloads, and asks for it once", () => {
    // The wrapper that the package consists of is run with the Node that runs the set-up.
    const wrapper = `const { mkdirSync, writeFileSync } = require("fs");
      const bin = process.env.PULUMI_HOME + "/versions/3.250.0/bin/";
      mkdirSync(bin, { recursive: true });
      for (const name of ["pulumi", ...${JSON.stringify(Object.keys(present))}])
        writeFileSync(bin + name, "", { mode: 0o755 });`;
    const npm = `/bin/mkdir -p node_modules/pulumi && /bin/cat > node_modules/pulumi/run.js <<'END'\n${wrapper}\nEND`;
    const kept = join(engines, "3.250.0", "bin");
    assert.match(find({ npm }).stdout, new RegExp(`Pulumi engine 3\\.250\\.0 \\(${kept}\\)`));
    assert.deepEqual(readdirSync(engines), ["3.250.0"]);
    assert.equal(find(noNpm).stdout.trim(), `Pulumi engine 3.250.0 (${kept})`);
  });

  it("says what to install where nothing works", () => {
    const { status, stderr } = find(noNpm);
    assert.equal(status, 1);
    assert.match(stderr, /on the PATH: there is no pulumi/);
    assert.match(stderr, /npm error network/);
    assert.match(stderr, /built with Go: there is no go on the PATH/);
    assert.match(stderr, /Install one of these/);
  });

  it("shows why Go failed", () => {
    const go = `[ "$1" = env ] && echo go1.26.0 && exit 0; echo "missing go.sum entry" >&2; exit 1`;
    assert.match(find({ ...noNpm, go }).stderr, /built with Go: .*\n.*missing go\.sum entry/);
    assert.deepEqual(readdirSync(engines), []);
  });

  it("refuses a Go that cannot fetch the one it needs", () => {
    assert.match(find({ ...noNpm, go: "echo go1.20.4" }).stderr, /go1\.20\.4 is older than go1\.21/);
  });

  it("leaves nothing half-made when it is killed, and clears up after it", () => {
    const go = `[ "$1" = env ] && echo go1.26.0 && exit 0; kill -9 $PPID`;
    assert.equal(find({ ...noNpm, go }).status, null);
    assert.match(readdirSync(engines).join(), /^\.making-\d+$/);

    find(noNpm);
    assert.deepEqual(readdirSync(engines), []);
  });
});

describe("the engine's environment", () => {
  it("takes nothing over from the user's own Pulumi", async () => {
    const { engineEnvironment } = await import("../../scripts/engine/environment.mjs");
    const folder = mkdtempSync(join(tmpdir(), "environment-"));
    const kept = join(folder, "pulumi-ecs-lifecycle", "engine", "3.230.0", "bin");
    mkdirSync(kept, { recursive: true });
    for (const name of ["pulumi", ...Object.keys(present)]) {
      writeFileSync(join(kept, name), "", { mode: 0o755 });
    }
    const before = process.env;
    process.env = {
      HOME: folder,
      XDG_CACHE_HOME: folder,
      PATH: "/theirs",
      PULUMI_ACCESS_TOKEN: "token",
      PULUMI_BACKEND_URL: "s3://theirs",
      PULUMI_STACK: "production",
    };
    try {
      assert.deepEqual(engineEnvironment(join(folder, "work")), {
        HOME: folder,
        XDG_CACHE_HOME: folder,
        PATH: `${kept}:/theirs`,
        PULUMI_HOME: join(folder, "work", "home"),
        PULUMI_BACKEND_URL: `file://${folder}/work/state`,
        PULUMI_CONFIG_PASSPHRASE: "playground",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      });
      assert.ok(existsSync(join(folder, "work", "state")));
    } finally {
      process.env = before;
      rmSync(folder, { recursive: true });
    }
  });
});
