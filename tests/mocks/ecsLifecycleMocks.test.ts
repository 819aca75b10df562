import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import {
  FullEcsImage,
  getFullEcsImage,
  getFullEcsImageOutput,
  getServer,
  getVault,
  type FullEcsImageArgs,
} from "pulumi-ecs-lifecycle";
import { ecsLifecycleMocks, type EcsLifecycleMocks } from "pulumi-ecs-lifecycle/testing";
import { createLifecycle } from "../../provider/lifecycle";
import { reasonText } from "../../provider/lifecycle/judgeInputs";
import { OperationFailure } from "../../provider/procedures/errors";
import type { Runtime } from "../../provider/lifecycle/runtime";
import { definitions } from "../../provider/resources/registry";
import { makers } from "../../testing/makers";

const linux = { osFamily: "Linux", diskGroups: false, database: false } as const;
const args: FullEcsImageArgs = { server: "web-01", vault: { name: "server-backups" }, guest: linux };

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** All outputs of an image, as a program reads them. */
function outputsOf(image: FullEcsImage) {
  const { server, vault, name, description, tags } = image;
  const { serverId, sourceServerName, sourceAvailabilityZone, vaultId, vaultName, tagsAll } = image;
  const { adopted, imageId, imageStatus, availableOnlyIn, backupId, jobId, sizeGb, disks } = image;
  const { createdAt, backedUpAt, exportable, replicable, followUps, account, settled } = image;
  const outputs = {
    ...{ server, vault, name, description, tags },
    ...{ serverId, sourceServerName, sourceAvailabilityZone, vaultId, vaultName, tagsAll },
    ...{ adopted, imageId, imageStatus, availableOnlyIn, backupId, jobId, sizeGb, disks },
    ...{ createdAt, backedUpAt, exportable, replicable, followUps, account, settled },
  };
  return valueOf(pulumi.output(outputs));
}

/** What the provider says of these inputs, before it looks at any cloud. */
async function saidByTheProvider(inputs: object, urn: string): Promise<string[]> {
  const noCloud = new OperationFailure("configurationInvalid", "no cloud is looked at here");
  const runtime = {
    defaultTags: () => ({}),
    connect: () => Promise.reject(noCloud),
  } as unknown as Runtime;
  const { check } = createLifecycle(definitions[0]!, runtime);
  const { failures } = await check({}, { ...inputs, __lifecycle: { urn } });
  const said = failures.map(reasonText).filter((text) => text !== noCloud.message);
  assert.ok(said.length > 0, "the provider refuses it");
  return said;
}

/** A resource of another provider. */
class Bucket extends pulumi.CustomResource {
  declare readonly size: pulumi.Output<number>;

