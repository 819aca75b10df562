import assert from "node:assert/strict";
import { resolve } from "node:path";
import { ESLint } from "eslint";
import typescript from "typescript-eslint";

const checkout = resolve(__dirname, "../..");

interface Case {
  file: string;
  text: string;
  reason: string;
}

const forbidden: Case[] = [
  {
    file: "sdk/fullEcsImage.ts",
    text: 'import { run } from "../provider/host";',
    reason: "the shell holds no code of the provider",
  },
  {
    file: "sdk/fullEcsImage.ts",
    text: 'import { type Inputs, run } from "../provider/host";',
    reason: "one of the two is no type",
  },
  {
    file: "sdk/fullEcsImage.ts",
    text: 'export * from "../provider/host";',
    reason: "passing on is importing",
  },
  { file: "sdk/index.ts", text: 'import "../testing";', reason: "a program is not its own test" },
  {
    file: "testing/ecsLifecycleMocks.ts",
    text: 'import { connect } from "../provider/backends/connect";',
    reason: "a unit test reaches no cloud",
  },
  {
    file: "testing/ecsLifecycleMocks.ts",
    text: 'import { EmulatedOpenTelekomCloud } from "../emulator";',
    reason: "not even an emulated one",
  },
  { file: "sdk/fullEcsImage.ts", text: 'import "../emulator";', reason: "the shell knows no emulated cloud" },
  {
    file: "provider/lifecycle/create.ts",
    text: 'import { log } from "../host/log";',
    reason: "host imports lifecycle",
  },
  {
    file: "provider/lifecycle/create.ts",
    text: 'import { connect } from "../backends/connect";',
    reason: "the lifecycle is given its cloud",
  },
  {
    file: "provider/lookups/server.ts",
    text: 'import { connect } from "../backends/connect";',
    reason: "a lookup is given its cloud",
  },
  {
    file: "provider/lookups/server.ts",
    text: 'import { createLifecycle } from "../lifecycle";',
    reason: "a lookup has no life",
  },
  {
    file: "provider/resources/fullEcsImage/procedure.ts",
    text: 'import { create } from "../../lifecycle/create";',
    reason: "lifecycle imports resources",
  },
  {
    file: "provider/resources/fullEcsImage/procedure.ts",
    text: 'import { images } from "../../backends/openTelekomCloud/images";',
    reason: "a resource knows ports only",
  },
  {
    file: "provider/resources/fullEcsImage/procedure.ts",
    text: 'import type { images } from "../../backends/openTelekomCloud/images";',
    reason: "not even a backend's types",
  },
  {
    file: "provider/resources/fullEcsImage/procedure.ts",
    text: 'const emulator = require("../../../emulator");',
    reason: "require is importing",
  },
  {
    file: "provider/resources/fullEcsImage/procedure.ts",
    text: 'const emulator = import("../../../emulator");',
    reason: "import() is importing",
  },
  ...["transport", "ports", "constraints", "procedures"].flatMap((ground) =>
    ["resources/definition", "lifecycle/create", "host/index", "backends/openTelekomCloud/index"].map(
      (target) => ({
        file: `provider/${ground}/thing.ts`,
        text: `import { thing } from "../${target}";`,
        reason: `${ground} is below ${target}`,
      }),
    ),
  ),
  {
    file: "provider/backends/openTelekomCloud/images.ts",
    text: 'import { definition } from "../../resources/definition";',
    reason: "a backend knows ports and transport only",
  },
  {
    file: "provider/backends/openTelekomCloud/images.ts",
    text: 'import { images } from "../alibabaCloud/images";',
    reason: "backends do not know each other",
  },
  {
    file: "provider/backends/openTelekomCloud/images.ts",
    text: 'import { EmulatedOpenTelekomCloud } from "../../../emulator";',
    reason: "only connect.ts knows the emulated clouds",
  },
  {
    file: "provider/backends/profile.ts",
    text: 'import { EmulatedOpenTelekomCloud } from "../../emulator";',
    reason: "the same",
  },
  {
    file: "provider/backends/openTelekomCloud/images.ts",
    text: 'import { connect } from "../connect";',
    reason: "a backend does not know who picks it",
  },
  {
    file: "provider/host/index.ts",
    text: 'import { images } from "../backends/openTelekomCloud/images";',
    reason: "only connect.ts knows the backends",
  },
  {
    file: "emulator/ims.ts",
    text: 'import type { Image } from "../provider/ports/images";',
    reason: "the emulated cloud is a witness of its own",
  },
  { file: "emulator/ims.ts", text: 'import type { Args } from "../sdk";', reason: "the same" },
  {
    file: "emulator/ims.ts",
    text: 'import { host } from "pulumi-ecs-lifecycle/host";',
    reason: "by name is importing",
  },
  {
    file: "examples/quickstart/index.ts",
    text: 'import { FullEcsImage } from "../../sdk";',
    reason: "a user imports by name",
  },
];

