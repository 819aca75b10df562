import assert from "node:assert/strict";
import { checkout, run } from "./commands";

/** What a program of this text prints, as JSON. */
async function printedBy(kind: "commonjs" | "module", program: string): Promise<unknown> {
  return JSON.parse(await run("node", [`--input-type=${kind}`, "-e", program], { folder: checkout }));
}

/** Files of ours, and the libraries, that are loaded by this module. */
async function loadedBy(name: string): Promise<string[]> {
  const files = (await printedBy(
    "commonjs",
    `require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    require(${JSON.stringify(name)});
    console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));`,
  )) as string[];
  const folders = files.map((file) => /(?:dist|node_modules)\/([^/]+)/.exec(file)?.[1] ?? file);
  return [...new Set(folders)].sort();
}

describe("what is loaded", () => {
  it("by a program is the sdk alone", async () => {
    assert.deepEqual(await loadedBy("pulumi-ecs-lifecycle"), ["sdk"]);
  });

  it("by the engine's process is the provider: no emulated cloud, no mocks, as long as no profile asks for one", async () => {
    const loaded = await loadedBy("pulumi-ecs-lifecycle/host");
    assert.ok(loaded.includes("provider"));
    for (const folder of ["sdk", "testing", "emulator"]) assert.ok(!loaded.includes(folder), folder);
  });

  it("by a unit test has no way to a cloud", async () => {
    const loaded = await loadedBy("pulumi-ecs-lifecycle/testing");
    assert.ok(loaded.includes("testing"));
    for (const folder of ["sdk", "emulator", "axios"]) assert.ok(!loaded.includes(folder), folder);
  });

  it("has the same names in ESM", async () => {
    const names = await printedBy(
      "module",
      `import { FullEcsImage, getServer, getServerOutput, getVault, getVaultOutput } from "pulumi-ecs-lifecycle";
      import { getFullEcsImage, getFullEcsImageOutput } from "pulumi-ecs-lifecycle";
      import { ecsLifecycleMocks } from "pulumi-ecs-lifecycle/testing";
      const all = [FullEcsImage, getServer, getServerOutput, getVault, getVaultOutput];
      all.push(getFullEcsImage, getFullEcsImageOutput, ecsLifecycleMocks);
      console.log(JSON.stringify(all.map((one) => typeof one)));`,
    );
    assert.deepEqual(names, Array(8).fill("function"));
  });
});