  constructor(name: string, size: number | undefined) {
    super("cloud:index:Bucket", name, { size });
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const id = "aaaaaaaa-0001-4000-8000-00000000000f";

describe("ecsLifecycleMocks", () => {
  let mocks: EcsLifecycleMocks;
  beforeEach(async () => {
    mocks = ecsLifecycleMocks();
    await pulumi.runtime.setMocks(mocks);
  });

  it("know every kind of resource", () => {
    assert.deepEqual(Object.keys(makers).sort(), definitions.map(({ kind }) => kind).sort());
  });

  it("give an image every output, each in keeping with the inputs", async () => {
    const image = new FullEcsImage("web", { ...args, description: "all disks", tags: { role: "golden" } });
    assert.deepEqual(await mocks.refusalsOf(image), []);
    assert.match(await valueOf(image.id), /^[0-9a-f]{16}$/);
    const made = await outputsOf(image);
    assert.deepEqual(
      [made.server, made.vault, made.description, made.tags, made.tagsAll],
      ["web-01", { name: "server-backups" }, "all disks", { role: "golden" }, { role: "golden" }],
    );
    assert.deepEqual([made.sourceServerName, made.vaultName], ["web-01", "server-backups"]);
    assert.equal(made.name, `web-${(await valueOf(image.id)).slice(0, 8)}`);
    for (const one of [made.serverId, made.vaultId, made.imageId, made.backupId]) assert.match(one, uuid);
    assert.match(made.jobId!, /^[0-9a-f]{32}$/);
    assert.equal(made.imageStatus, "Normal");
    assert.equal(made.availableOnlyIn, undefined);
    assert.match(made.sourceAvailabilityZone, /^eu-de-0\d$/);
    const { disks } = made;
    assert.deepEqual(
      disks.map(({ role }) => role),
      ["system", "data"],
    );
    assert.equal(
      made.sizeGb,
      disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0),
    );
    assert.ok(Date.parse(made.backedUpAt!) > Date.parse(made.createdAt));
    assert.deepEqual([made.exportable, made.replicable, made.settled], [false, false, true]);
    assert.deepEqual(
      [made.account.cloud, made.account.region, made.adopted],
      ["openTelekomCloud", "eu-de", undefined],
    );
    const [first] = made.followUps;
    assert.ok(first!.steps.join(" ").includes(made.imageId), "the follow-ups speak of this image");
    assert.ok(first!.steps.join(" ").includes(`${disks[1]!.sizeGb} GB ${disks[1]!.type!}`));
  });

  it("take names and IDs as they are declared, and know no other account tomorrow", async () => {
    const declared = { ...args, server: id.toUpperCase(), vault: { ensure: { name: "made" } }, name: "mine" };
    const made = await outputsOf(new FullEcsImage("web", declared));
    assert.deepEqual([made.serverId, made.vaultName, made.name], [id, "made", "mine"]);
    await pulumi.runtime.setMocks(ecsLifecycleMocks());
    assert.deepEqual(await outputsOf(new FullEcsImage("web", declared)), made);
  });

  it("stop where completeWhen says: the backup is still being written", async () => {
    const made = await outputsOf(new FullEcsImage("web", { ...args, completeWhen: "usableInSourceAz" }));
    assert.equal(made.imageStatus, "Normal");
    assert.equal(made.availableOnlyIn, made.sourceAvailabilityZone);
    assert.equal(made.backedUpAt, undefined);
    assert.ok(made.followUps[0]!.steps.join(" ").includes(made.availableOnlyIn));
  });

  it("tell of a backup that is kept", async () => {
    const made = await outputsOf(new FullEcsImage("web", { ...args, keepBackup: true }));
    assert.ok(made.followUps.at(-1)!.steps.join(" ").includes(made.backupId));
  });

  it("adopt the image that a lookup has found, from its server and its vault", async () => {
    const found = await getFullEcsImage({ name: "by hand" });
    assert.deepEqual(found.owner, undefined);
    const made = await outputsOf(new FullEcsImage("web", { adopt: found.imageId, name: found.name }));
    assert.deepEqual(
      [made.imageId, made.backupId, made.adopted, made.jobId],
      [found.imageId, found.backupId, true, undefined],
    );
    assert.deepEqual([made.server, made.vault], [found.serverId, { id: found.vaultId }]);
  });

  for (const [what, wrong] of [
    [
      "a SAN policy that the guide forbids",
      { ...args, guest: { osFamily: "Windows", sanPolicy: "OfflineShared" } },
    ],
    ["an unknown property", { ...args, colour: "red" }],
    ["a value of another type", { ...args, tags: "golden" }],
    ["nothing at all", {}],
  ] as const)
    it(`refuse in the provider's own words: ${what}`, async () => {
      const image = new FullEcsImage("wrong", wrong as unknown as FullEcsImageArgs);
      const reasons = await mocks.refusalsOf(image);
      const urn = await valueOf(image.urn);
      assert.deepEqual(reasons, await saidByTheProvider(wrong, urn));
      assert.deepEqual(mocks.refusals, [{ urn, reasons }]);
      assert.equal(await valueOf(image.imageId), undefined, "nothing was made");
    });

  it("refuse a time-out that is none, and the option { id }", async () => {
    const late = new FullEcsImage("late", args, { customTimeouts: { create: "soon" } });
    assert.match((await mocks.refusalsOf(late))[0] ?? "", /^customTimeouts\.create: "soon" is no duration/);
    const other = new FullEcsImage("other", args, { id: "0123456789abcdef" });
    assert.match((await mocks.refusalsOf(other))[0] ?? "", /looking one up with the option \{ id \}/);
  });

  it("leave the option { import } to the constructor, which refuses it and says what to use", () => {
    assert.throws(() => new FullEcsImage("web-01", args, { import: "x" }), {
      message: /^web-01: .*\{ import: "x" \}.*pulumi import cannot work with a dynamic provider: use adopt/,
    });
  });

  describe("that have not seen a resource do not call it good", () => {
    const wrong = { ...args, description: "<" };
    const neverSaw = /^these mocks never saw urn:pulumi:.*::web: setMocks\(mocks\) must come before/;
    const assertUnseen = (by: EcsLifecycleMocks, image: pulumi.Resource) =>
      assert.rejects(by.refusalsOf(image), { message: neverSaw });

    it("where setMocks was forgotten", () => {
      const program = [
        `const { FullEcsImage } = require("pulumi-ecs-lifecycle");`,
        `const { ecsLifecycleMocks } = require("pulumi-ecs-lifecycle/testing");`,
        `const image = new FullEcsImage("web", ${JSON.stringify(wrong)});`,
        `ecsLifecycleMocks().refusalsOf(image).then(console.log, ({ message }) => console.log(message));`,
      ];
      // In a process of its own: here, mocks have been set.
      const said = execFileSync(process.execPath, ["-e", program.join("\n")], {
        cwd: __dirname,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      assert.match(said, neverSaw);
    });

    it("where the test's own mocks were set", async () => {
      const newResource = ({ inputs }: pulumi.runtime.MockResourceArgs) => ({ id: "own", state: inputs });
      await pulumi.runtime.setMocks({ newResource, call: () => ({}) });
      await assertUnseen(mocks, new FullEcsImage("web", wrong));
    });

    it("where others of these mocks were set, even if they have seen one of that name", async () => {
      assert.deepEqual(await mocks.refusalsOf(new FullEcsImage("web", args)), []);
      const later = ecsLifecycleMocks();
      await pulumi.runtime.setMocks(later);
      const image = new FullEcsImage("web", wrong);
      await assertUnseen(mocks, image);
      assert.equal((await later.refusalsOf(image)).length, 1);
    });

    it("where it is none of this package", async () => {
      const bucket = new Bucket("bucket", 3);
      await assert.rejects(mocks.refusalsOf(bucket), { message: /must be one of pulumi-ecs-lifecycle/ });
    });
  });

  it("tell two resources of one name apart, as two tests make them", async () => {
    const wrong = new FullEcsImage("web", { ...args, description: "<" });
    const [first] = await mocks.refusalsOf(wrong);
    assert.match(first ?? "", /^description: /);
    const otherWrong = new FullEcsImage("web", { ...args, name: "<" });
    const [second, ...more] = await mocks.refusalsOf(otherWrong);
    assert.match(second ?? "", /^name: /);
    assert.deepEqual(more, []);
    assert.deepEqual(mocks.refusals, [{ urn: await valueOf(otherWrong.urn), reasons: [second] }]);
    const good = new FullEcsImage("web", args);
    assert.deepEqual(await mocks.refusalsOf(good), []);
    assert.deepEqual(mocks.refusals, []);
    assert.deepEqual(await mocks.refusalsOf(wrong), [first]);
  });

  it("know the latest of a name where an answer of the test's own hides which one it is", async () => {
    const newResource = async (given: pulumi.runtime.MockResourceArgs) => {
      const { id } = await mocks.newResource(given);
      return { id, state: { imageId: "own" } };
    };
    for (const isPreview of [false, true]) {
      await pulumi.runtime.setMocks({ ...mocks, newResource }, "project", "stack", isPreview);
      assert.equal((await mocks.refusalsOf(new FullEcsImage("web", { ...args, name: "<" }))).length, 1);
      assert.deepEqual(await mocks.refusalsOf(new FullEcsImage("web", args)), []);
    }
  });

  it("judge what a secret holds, and keep it a secret", async () => {
    const image = new FullEcsImage("web", { ...args, description: pulumi.secret("a < b") });
    assert.match((await mocks.refusalsOf(image))[0] ?? "", /^description: /);
    const good = new FullEcsImage("good", { ...args, description: pulumi.secret("hidden") });
    assert.deepEqual(await mocks.refusalsOf(good), []);
    assert.equal(await valueOf(good.description), "hidden");
    assert.equal(await pulumi.isSecret(good.description), true);
    assert.equal(await pulumi.isSecret(good.imageId), false);
  });

  it("answer lookups as the provider does, and tell the same of a server as the image", async () => {
    const server = await getServer({ name: "web-01" });
    assert.deepEqual(
      [server.name, server.status, server.frozen, server.osFamily, server.vault],
      ["web-01", "Running", false, "Linux", undefined],
    );
    const made = await outputsOf(new FullEcsImage("web", { ...args, server: server.id }));
    assert.deepEqual([made.serverId, made.sourceServerName], [server.id, "web-01"]);
    assert.deepEqual(made.disks, server.disks);
    assert.deepEqual((await getServer({ id: server.id })).vault, {
      id: made.vaultId,
      name: "server-backups",
    });
    const vault = await getVault({ name: "server-backups" });
    assert.deepEqual(vault.servers, [{ id: server.id, name: "web-01" }]);
    assert.deepEqual([vault.id, vault.usable, vault.forServerBackups], [made.vaultId, true, true]);
    assert.equal(vault.freeGb, vault.sizeGb - vault.usedGb);
  });

  it("find the image that the program has made, and make one up where it has made none", async () => {
    const image = new FullEcsImage("web", { ...args, tags: { role: "golden", team: "web" } });
    const found = getFullEcsImageOutput({ tags: { role: "golden" } }, { dependsOn: image });
    assert.equal(await valueOf(found.imageId), await valueOf(image.imageId));
    assert.equal((await valueOf(found)).owner?.id, await valueOf(image.id));
    const other = await getFullEcsImage({ tags: { role: "other" }, mostRecent: true });
    assert.deepEqual(other.tagsAll, { role: "other" });
    assert.equal((await getFullEcsImage({ id })).imageId, id);
  });

  it("reject a lookup whose arguments are none, in the provider's own words", async () => {
    await assert.rejects(getServer({ id, name: "web-01" }), {
      message: /expected exactly one of id, name, and id and name are given\n {4}expected: getServer\(/,
    });
    await assert.rejects(getVault({}), { message: /none is given/ });
  });

  it("hand everything else to the test's own mocks", async () => {
    const asked: string[] = [];
    await pulumi.runtime.setMocks(
      ecsLifecycleMocks({
        newResource: ({ type }) => {
          asked.push(type);
          return { id: "own", state: { size: 7 } };
        },
        call: ({ token }) => {
          asked.push(token);
          return { zone: "own" };
        },
      }),
    );
    const bucket = new Bucket("bucket", undefined);
    assert.deepEqual(await valueOf(pulumi.all([bucket.id, bucket.size])), ["own", 7]);
    assert.deepEqual(await pulumi.runtime.invoke("cloud:index:getZone", {}), { zone: "own" });
    assert.equal((await getServer({ name: "web-01" })).name, "web-01");
    assert.deepEqual(asked, ["cloud:index:Bucket", "cloud:index:getZone"]);
  });

  it("leave room for an answer of the test's own", async () => {
    const call = async (args: pulumi.runtime.MockCallArgs) => ({
      ...(await mocks.call(args)),
      status: "Stopped",
    });
    await pulumi.runtime.setMocks({ ...mocks, call });
    const { name, status } = await getServer({ name: "web-01" });
    assert.deepEqual([name, status], ["web-01", "Stopped"]);
  });

  it("echo everything else where the test has no mocks of its own", async () => {
    const bucket = new Bucket("bucket", 3);
    assert.deepEqual(await valueOf(pulumi.all([bucket.id, bucket.size])), ["bucket-id", 3]);
    assert.deepEqual(await pulumi.runtime.invoke("cloud:index:getZone", { a: 1 }), { a: 1 });
  });

  it("make nothing in a preview, and judge what is known", async () => {
    await pulumi.runtime.setMocks(mocks, "project", "stack", true);
    const image = new FullEcsImage("web", args);
    assert.deepEqual(await mocks.refusalsOf(image), []);
    let isTold = false;
    image.imageId.apply(() => (isTold = true));
    const second = new FullEcsImage("second", { ...args, server: image.imageId, description: "<" });
    const reasons = await mocks.refusalsOf(second);
    assert.equal(isTold, false, "by now a value that is known would have been told");
    assert.equal(reasons.length, 1);
    assert.match(reasons[0]!, /^description: /);
  });
});