const allowed: Case[] = [
  {
    file: "sdk/fullEcsImage.ts",
    text: 'import type { Inputs } from "../provider/resources/fullEcsImage/inputs";',
    reason: "types are gone at run time",
  },
  {
    file: "sdk/shell.ts",
    text: 'const host = require("pulumi-ecs-lifecycle/host");',
    reason: "that is how the shell reaches the host",
  },
  { file: "provider/host/index.ts", text: 'import "../lifecycle/create";', reason: "host imports lifecycle" },
  { file: "provider/host/index.ts", text: 'import "../backends/connect";', reason: "somebody has to" },
  {
    file: "provider/lifecycle/create.ts",
    text: 'import "../resources/definition";',
    reason: "lifecycle imports resources",
  },
  {
    file: "provider/resources/fullEcsImage/procedure.ts",
    text: 'import "../../procedures/run"; import "../../constraints/constraint"; import "../../ports/images";',
    reason: "that is what resources are written with",
  },
  {
    file: "provider/backends/openTelekomCloud/images.ts",
    text: 'import "../../ports/images"; import "../../transport/http"; import "./sign"; import "axios";',
    reason: "that is what backends are written with",
  },
  {
    file: "provider/backends/connect.ts",
    text: 'import "./openTelekomCloud"; import "../../emulator";',
    reason: "the one place that knows them all",
  },
  {
    file: "provider/backends/profile.ts",
    text: 'import { openTelekomCloudProfile } from "./openTelekomCloud/profile";',
    reason: "a profile is that of one of the backends",
  },
  { file: "emulator/ims.ts", text: 'import "./state"; import "node:fs";', reason: "its own files" },
  {
    file: "tests/engine/up.test.ts",
    text: 'import "../../provider/host"; import "../../emulator"; import "../../sdk";',
    reason: "tests look at everything",
  },
  {
    file: "examples/quickstart/index.ts",
    text: 'import { FullEcsImage } from "pulumi-ecs-lifecycle";',
    reason: "as a user writes it",
  },
];

describe("import directions", () => {
  let eslint: ESLint;

  before(async () => {
    // The rule alone, on texts that are in no file: the typed rules would ask the compiler about them.
    const { importDirections } = await import("../../scripts/lint/importDirections.mjs");
    eslint = new ESLint({
      cwd: checkout,
      overrideConfigFile: true,
      overrideConfig: {
        files: ["**/*.ts"],
        languageOptions: { parser: typescript.parser },
        plugins: { house: { rules: { "import-directions": importDirections } } },
        rules: { "house/import-directions": "error" },
      },
    });
  });

  async function reportsOn({ file, text }: Case): Promise<string[]> {
    const results = await eslint.lintText(text, { filePath: resolve(checkout, file) });
    return results.flatMap(({ messages }) => messages.map(({ message }) => message));
  }

  for (const one of forbidden) {
    it(`${one.file} must not: ${one.text} (${one.reason})`, async () => {
      const reports = await reportsOn(one);
      assert.equal(reports.length, 1);
      assert.match(reports[0] ?? "", /must not/);
    });
  }

  for (const one of allowed) {
    it(`${one.file} may: ${one.text} (${one.reason})`, async () => {
      assert.deepEqual(await reportsOn(one), []);
    });
  }

  it("is switched on in the project's configuration", async () => {
    const project = new ESLint({ cwd: checkout });
    for (const { file } of forbidden) {
      const config = (await project.calculateConfigForFile(resolve(checkout, file))) as {
        rules: Record<string, [number]>;
      };
      assert.equal(config.rules["house/import-directions"]?.[0], 2, file);
    }
  });
});
