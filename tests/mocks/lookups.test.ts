import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  getFullEcsImage,
  getFullEcsImageOutput,
  getServer,
  getServerOutput,
  getVault,
  getVaultOutput,
} from "pulumi-ecs-lifecycle";

/** What the mocks were asked for, oldest first. */
const asked: pulumi.runtime.MockCallArgs[] = [];

/** Sets the mocks; they answer every lookup so. */
async function mock(answer: Record<string, unknown>, isPreview = false): Promise<void> {
  asked.length = 0;
  const call = (args: pulumi.runtime.MockCallArgs) => {
    asked.push(args);
    return answer;
  };
  const newResource = ({ name }: pulumi.runtime.MockResourceArgs) => ({ id: `${name}-id`, state: {} });
  await pulumi.runtime.setMocks({ call, newResource }, "project", "stack", isPreview);
}

/** A value as the program gets it in the end. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

const id = "11111111-0001-4000-8000-000000000001";

describe("lookups with Pulumi's mocks", () => {
  for (const [name, lookUp, args] of [
    ["getServer", () => getServer({ name: "web-01" }), { name: "web-01" }],
    ["getVault", () => getVault({ id, profile: "other" }), { id, profile: "other" }],
    [
      "getFullEcsImage",
      () => getFullEcsImage({ tags: { role: "golden" }, mostRecent: true }),
      { tags: { role: "golden" }, mostRecent: true },
    ],
  ] as const)
    it(`ask them for ecs-lifecycle:index:${name}, and no cloud: there is no account configured`, async () => {
      await mock({ id: "from the mocks", disks: [{ sizeGb: 40 }] });
      assert.deepEqual(await lookUp(), { id: "from the mocks", disks: [{ sizeGb: 40 }] });
      assert.deepEqual(asked, [{ token: `ecs-lifecycle:index:${name}`, inputs: args, provider: "" }]);
    });

  const outputForms: [string, (text: pulumi.Input<string>) => pulumi.Output<unknown>, object][] = [
    ["getServer", (text) => getServerOutput({ name: text }), { name: "x" }],
    ["getVault", (text) => getVaultOutput({ id: text }), { id: "x" }],
    ["getFullEcsImage", (text) => getFullEcsImageOutput({ tags: { role: text } }), { tags: { role: "x" } }],
  ];
  for (const [name, lookUp, args] of outputForms)
    it(`as ${name}Output take outputs, and keep secrets`, async () => {
      await mock({ name: "from the mocks" });
      const plain = lookUp(pulumi.output("x"));
      assert.deepEqual(await valueOf(plain), { name: "from the mocks" });
      assert.equal(await pulumi.isSecret(plain), false);
      assert.equal(await pulumi.isSecret(lookUp(pulumi.secret("x"))), true);
      const seen = { token: `ecs-lifecycle:index:${name}`, inputs: args, provider: "" };
      assert.deepEqual(asked, [seen, seen]);
    });

  it("give a value to each output of the result", async () => {
    await mock({ id, status: "Stopped", vault: { id: "v", name: "backups" } });
    const server = getServerOutput({ name: "web-01" });
    // As a program would use them: the types are part of the test.
    const status: pulumi.Output<string> = server.status;
    const vault: pulumi.Output<string | undefined> = server.apply((found) => found.vault?.name);
    assert.deepEqual([await valueOf(status), await valueOf(vault)], ["Stopped", "backups"]);
  });

  it("ask in a preview, too, but not for what is not known yet", async () => {
    await mock({ name: "web-01" }, true);
    assert.equal((await getServer({ name: "web-01" })).name, "web-01");
    const notKnown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
    const server = getServerOutput({ name: notKnown });
    let isTold = false;
    server.apply(() => (isTold = true));
    // Resolves when the output has, known or not.
    await pulumi.isSecret(server);
    assert.equal(isTold, false);
    assert.equal(asked.length, 1);
  });

  it("fail as the mocks do", async () => {
    const call = (): never => {
      throw new Error("there is no such server");
    };
    await pulumi.runtime.setMocks({ call, newResource: () => ({ id: "", state: {} }) });
    await assert.rejects(getServer({ name: "web-01" }));
  });
});
