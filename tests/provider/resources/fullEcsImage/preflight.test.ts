import assert from "node:assert/strict";
import { createLifecycle } from "../../../../provider/lifecycle";
import { hiddenInputName } from "../../../../provider/lifecycle/hiddenInput";
import type { Runtime } from "../../../../provider/lifecycle/runtime";
import { formatMark } from "../../../../provider/ports/mark";
import { CloudError } from "../../../../provider/ports/cloudError";
import { formatRecord, recordKey } from "../../../../provider/procedures/operationRecord";
import { ServerQueue } from "../../../../provider/procedures/serverQueue";
import { asAnyDefinition } from "../../../../provider/resources/definition";
import { fullEcsImage } from "../../../../provider/resources/fullEcsImage";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { submissionFacts } from "../../../../provider/resources/fullEcsImage/preflight";
import { settled, sent } from "./createProcedure/worlds";
import { errorOf } from "./carryOut";
import { backup, disks, foreignMark, goal, ids, image, linux, outputs, server, vault } from "./samples";
import { ScriptedCloud, type Script } from "./scriptedCloud";

/** What stands in a preview for a value that is not known yet: Pulumi's own constant. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A process at preview, and what it tells the user. */
function preview(cloud: ScriptedCloud, queue = new ServerQueue()) {
  const warnings: string[] = [];
  const runtime: Runtime = {
    connect: () => Promise.resolve(cloud),
    defaultTags: () => ({}),
    log: (_severity, text) => warnings.push(text),
    showProgress: () => undefined,
    confirmEngineAlive: () => Promise.resolve(),
    stopSignal: new AbortController().signal,
    queue,
  };
  const lifecycle = createLifecycle(asAnyDefinition(fullEcsImage), runtime);
  const check = async (
    inputs: Record<string, unknown> = {},
    { urn = goal.urn, ...hidden }: { urn?: string; deletesBeforeReplacing?: boolean } = {},
  ): Promise<string[]> => {
    const given = { ...goal.inputs, ...inputs, [hiddenInputName]: { urn, ...hidden } };
    const { failures } = await lifecycle.check({}, given);
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
  };
  return { check, warnings, lifecycle };
}

const old = { ...image, mark: foreignMark };

