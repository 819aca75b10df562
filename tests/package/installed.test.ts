import assert from "node:assert/strict";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { assertReadable } from "../engine/expectations";
import { checkout, type Answer } from "./commands";
import { InstalledProgram } from "./installedProgram";
import { installed, oldestPulumi, type Layout } from "./layout";

/** Each manager, kind of program, Node and Pulumi at least once. */
const layouts = [
  { manager: "npm", program: "commonJs", node: 20, pulumi: "newest" },
  { manager: "pnpm", program: "esm", node: 22, pulumi: "newest" },
  { manager: "npm", program: "typeScript", node: 20, pulumi: "oldest" },
] as const satisfies Layout[];

const [commonJs, , typeScript] = layouts;

function assertSucceeded({ succeeded, output }: Answer): void {
  assert.ok(succeeded, output);
  assertReadable(output);
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
  before(() => Promise.all(layouts.map(installed)));

  for (const layout of layouts) {
    const { manager, program: kind, node, pulumi } = layout;
    it(
      `makes and deletes an image: ${manager}, ${kind}, Node ${node}, ${pulumi} @pulumi/pulumi`,
      onProgram(layout, async (program) => {
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

        assertSucceeded(await program.pulumi("destroy", "--yes", "--skip-preview"));
        assert.deepEqual(program.images(), []);

        const usage = await program.run("node_modules/.bin/ecs-lifecycle-emulator", "--help");
        assert.match(usage, /--port N/, "the emulated cloud is a command of the package");
      }),
    );
  }

  it(
    "has types that stand by themselves, in a project as Pulumi makes one",
    onProgram(typeScript, async (program) => {
      const tsc = join(checkout, "node_modules/typescript/bin/tsc");
      // Without skipLibCheck and esModuleInterop: our declarations, and those behind them, are checked, too.
      const types = ["--typeRoots", join(checkout, "node_modules/@types"), "--types", "node"];
      await program.run("node", tsc, "--project", ".", "--noEmit", ...types);
    }),
  );

  it(
    "that destroy does not find loses nothing, and is asked for; once it is there again, destroy goes through",
    onProgram(commonJs, async (program) => {
      assertSucceeded(await program.pulumi("up", "--yes", "--skip-preview"));
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
      assert.match(begun.output, /Cannot find module '@pulumi\/pulumi\/cmd\/dynamic-provider'/);
      assert.equal(program.images().length, 1, "nothing was deleted");
      renameSync(elsewhere, packages);

      assertSucceeded(await program.pulumi("destroy", "--yes", "--skip-preview"));
      assert.deepEqual(program.images(), []);
    }),
  );
});
