import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { OsReplacement, type OsReplacementArgs } from "pulumi-ecs-lifecycle";
import { ecsLifecycleMocks, type EcsLifecycleMocks } from "pulumi-ecs-lifecycle/testing";

const id = "aaaaaaaa-0001-4000-8000-00000000000f";
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const image = { name: "Standard_Ubuntu_24.04_latest", kind: "public" } as const;
const args: OsReplacementArgs = {
  server: "web-01",
  image,
  keyPair: "ops",
  stopServer: { soft: true },
  mayLoseSystemDisk: id,
};

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** All outputs of a change, as a program reads them: the types are part of the test. */
function outputsOf(os: OsReplacement) {
  const { server, serverId, serverName, imageId, imageName, imageKind, osFamily, osVersion } = os;
  const { systemDisk, before, attempts, verified, notVerifiable, leftServers, changedAt } = os;
  const { nothingDone, drift, followUps, account, settled } = os;
  const outputs = {
    ...{ server, serverId, serverName, imageId, imageName, imageKind, osFamily, osVersion },
    ...{ systemDisk, before, attempts, verified, notVerifiable, leftServers, changedAt },
    ...{ nothingDone, drift, followUps, account, settled },
  };
  return valueOf(pulumi.output(outputs));
}

describe("a program with OsReplacement", () => {
  /** What was registered: as mocks see it, secrets wrapped and the engine's own properties included. */
  const registered = new Map<string, pulumi.runtime.MockResourceArgs>();
  let mocks: EcsLifecycleMocks;

  beforeEach(async () => {
    mocks = ecsLifecycleMocks();
    await pulumi.runtime.setMocks({
      call: (call) => mocks.call(call),
      newResource: (resource) => {
        registered.set(resource.name, resource);
        return mocks.newResource(resource);
      },
    });
  });

  it("registers the type that stays for ever, and passes on the inputs, but nothing that is an output", async () => {
    const os = new OsReplacement("typed", args);
    await valueOf(os.urn);
    const { type, inputs } = registered.get("typed") ?? {};
    assert.equal(type, "pulumi-nodejs:dynamic/ecs:OsReplacement");
    const { __provider, __lifecycle, ...own } = inputs as Record<string, unknown>;
    assert.deepEqual(own, args);
    assert.match(String(__provider), /pulumi-ecs-lifecycle\/host/);
    assert.equal((__lifecycle as { urn: string }).urn, await valueOf(os.urn));
  });

  for (const [name, value] of [
    ["userData", "#cloud-config"],
    ["password", "Sesame-2026!"],
  ] as const)
    it(`makes ${name} a secret, wherever it comes from`, async () => {
      const os = new OsReplacement(`secret-${name}`, { ...args, [name]: value });
      await valueOf(os.urn);
      assert.ok(await pulumi.isSecret((os as unknown as Record<string, pulumi.Output<string>>)[name]!));
      assert.deepEqual(registered.get(`secret-${name}`)?.inputs[name], {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        value,
      });
    });

  it("has every output of a change that went through, each in keeping with the inputs", async () => {
    const os = new OsReplacement("web", args);
    assert.deepEqual(await mocks.refusalsOf(os), []);
    assert.match(await valueOf(os.id), /^[0-9a-f]{16}$/);
    const made = await outputsOf(os);
    assert.deepEqual([made.server, made.serverName], ["web-01", "web-01"]);
    assert.deepEqual([made.imageName, made.imageKind], [image.name, "public"]);
    for (const one of [made.serverId, made.imageId, made.systemDisk?.id, made.before?.systemDisk?.id])
      assert.match(one ?? "", uuid);
    assert.notEqual(made.systemDisk?.id, made.before?.systemDisk?.id, "consent is spent: it is another disk");
    assert.equal(made.systemDisk?.type, made.before?.systemDisk?.type, "the type of the disk stays");
    assert.equal(made.before?.dataDiskIds.length, 1);
    assert.match(made.before.addresses[0]?.ip ?? "", /^10\.0\.\d+\.\d+$/);
    assert.deepEqual([made.before.osFamily, made.osFamily, made.osVersion], ["Linux", "Linux", image.name]);
    for (const text of [
      made.systemDisk?.id,
      made.imageId,
      "the data disks are the same",
      "IP and MAC addresses",
    ])
      assert.ok(made.verified?.join("\n").includes(text ?? ""), text);
    assert.deepEqual([made.notVerifiable, made.leftServers], [[], []]);
    const [attempt, ...more] = made.attempts;
    assert.deepEqual([attempt?.result, more], ["succeeded", []]);
    assert.ok(Date.parse(made.changedAt ?? "") > Date.parse(attempt?.intendedAt ?? ""));
    assert.deepEqual([made.nothingDone, made.drift, made.settled], [undefined, undefined, true]);
    assert.deepEqual([made.account.cloud, made.account.region], ["openTelekomCloud", "eu-de"]);
    assert.ok(made.followUps.some(({ steps }) => steps.join(" ").includes("<private key of ops>")));
  });

  it("is Windows where the image is called after it, and says then how one gets the password", async () => {
    const windows = { ...args, image: { name: "Standard_Windows_2022_latest", kind: "public" } } as const;
    const made = await outputsOf(new OsReplacement("web", windows));
    assert.equal(made.osFamily, "Windows");
    const steps = made.followUps.flatMap((one) => one.steps).join("\n");
    assert.match(steps, /Get Password/);
    assert.doesNotMatch(steps, /ssh -i/);
  });

  it("encrypts the new disk where that is declared, and takes IDs as they are", async () => {
    const declared = { ...args, server: id.toUpperCase(), image: { id: id.toUpperCase() }, encryption: {} };
    const made = await outputsOf(new OsReplacement("web", declared));
    assert.deepEqual([made.serverId, made.imageId, made.systemDisk?.encrypted], [id, id, true]);
    assert.equal((await outputsOf(new OsReplacement("other", args))).systemDisk?.encrypted, false);
  });

  it("knows no other server tomorrow", async () => {
    const made = await outputsOf(new OsReplacement("web", args));
    mocks = ecsLifecycleMocks();
    assert.deepEqual(await outputsOf(new OsReplacement("web", args)), made);
  });

  it("has a type for its image that lets through what the provider takes, and nothing else", async () => {
    const images: OsReplacementArgs["image"][] = [
      { id },
      image,
      { name: pulumi.output("x"), kind: "shared" },
    ];
    for (const [place, one] of images.entries())
      assert.deepEqual(
        await mocks.refusalsOf(new OsReplacement(`image-${place}`, { ...args, image: one })),
        [],
      );
    // @ts-expect-error: a name without its kind
    const unkind: OsReplacementArgs["image"] = { name: "Ubuntu" };
    // @ts-expect-error: an ID beside a name
    const both: OsReplacementArgs["image"] = { id, ...image };
    // @ts-expect-error: neither ID nor name
    const neither: OsReplacementArgs["image"] = {};
    for (const [place, one] of [unkind, both, neither].entries()) {
      const [reason] = await mocks.refusalsOf(new OsReplacement(`wrong-${place}`, { ...args, image: one }));
      assert.match(reason ?? "", /^image/);
    }
  });

  for (const [what, wrong, property] of [
    ["two consents at once", { ...args, backup: { id } }, /mayLoseSystemDisk|backup/],
    ["an image without its kind", { ...args, image: { name: "Ubuntu" } }, /image/],
    ["an unknown property", { ...args, colour: "red" }, /colour/],
    [
      "less than half a minute to shut down",
      { ...args, stopServer: { soft: true, hardAfterSeconds: 5 } },
      /^stopServer\.hardAfterSeconds: .*at least 30 seconds/,
    ],
  ] as const)
    it(`is refused, and nothing is made: ${what}`, async () => {
      const os = new OsReplacement("wrong", wrong as unknown as OsReplacementArgs);
      const reasons = await mocks.refusalsOf(os);
      assert.ok(
        reasons.some((reason) => property.test(reason)),
        JSON.stringify(reasons),
      );
      assert.equal(await valueOf(os.imageId), undefined);
    });
});