describe("the preview of a full-ECS image", () => {
  it("refuses nothing and says nothing where all is well", async () => {
    const { check, warnings } = preview(new ScriptedCloud());
    assert.deepEqual(await check(), []);
    assert.deepEqual(warnings, []);
  });

  it("changes nothing: it only looks", async () => {
    const cloud = new ScriptedCloud();
    await preview(cloud).check({ vault: { ensure: { name: "new" } } });
    assert.deepEqual(cloud.calls.sort(), [
      ...["disks.list", "images.list", "images.quota", "servers.list", "vaults.list"],
    ]);
  });

  it("judges 200 resources on 200 servers with at most 6 calls", async () => {
    const numbers = Array.from({ length: 200 }, (_, index) => String(index).padStart(12, "0"));
    const cloud = new ScriptedCloud({
      has: {
        servers: numbers.map((number) => ({
          ...server,
          id: `11111111-0000-4000-8000-${number}`,
          name: `web-${number}`,
          frozen: number.endsWith("7"),
        })),
        disks: numbers.flatMap((number) =>
          disks.map((disk) => ({ ...disk, serverIds: [`11111111-0000-4000-8000-${number}`] })),
        ),
      },
    });
    const { check } = preview(cloud);
    const refused: string[] = [];
    for (const number of numbers) {
      const inputs = { server: `web-${number}`, name: `image ${number}` };
      refused.push(...(await check(inputs, { urn: `${goal.urn}-${number}` })));
    }
    assert.ok(cloud.calls.length <= 6, cloud.calls.join());
    assert.equal(refused.length, 20, "each was judged by its own server");
  });

  it("refuses by nothing that this very program may have changed meanwhile: it looks again first", async () => {
    const cloud = new ScriptedCloud({ has: { vaults: [] } });
    const { check } = preview(cloud);
    assert.match((await check()).join(), /^vault: there is no vault/);
    await cloud.clock.sleep(20_000);
    // Another resource of the program has made it since.
    cloud.has.vaults.push(vault);
    assert.deepEqual(await check(), []);
    assert.equal(cloud.made(/vaults\.list/).length, 2);
  });

  it("does not look again where the lists are of this very moment", async () => {
    const cloud = new ScriptedCloud({ has: { vaults: [] } });
    await preview(cloud).check();
    assert.equal(cloud.made(/vaults\.list/).length, 1);
  });

  it("looks again after a minute: a program may take long", async () => {
    const cloud = new ScriptedCloud();
    const { check } = preview(cloud);
    await check();
    await cloud.clock.sleep(60_000);
    cloud.has.servers[0]!.frozen = true;
    assert.match((await check()).join(), /web-01 is frozen/);
  });

  it("refuses everything at once, each with its property", async () => {
    const cloud = new ScriptedCloud({
      has: {
        servers: [{ ...server, state: "other", stateText: "ERROR", osFamily: "Windows" }],
        disks: disks.map((disk) => ({ ...disk, scsi: true })),
        vaults: [{ ...vault, usedGb: 2000 }],
        images: [{ ...image, mark: undefined }],
        quota: { used: 50, limit: 50 },
      },
    });
    const refused = await preview(cloud).check();
    assert.deepEqual(
      refused
        .map((text) => `${/^[\w.]*/.exec(text)?.[0] ?? ""} ${/\[(FEI-\d\d)/.exec(text)?.[1] ?? ""}`)
        .sort(),
      [" FEI-15", "guest.osFamily FEI-08", "name FEI-15", "server FEI-01", "server FEI-03", "vault FEI-14"],
    );
  });

  it("refuses everything at once, what is wrong by itself and what the cloud shows, and nothing twice", async () => {
    const cloud = new ScriptedCloud({ has: { vaults: [] } });
    const refused = await preview(cloud).check({ guest: { ...linux, diskGroups: true }, name: " web" });
    assert.deepEqual(refused.map((line) => /^[a-zA-Z.]+/.exec(line)?.[0]).sort(), [
      "guest.diskGroups",
      "name",
      "vault",
    ]);
  });

  describe("where something could not be looked up", () => {
    for (const { call, numbers } of [
      { call: /^servers\.list/, numbers: ["FEI-03"] },
      { call: /^disks\.list/, numbers: ["FEI-01"] },
      { call: /^vaults\.list/, numbers: ["FEI-14"] },
      { call: /^images\.list/, numbers: ["FEI-15"] },
      { call: /^images\.quota/, numbers: ["FEI-15"] },
    ])
      for (const kind of ["denied", "answerLost", "throttled", "unreachable"] as const)
        it(`announces that, and refuses nothing: ${call.source} is ${kind}`, async () => {
          const cloud = new ScriptedCloud();
          cloud.fail(call, kind);
          const { check, warnings } = preview(cloud);
          assert.deepEqual(await check(), []);
          assert.deepEqual(
            warnings.map((text) => /^could not be checked: .*\[(FEI-\d\d)/.exec(text)?.[1]),
            numbers,
          );
        });

    it("says it of each resource, and asks the cloud once", async () => {
      const cloud = new ScriptedCloud();
      cloud.fail(/^vaults\.list/, "denied");
      const { check, warnings } = preview(cloud);
      await check();
      await check({}, { urn: `${goal.urn}-2` });
      assert.equal(warnings.length, 2);
      assert.equal(cloud.made(/vaults\.list/).length, 1);
    });

    it("still refuses by what could be looked up", async () => {
      const cloud = new ScriptedCloud({ has: { quota: { used: 50, limit: 50 } } });
      cloud.fail(/^vaults\.list/, "denied");
      assert.match((await preview(cloud).check()).join(), /^: the quota of private images is used up/);
    });
  });

  it("refuses where the cloud does not accept the credentials: they will not become right", async () => {
    const cloud = new ScriptedCloud();
    const { reason } = { reason: "Incorrect IAM authentication information" };
    cloud.images.list = () =>
      Promise.reject(new CloudError("denied", "GET ims", { reason, status: 401, code: "APIGW.0301" }));
    const refused = await preview(cloud).check();
    assert.equal(refused.length, 1);
    assert.match(refused[0] ?? "", /does not accept the credentials.*APIGW\.0301.*ecs-lifecycle:profiles/);
  });

  describe("with values that are not known yet", () => {
    for (const { inputs, still } of [
      { inputs: { server: unknown }, still: "name" },
      { inputs: { vault: unknown }, still: "server" },
      { inputs: { vault: { id: unknown } }, still: "server" },
      { inputs: { vault: { ensure: { name: unknown } } }, still: "server" },
      { inputs: { guest: unknown }, still: "server" },
      { inputs: { guest: { osFamily: unknown, database: false } }, still: "server" },
      { inputs: { guest: { ...linux, diskGroups: unknown } }, still: "server" },
      { inputs: { guest: { ...linux, database: unknown } }, still: "server" },
      { inputs: { name: unknown }, still: "server" },
      { inputs: { tags: { team: unknown } }, still: "server" },
      { inputs: { minRamMb: unknown, maxRamMb: 1 }, still: "server" },
      { inputs: { deleteVaultWhenEmpty: unknown }, still: "server" },
    ]) {
      it(`refuses nothing that depends on them: ${JSON.stringify(inputs)}`, async () => {
        const { check, warnings } = preview(new ScriptedCloud());
        assert.deepEqual(await check(inputs), []);
        assert.deepEqual(warnings, []);
      });

      it(`refuses what does not depend on them: ${JSON.stringify(inputs)}`, async () => {
        const cloud = new ScriptedCloud({
          has: { servers: [{ ...server, frozen: true }], images: [{ ...image, mark: undefined }] },
        });
        const refused = await preview(cloud).check(inputs);
        assert.ok(
          refused.some((text) => text.startsWith(`${still}: `)),
          refused.join(),
        );
      });
    }

    it("looks at nothing where it is not known whether an image is adopted, or in which account", async () => {
      for (const inputs of [{ adopt: unknown }, { profile: unknown }]) {
        const cloud = new ScriptedCloud({ has: { servers: [] } });
        assert.deepEqual(await preview(cloud).check(inputs), []);
        assert.deepEqual(cloud.calls, []);
      }
    });
  });

  describe("with a name", () => {
    it("FEI-15 rejects one that the resource's own old image still has, with the two ways out", async () => {
      const cloud = new ScriptedCloud({ has: { images: [old] } });
      const [refused = "", ...more] = await preview(cloud).check();
      assert.deepEqual(more, []);
      assert.match(refused, /^name: .*an earlier operation of this resource made/);
      assert.match(refused, /Two ways out: leave the name out.*deleteBeforeReplace/);
    });

    it("FEI-15 accepts it where the old image goes first", async () => {
      const cloud = new ScriptedCloud({ has: { images: [old] } });
      assert.deepEqual(await preview(cloud).check({}, { deletesBeforeReplacing: true }), []);
    });

    it("FEI-15 rejects one that somebody else's image has, also where the own old image goes first", async () => {
      const cloud = new ScriptedCloud({ has: { images: [{ ...image, mark: undefined }] } });
      const refused = await preview(cloud).check({}, { deletesBeforeReplacing: true });
      assert.match(refused.join(), /^name: .*Choose another name/s);
    });

    it("FEI-15 rejects one that the resource's old image has from before it was renamed, as its own", async () => {
      const formerUrn = `${goal.urn}-before`;
      const mark = formatMark(formerUrn, "0000000000000000");
      const cloud = new ScriptedCloud({ has: { images: [{ ...image, mark }] } });
      const { check, lifecycle } = preview(cloud);
      assert.match((await check()).join(), /Choose another name/, "as long as nothing says otherwise");
      const hidden = (urn: string) => ({ ...goal.inputs, [hiddenInputName]: { urn } });
      await lifecycle.diff("id", { ...outputs, ...hidden(formerUrn) }, hidden(goal.urn));
      assert.match((await check()).join(), /Two ways out/);
    });

    it("FEI-15 accepts names of other images, and the default name", async () => {
      const cloud = new ScriptedCloud({ has: { images: [{ ...old, name: "another" }] } });
      assert.deepEqual(await preview(cloud).check(), []);
      cloud.has.images.push(old);
      assert.deepEqual(await preview(cloud).check({ name: null }), []);
    });
  });

  describe("of a resource whose operation is under way", () => {
    const begun = (record: typeof sent): Script => ({
      has: {
        servers: [
          {
            ...server,
            state: "other",
            stateText: "ERROR",
            records: { [recordKey(goal.urn)]: formatRecord(record) },
          },
        ],
      },
    });

    it("judges no start conditions: they applied when it began", async () => {
      assert.deepEqual(await preview(new ScriptedCloud(begun(sent))).check(), []);
    });

    it("judges them where the operation is older than a day: it is not taken over", async () => {
      const old = { ...sent, since: sent.since - 25 * 60 * 60, attemptAt: sent.since - 25 * 60 * 60 };
      assert.equal((await preview(new ScriptedCloud(begun(old))).check()).length, 1);
    });

    it("judges them where the operation has ended", async () => {
      assert.equal((await preview(new ScriptedCloud(begun(settled))).check()).length, 1);
    });

    it("judges them where the operation is another resource's", async () => {
      const cloud = new ScriptedCloud(begun(sent));
      assert.equal((await preview(cloud).check({}, { urn: `${goal.urn}-2` })).length, 1);
    });

    it("judges none while this very process is at work on the server", async () => {
      const queue = new ServerQueue();
      const cloud = new ScriptedCloud({ has: { servers: [{ ...server, task: "rebooting", frozen: true }] } });
      await queue.whenFree(
        ids.server,
        () => undefined,
        async () => {
          assert.deepEqual(await preview(cloud, queue).check(), []);
        },
      );
      assert.equal((await preview(cloud, queue).check()).length, 1);
    });
  });

  describe("of an adoption", () => {
    const adopting = { adopt: ids.image, server: null, vault: null, guest: null, name: null };

    it("looks at the lists that all resources share, and at nothing else", async () => {
      const cloud = new ScriptedCloud({
        has: { images: [{ ...image, mark: undefined, backupId: undefined }] },
      });
      await preview(cloud).check(adopting);
      assert.deepEqual(cloud.calls, ["images.list"]);
    });

    it("refuses what cannot be adopted", async () => {
      const refused = await preview(new ScriptedCloud()).check(adopting);
      assert.equal(refused.length, 1);
      assert.match(refused[0] ?? "", /adopt: there is no image/);
    });

    const there = (changes: Partial<typeof image> = {}): Script => ({
      has: { images: [{ ...image, mark: undefined, ...changes }], backups: [backup] },
    });

    it("says nothing where the image is as the program says", async () => {
      const { check, warnings } = preview(new ScriptedCloud(there()));
      assert.deepEqual(await check({ ...adopting, name: image.name }), []);
      assert.deepEqual(warnings, []);
    });

    it("announces what it would change of the image: an image by hand has a name and tags of its own", async () => {
      const { check, warnings } = preview(new ScriptedCloud(there({ tags: { byHand: "x" } })));
      const asked = { name: "new", description: "d", tags: { team: "web" }, maxRamMb: 4096 };
      assert.deepEqual(await check({ ...adopting, ...asked }), []);
      assert.equal(warnings.length, 1);
      const [warning = ""] = warnings;
      for (const text of [`"new"`, `"d"`, "memory", "team", "byHand", image.id])
        assert.ok(warning.includes(text), `${text}: ${warning}`);
    });

    it("announces that it could not be checked, and refuses nothing", async () => {
      const cloud = new ScriptedCloud(there());
      cloud.fail(/^images\.list/, "denied");
      const { check, warnings } = preview(cloud);
      assert.deepEqual(await check(adopting), []);
      assert.match(warnings.join(), /^could not be checked: whether image .* can be adopted/);
    });

    it("refuses the resource's own image where that would be deleted first", async () => {
      const cloud = new ScriptedCloud(there({ mark: foreignMark }));
      const refused = await preview(cloud).check(adopting, { deletesBeforeReplacing: true });
      assert.match(refused.join(), /adopt: image \S+ is this resource's own, and deleteBeforeReplace/);
      assert.deepEqual(await preview(cloud).check({ ...adopting, name: image.name }), []);
    });

    it("refuses another source than the one that it was made of", async () => {
      const cloud = new ScriptedCloud({
        has: {
          images: [{ ...image, mark: undefined }],
          backups: [backup],
        },
      });
      const refused = await preview(cloud).check({ ...adopting, server: "db-01" });
      assert.match(refused.join(), /the program says db-01/);
    });
  });
});

describe("what a submission is judged by", () => {
  const facts = (cloud: ScriptedCloud, inputs: Partial<FullEcsImageInputs> = {}) =>
    submissionFacts({ ...goal.inputs, ...inputs }, goal.urn, ids.server, cloud);

  it("is looked up for it alone, not taken from a list that may be old", async () => {
    const cloud = new ScriptedCloud();
    await cloud.listings.vaults();
    cloud.has.vaults = [];
    const { vaults } = await facts(cloud);
    assert.deepEqual(vaults, { value: [] });
    assert.ok(cloud.calls.includes(`disks.ofServer ${ids.server}`));
    assert.ok(cloud.calls.includes("images.named web-01 full"));
  });

  it("asks for no name where the image gets one of its own", async () => {
    const cloud = new ScriptedCloud();
    assert.deepEqual((await facts(cloud, { name: null })).namesakes, { value: [] });
    assert.deepEqual(cloud.made(/images\.named/), []);
  });

  it("is unknown where the cloud says no for good: then it judges itself", async () => {
    const cloud = new ScriptedCloud();
    for (const call of [/^disks/, /^vaults/, /^images\.named/, /^images\.quota/]) cloud.fail(call, "denied");
    const { disks: seen, vaults, namesakes, quota } = await facts(cloud);
    for (const one of [seen, vaults, namesakes, quota]) assert.ok("unknown" in one);
  });

  for (const kind of ["throttled", "unreachable", "answerLost"] as const)
    it(`is asked for again where the cloud cannot answer now (${kind})`, async () => {
      const cloud = new ScriptedCloud();
      cloud.fail(/^vaults\.list/, kind);
      const error = await errorOf(facts(cloud));
      assert.ok(error instanceof CloudError && error.kind === kind);
    });
});
