import assert from "node:assert/strict";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { assertReadable } from "../engine/expectations";
import { checkout, type Answer } from "./commands";
import { InstalledProgram } from "./installedProgram";
import { installed, oldestPulumi, type Layout } from "./layout";

/** Each manager, kind of program, Node and Pulumi at least once; types depend on the versions of both. */
const commonJs = { manager: "npm", program: "commonJs", node: 20, pulumi: "newest" } satisfies Layout;
const esm = { manager: "pnpm", program: "esm", node: 22, pulumi: "newest" } satisfies Layout;
const typeScript: Layout[] = [
  { manager: "npm", program: "typeScript", node: 20, pulumi: "oldest" },
  { manager: "npm", program: "typeScript", node: 22, pulumi: "newest" },
];

const titleOf = ({ manager, program, node, pulumi }: Layout) =>
  `${manager}, ${program}, Node ${node}, ${pulumi} @pulumi/pulumi`;

function assertSucceeded({ succeeded, output }: Answer): void {
  assert.ok(succeeded, output);
  assertReadable(output);
}

/** Makes an image with the layout's Node and Pulumi. */
async function makeImage(program: InstalledProgram, { node, pulumi }: Layout): Promise<void> {
  const { version } = JSON.parse(
    readFileSync(join(program.folder, "node_modules/@pulumi/pulumi/package.json"), "utf8"),
  );
  assert.equal(version === oldestPulumi, pulumi === "oldest", version);

  assertSucceeded(await program.pulumi("up", "--yes", "--skip-preview"));
  const outputs = JSON.parse((await program.pulumi("stack", "output", "--json")).output);
  assert.match(outputs.node, new RegExp(`^v${node}\\.`));
  assert.deepEqual(
    program.images().map(({ id, status }) => [id, status]),
    [[outputs.imageId, "active"]],
  );
}

async function deleteImage(program: InstalledProgram): Promise<void> {
  assertSucceeded(await program.pulumi("destroy", "--yes", "--skip-preview"));
  assert.deepEqual(program.images(), []);
}

/** The emulated cloud is a command of the package: it starts, answers a call, and ends. */
async function tryEmulator(program: InstalledProgram): Promise<void> {
  const emulator = program.emulator("--port", "0");
  try {
    const { endpoints } = await emulator.account();
    assert.equal((await fetch(`${endpoints.iam}/`)).status, 300);
  } finally {
    assert.equal(await emulator.end("SIGTERM"), 0, emulator.errors);
  }
  assert.deepEqual([emulator.output.split("\n").length, emulator.errors], [2, ""]);
}

/** The body of a test with a program; what a failed one leaves is kept to be looked at. */
function onProgram(layout: Layout, test: (program: InstalledProgram) => Promise<void>): () => Promise<void> {
  return async () => {
    const program = await InstalledProgram.create(layout);
    try {
      await test(program);
    } catch (error) {
      if (error instanceof Error) error.message += `\n(program, state and emulated cloud: ${program.folder})`;
      throw error;
    }
    program.remove();
  };
}

describe("the installed package", () => {
  before(() => Promise.all([commonJs, esm, ...typeScript].map(installed)));

  // The one of CommonJS makes and deletes one further below.
  for (const layout of [esm, ...typeScript]) {
    it(
      `makes and deletes an image: ${titleOf(layout)}`,
      onProgram(layout, async (program) => {
        await makeImage(program, layout);
        await deleteImage(program);
        await tryEmulator(program);
      }),
    );
  }

  for (const layout of typeScript) {
    it(
      `has types that stand by themselves, in a project as Pulumi makes one: ${titleOf(layout)}`,
      onProgram(layout, async (program) => {
        const tsc = join(checkout, "node_modules/typescript/bin/tsc");
        // Without skipLibCheck and esModuleInterop: our declarations, and those behind them, are checked, too.
        const types = ["--typeRoots", join(checkout, "node_modules/@types"), "--types", "node"];
        await program.run("node", tsc, "--project", ".", "--noEmit", ...types);
      }),
    );
  }

  it(
    `that destroy does not find loses nothing, and is asked for; once it is there again, destroy goes through: ${titleOf(commonJs)}`,
    onProgram(commonJs, async (program) => {
      await makeImage(program, commonJs);
      const packages = join(program.folder, "node_modules");
      const elsewhere = join(program.folder, "elsewhere");

      renameSync(join(packages, "pulumi-ecs-lifecycle"), elsewhere);
      const { succeeded, output } = await program.pulumi("destroy", "--yes", "--skip-preview");
      assert.equal(succeeded, false);
      assertReadable(output);
      const advice = `Cannot find module 'pulumi-ecs-lifecycle/host' from ${program.folder}: run npm ci there`;
      assert.ok(output.includes(advice), output);
      assert.equal(program.images().length, 1, "nothing was deleted");
      renameSync(elsewhere, join(packages, "pulumi-ecs-lifecycle"));

      // Without @pulumi/pulumi nothing of ours runs: what is said then is Pulumi's.
      renameSync(packages, elsewhere);
      const begun = await program.pulumi("destroy", "--yes", "--skip-preview");
      assert.equal(begun.succeeded, false);
      for (const said of [
        "Cannot find module '@pulumi/pulumi/cmd/dynamic-provider'",
        "could not read plugin",
        "EOF",
      ]) {
        assert.ok(begun.output.includes(said), begun.output);
        // Where somebody looks who finds it on the screen.
        for (const page of ["README.md", "docs/interruptions.md"])
          assert.ok(readFileSync(join(checkout, page), "utf8").includes(said), `${page}: ${said}`);
      }
      assert.equal(program.images().length, 1, "nothing was deleted");
      renameSync(elsewhere, packages);

      await deleteImage(program);
      await tryEmulator(program);
    }),
  );
});
