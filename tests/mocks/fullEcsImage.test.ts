import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage, type FullEcsImageArgs } from "pulumi-ecs-lifecycle";

/** What was registered: as mocks see it, secrets wrapped and the engine's own properties included. */
const registered = new Map<string, pulumi.runtime.MockResourceArgs>();

const made = {
  imageId: "image-1",
  imageStatus: "Normal",
  tagsAll: { team: "web", role: "golden" },
  backupId: "backup-1",
  vaultId: "vault-1",
  vaultName: "server-backups",
  jobId: "job-1",
  serverId: "server-1",
  sourceServerName: "web-01",
  sourceAvailabilityZone: "eu-de-01",
  sizeGb: 340,
  disks: [
    { id: "disk-1", role: "system", sizeGb: 40, type: "SSD" },
    { id: "disk-2", role: "data", sizeGb: 300 },
  ],
  createdAt: "2026-01-02T03:04:05.000Z",
  backedUpAt: "2026-01-02T04:05:06.000Z",
  exportable: false,
  replicable: false,
  followUps: [{ title: "t", why: "w", steps: ["s"], source: { document: "d", section: "§" } }],
  account: { cloud: "openTelekomCloud", region: "eu-de", projectId: "p" },
  settled: true,
};

const args: FullEcsImageArgs = {
  server: "11111111-0001-4000-8000-000000000001",
  vault: { id: "33333333-0001-4000-8000-000000000001" },
  name: "web-01 full",
  guest: { osFamily: "Linux", diskGroups: false, database: false },
};

class Backups extends pulumi.ComponentResource {
  readonly images: FullEcsImage[];

  constructor(name: string) {
    super("app:index:Backups", name);
    this.images = ["one", "two"].map((child) => new FullEcsImage(child, args, { parent: this }));
    this.registerOutputs({});
  }
}

/** A value as the program gets it in the end. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

async function inputsOf(resource: pulumi.Resource): Promise<Record<string, unknown>> {
  const name = (await valueOf(resource.urn)).split("::").at(-1) ?? "";
  const found = registered.get(name);
  assert.ok(found, `${name} was registered`);
  return found.inputs;
}

describe("a program with FullEcsImage", () => {
  before(async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: (resource) => {
          registered.set(resource.name, resource);
          return { id: `${resource.name}-id`, state: { ...resource.inputs, ...made } };
        },
        call: ({ inputs }) => inputs,
      },
      "project",
      "stack",
    );
  });

  it("registers the type that stays for ever", async () => {
    const image = new FullEcsImage("typed", args);
    const type = "pulumi-nodejs:dynamic/ecs:FullEcsImage";
    assert.equal(await valueOf(image.urn), `urn:pulumi:stack::project::${type}::typed`);
    assert.equal(registered.get("typed")?.type, type);
    assert.equal(await valueOf(image.id), "typed-id");
  });

  it("passes the inputs on, and nothing that is an output", async () => {
    const image = new FullEcsImage("inputs", { ...args, description: pulumi.output("before the upgrade") });
    const { __provider, __lifecycle, ...own } = await inputsOf(image);
    assert.deepEqual(own, { ...args, description: "before the upgrade" });
    assert.match(String(__provider), /pulumi-ecs-lifecycle\/host/);
    assert.ok(__lifecycle);
  });

  it("adds the hidden input: the URN, the time-outs, and the order of a replacement", async () => {
    const image = new FullEcsImage("hidden", args, { customTimeouts: { create: "2h", delete: "90s" } });
    const { __lifecycle } = await inputsOf(image);
    assert.deepEqual(__lifecycle, {
      urn: await valueOf(image.urn),
      timeouts: { create: "2h", delete: "90s" },
      deletesBeforeReplacing: false,
    });
    const plain = new FullEcsImage("plain", args, { deleteBeforeReplace: true });
    assert.deepEqual((await inputsOf(plain))["__lifecycle"], {
      urn: await valueOf(plain.urn),
      timeouts: {},
      deletesBeforeReplacing: true,
    });
  });

  it("with two in one component has the right URN in each, and neither waits for the other", async () => {
    const { images } = new Backups("backups");
    for (const [index, child] of ["one", "two"].entries()) {
      const { __lifecycle } = await inputsOf(images[index]!);
      const type = "app:index:Backups$pulumi-nodejs:dynamic/ecs:FullEcsImage";
      assert.equal((__lifecycle as { urn: string }).urn, `urn:pulumi:stack::project::${type}::${child}`);
      assert.equal((__lifecycle as { urn: string }).urn, await valueOf(images[index]!.urn));
    }
  });

  it("with one that belongs to another has the right URN, too", async () => {
    const parent = new FullEcsImage("parent", args);
    const child = new FullEcsImage("child", args, { parent });
    const { __lifecycle } = await inputsOf(child);
    assert.equal((__lifecycle as { urn: string }).urn, await valueOf(child.urn));
  });

  it("reads every output, each with its type", async () => {
    const image = new FullEcsImage("outputs", { ...args, description: "d" });
    // As a program would use them: the types are part of the test.
    const text: pulumi.Output<string> = pulumi.interpolate`${image.imageId} of ${image.sourceServerName}`;
    const size: pulumi.Output<number> = image.sizeGb;
    const systemDisk: pulumi.Output<string | undefined> = image.disks.apply((disks) => disks[0]?.id);
    const zone: pulumi.Output<string | undefined> = image.availableOnlyIn;
    const region: pulumi.Output<string> = image.account.region;
    const vault: pulumi.Output<string | undefined> = image.vault.apply(({ id }) => id);
    assert.equal(await valueOf(text), "image-1 of web-01");
    assert.equal(await valueOf(size), 340);
    assert.equal(await valueOf(systemDisk), "disk-1");
    assert.equal(await valueOf(zone), undefined);
    assert.equal(await valueOf(region), "eu-de");
    assert.equal(await valueOf(vault), "33333333-0001-4000-8000-000000000001");

    const inputs = await valueOf(pulumi.all([image.server, image.name, image.description, image.tags]));
    assert.deepEqual(inputs, [args.server, args.name, "d", undefined]);
    const outputs = Object.keys(made).map(
      (name) => image[name as keyof typeof made] as pulumi.Output<unknown>,
    );
    assert.deepEqual(await valueOf(pulumi.all(outputs)), Object.values(made));
  });

  it("may take the outputs of another resource", async () => {
    const first = new FullEcsImage("first", args);
    const second = new FullEcsImage("second", {
      server: first.server,
      vault: { id: first.vaultId },
      name: pulumi.interpolate`${first.name} again`,
    });
    assert.equal((await inputsOf(second))["name"], "web-01 full again");
  });
});
