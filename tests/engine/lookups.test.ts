import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertSucceeded } from "./expectations";
import { onStack, type TestStack } from "./testStack";

/** What a user would write: looks a server up, images it, and finds the image by its tag. */
const program = `
  import * as pulumi from "@pulumi/pulumi";
  import { FullEcsImage, getFullEcsImageOutput, getServer, getServerOutput } from "pulumi-ecs-lifecycle";

  class Fleet extends pulumi.ComponentResource {
    constructor(name, server) {
      super("tests:index:Fleet", name);
      this.image = new FullEcsImage(
        name,
        {
          server: server.id,
          vault: { name: "vault-servers" },
          guest: { osFamily: server.osFamily, diskGroups: false, database: false },
          tags: { role: "golden" },
        },
        { parent: this },
      );
      this.registerOutputs({});
    }
  }

  const server = await getServer({ name: "web-01" });
  const fleet = new Fleet("fleet", server);
  const golden = getFullEcsImageOutput({ tags: { role: "golden" } }, { dependsOn: fleet });
  export const seen = server.status;
  export const made = fleet.image.imageId;
  export const found = golden.imageId;
  export const hidden = getServerOutput({ name: pulumi.secret("win-01") }).osFamily;
`;

function write(stack: TestStack, text: string): void {
  writeFileSync(join(stack.folder, "index.js"), text);
}

/** What the engine prints of an output of the stack. */
function printed(output: string, name: string): string {
  return new RegExp(`^ *\\+? *${name} *: (.*)$`, "m").exec(output)?.[1] ?? `no ${name} in:\n${output}`;
}

describe("lookups on the real engine", () => {
  it(
    "look at preview, wait for what they depend on, and keep secrets",
    onStack({}, async (stack) => {
      write(stack, program);
      const preview = await stack.preview();
      assertSucceeded(preview);
      assert.equal(printed(preview.output, "seen"), '"Running"');
      assert.match(preview.output, /lookups are answered by an emulated cloud/);
      assert.deepEqual(
        stack.calls().filter(({ method }) => method !== "GET"),
        [],
        "and a preview changes nothing",
      );

      const up = await stack.up();
      assertSucceeded(up);
      const [image] = stack.images();
      assert.equal(printed(up.output, "made"), `"${image!.id}"`);
      assert.equal(printed(up.output, "found"), `"${image!.id}"`);
      assert.equal(printed(up.output, "hidden"), "[secret]");
    }),
  );

  for (const [form, lookup] of [
    ["promise", `await getServer({ name: "web-1" })`],
    ["output", `getServerOutput({ name: "web-1" })`],
  ])
    it(
      `are refused in the ${form} form with what to do, without a stack trace`,
      onStack({}, async (stack) => {
        write(
          stack,
          `import { getServer, getServerOutput } from "pulumi-ecs-lifecycle"; export const { id } = ${lookup};`,
        );
        const { succeeded, output } = await stack.preview();
        assert.equal(succeeded, false);
        assert.match(
          output,
          /^ *error: getServer\(\{ name: 'web-1' \}\): none of the \d+ servers in region eu-de/m,
        );
        assert.match(output, /remedy: Look the name up in the console/);
        assert.doesNotMatch(output, /unhandled exception|^ +at /m);
      }),
    );
});
