import assert from "node:assert/strict";
import type { Server } from "../../../../provider/ports/servers";
import { OperationFailure } from "../../../../provider/procedures/errors";
import { changesBetween } from "../../../../provider/lifecycle/changes";
import { hiddenInputName } from "../../../../provider/lifecycle/hiddenInput";
import { asAnyDefinition } from "../../../../provider/resources/definition";
import { fullEcsImage } from "../../../../provider/resources/fullEcsImage";
import {
  formatRecord,
  parseRecord,
  recordKey,
  type OperationRecord,
} from "../../../../provider/procedures/operationRecord";
import { formatMark } from "../../../../provider/ports/mark";
import {
  createOperation,
  followOperation,
} from "../../../../provider/resources/fullEcsImage/createOperation";
import type { Goal as AnyGoal } from "../../../../provider/resources/definition";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { carryOut, errorOf, type Shown } from "./carryOut";
import {
  anotherGeneration,
  backup,
  foreignMark,
  goal,
  ids,
  image,
  linux,
  outputs,
  server,
  towards,
  vault,
  withoutFollowUps,
} from "./samples";
import { backupAfter, ScriptedCloud, snapshotsAfter } from "./scriptedCloud";

/** Makes an image; what the user is told goes to `warnings`, and the row to `shown`. */
async function create(
  cloud: ScriptedCloud,
  inputs: Partial<FullEcsImageInputs> = {},
  of: AnyGoal<FullEcsImageInputs> = goal,
) {
  const warnings: string[] = [];
  const shown: Shown[] = [];
  const asked = { ...of, inputs: { ...of.inputs, ...inputs } };
  const operation = await createOperation(asked, undefined, cloud, (text) => warnings.push(text));
  return { operation, result: carryOut(operation, cloud.clock, shown), warnings, shown };
}

/** The metadata of a server with a record of the goal's resource. */
function recordWith(record: Pick<OperationRecord, "state" | "generation">): Record<string, string> {
  const earlier = Math.floor(new ScriptedCloud().clock.now() / 1000) - 600;
  const text = formatRecord({
    ...{ kind: "FullEcsImage", attempt: 1, since: earlier, attemptAt: earlier },
    ...{ inputsDigest: "000000000000", disksDigest: "000000000000", systemDiskDigest: "000000000000" },
    serverState: "running",
    ...record,
  });
  return { [recordKey(goal.urn)]: text };
}

const recordIn = (cloud: ScriptedCloud) =>
  parseRecord(cloud.has.servers[0]?.records[recordKey(goal.urn)] ?? "");

describe("the creation of a full-ECS image", () => {
  it("ends with everything about the image in its outputs", async () => {
    const made = withoutFollowUps(await (await create(new ScriptedCloud())).result);
    const { createdAt, backedUpAt, ...others } = made;
    const { createdAt: _created, backedUpAt: _backedUp, ...expected } = outputs;
    assert.deepEqual(others, { ...expected, imageId: "image-1", backupId: "backup-1" });
    assert.ok(createdAt && backedUpAt && createdAt < backedUpAt);
  });

  it("FEI-13 accepts source, vault, name, description, tags, memory and enterprise project: all are asked for", async () => {
    const cloud = new ScriptedCloud({ defaultTags: { owner: "ops", team: "ops" } });
    const project = "99999999-0000-4000-8000-000000000001";
    const memory = { minRamMb: 1024, maxRamMb: 4096 };
    const asked = { description: "d", tags: { team: "web" }, enterpriseProject: project, ...memory };
    await (
      await create(cloud, asked)
    ).result;
    assert.deepEqual(cloud.requests, [
      {
        ...{ serverId: ids.server, vaultId: ids.vault, name: "web-01 full", description: "d" },
        ...{ tags: { owner: "ops", team: "web" }, enterpriseProject: project, ...memory, mark: image.mark },
      },
    ]);
    assert.deepEqual(cloud.made(/images\.(update|changeTags|setMark)/), [], "nothing is mended afterwards");
  });

  it("FEI-13 accepts names of server and vault: their IDs are asked for", async () => {
    const cloud = new ScriptedCloud();
    await (
      await create(cloud, { server: "web-01", vault: { name: "vault-servers" } })
    ).result;
    assert.deepEqual([cloud.requests[0]?.serverId, cloud.requests[0]?.vaultId], [ids.server, ids.vault]);
  });

  it("FEI-13 rejects a request that the cloud refuses: told with its reason, and nothing is left of it", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.submit/, "refused", { code: "IMG.0182" });
    const { operation, result } = await create(cloud);
    const error = await errorOf(result);
    assert.ok(error instanceof OperationFailure && error.kind === "constraintViolated");
    assert.match(error.message, /the cloud refused to make the image: .*IMG\.0182/);
    assert.equal(recordIn(cloud), undefined);
    assert.equal(operation.known(), undefined);
  });

  it("FEI-13 rejects it also for a run that goes on with a killed one, and nothing is left of either", async () => {
    const killed = recordWith({ state: "intended", generation: anotherGeneration });
    const cloud = new ScriptedCloud({ has: { servers: [{ ...server, records: killed }] } });
    cloud.fail(/^images\.submit/, "refused", { code: "IMG.0155" });
    const error = await errorOf((await create(cloud)).result);
    assert.match(error.message, /IMG\.0155/);
    assert.equal(recordIn(cloud), undefined, "no other resource has to wait for it");
  });

  describe("after an earlier one of the same resource", () => {
    const settled = recordWith({ state: "settled", generation: anotherGeneration });
    const old = { ...image, id: "image-0", name: "old", mark: formatMark(goal.urn, anotherGeneration) };

    for (const { reason, images, of, expected } of [
      { reason: "whose image nobody may hold", images: [old], of: goal, expected: 1 },
      { reason: "whose image is gone", images: [], of: goal, expected: 0 },
      {
        reason: "whose image Pulumi's state holds: it is replaced",
        images: [old],
        of: { ...goal, isInState: (generation: string) => generation === anotherGeneration },
        expected: 0,
      },
    ])
      it(`${expected > 0 ? "tells" : "tells nothing"} of one ${reason}`, async () => {
        const cloud = new ScriptedCloud({
          has: { servers: [{ ...server, records: settled }], images, backups: [] },
        });
        const { result, warnings } = await create(cloud, {}, of);
        assert.equal((await result).imageId, "image-1");
        assert.equal(warnings.length, expected, warnings.join());
        for (const warning of warnings) assert.match(warning, /has made an image before, with the tag /);
      });

    it("names the backup and the image of one that failed when its run was killed", async () => {
      const failedRecord = recordWith({ state: "failed", generation: anotherGeneration });
      const dead = { ...old, state: "failed", stateText: "killed", backupId: undefined } as const;
      const broken = { ...backup, id: "backup-0", state: "failed", stateText: "error" } as const;
      const cloud = new ScriptedCloud({
        has: { servers: [{ ...server, records: failedRecord }], images: [dead], backups: [broken] },
      });
      const { result, warnings } = await create(cloud);
      await result;
      assert.match(warnings.join(), /image image-0 \("old", killed\); delete it/);
      assert.match(warnings.join(), /backup backup-0; delete it/);
    });
  });

  it("has a name of its own where none is asked for", async () => {
    const cloud = new ScriptedCloud();
    const made = await (await create(cloud, { name: null })).result;
    assert.equal(cloud.requests[0]?.name, "web-01-01234567");
    assert.equal(made.name, "web-01-01234567");
  });

  for (const { reason, mark, expected } of [
    {
      reason: "the resource's own old image",
      mark: foreignMark,
      expected: /image-0, which an earlier operation .*Two ways out.*adopt: "image-0"/,
    },
    { reason: "somebody else's image", mark: undefined, expected: /the cloud refused to make the image: / },
  ])
    it(`is refused where the cloud says that the name is taken by ${reason}`, async () => {
      const cloud = new ScriptedCloud();
      cloud.fail(/^images\.submit/, "nameTaken");
      // It has come since it was looked for.
      cloud.after(5, ({ images }) => images.push({ ...image, id: "image-0", mark }));
      cloud.has.images = [];
      const error = await errorOf((await create(cloud)).result);
      assert.match(error.message, expected);
      if (mark === undefined) assert.doesNotMatch(error.message, /Two ways out/);
    });

  it("FEI-06 accepts an image for its source's zone where the user settles for that, and names the zone", async () => {
    const cloud = new ScriptedCloud();
    const begin = cloud.now();
    const made = await (await create(cloud, { completeWhen: "usableInSourceAz" })).result;
    assert.equal(made.availableOnlyIn, "eu-de-01");
    assert.ok(!("backedUpAt" in made));
    assert.equal(cloud.has.backups[0]?.state, "copying");
    assert.ok(cloud.now() - begin < backupAfter, "it does not wait for the backup");
  });

  it("FEI-06 rejects that by default: it is complete only when the restriction has gone", async () => {
    const cloud = new ScriptedCloud();
    const { result, shown } = await create(cloud);
    const made = await result;
    assert.ok(!("availableOnlyIn" in made));
    assert.equal(cloud.has.backups[0]?.state, "finished");
    assert.ok(
      shown.some(({ what }) => /^available in eu-de-01 only/.test(what)),
      "a stage of its own",
    );
  });

  it("shows where its progress comes from", async () => {
    const cloud = new ScriptedCloud();
    const estimated = await create(cloud);
    await estimated.result;
    assert.ok(estimated.shown.some(({ progress }) => progress?.source === "estimate"));

    const telling = new ScriptedCloud();
    telling.backups.progress = () =>
      Promise.resolve({ fraction: 0.5, beganAt: undefined, backupId: undefined });
    const told = await create(telling);
    await told.result;
    assert.ok(
      told.shown.some(({ progress }) => progress?.source === "backup task" && progress.fraction === 0.5),
    );
  });

  it("ends although nobody can say how far it is", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^backups\.progress/, "denied", { times: 1000 });
    assert.equal((await (await create(cloud)).result).imageStatus, "Normal");
  });

  it("ends although disks and vaults cannot be looked up: the cloud judges them itself", async () => {
    const cloud = new ScriptedCloud();
    for (const call of [/^disks/, /^vaults/]) cloud.fail(call, "denied", { times: 1000 });
    const made = await (await create(cloud)).result;
    assert.equal(made.vaultId, ids.vault);
    assert.ok(!("vaultName" in made));
    assert.deepEqual(
      made.disks?.map(({ type }) => type),
      [undefined, undefined, undefined],
    );
  });

  it("says what to do where a vault is only named and cannot be looked up", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^vaults/, "denied", { times: 1000 });
    const error = await errorOf((await create(cloud, { vault: { name: vault.name } })).result);
    assert.match(error.message, /vault "vault-servers" could not be looked up\. Give its ID/);
    assert.equal(recordIn(cloud), undefined);
  });

  it("FEI-01 rejects an image that lacks a disk which was attached when it was asked for", async () => {
    const cloud = new ScriptedCloud();
    cloud.after(snapshotsAfter + 5, ({ backups }) => backups[0]?.disks.pop());
    const error = await errorOf((await create(cloud)).result);
    assert.match(error.message, /image image-1 .* is not the image that was asked for: it holds 2 disks/);
  });

  it("FEI-01 accepts a data disk that is attached after it was asked for: the image is of then", async () => {
    const cloud = new ScriptedCloud();
    cloud.after(30, ({ servers }) => servers[0]?.diskIds.push("later"));
    assert.equal((await (await create(cloud)).result).disks?.length, 3);
  });

  it("waits for a task on the server, and begins nothing meanwhile", async () => {
    const cloud = new ScriptedCloud({ has: { servers: [{ ...server, task: "rebooting" }] } });
    cloud.after(300, ({ servers }) => (servers[0]!.task = undefined));
    const { result, shown } = await create(cloud);
    await result;
    assert.equal(shown[0]?.what, "waiting for web-01: rebooting");
    assert.equal(
      cloud.calls.filter((call) => /^(records|images\.submit)/.test(call))[0],
      `records.write ${ids.server}`,
    );
    assert.equal(cloud.requests.length, 1);
  });

  it("judges by what is there when its turn comes, not by what was there at preview", async () => {
    const cloud = new ScriptedCloud({ has: { servers: [{ ...server, task: "rebooting" }] } });
    cloud.after(200, ({ vaults }) => (vaults[0]!.usedGb = 2000));
    cloud.after(300, ({ servers }) => (servers[0]!.task = undefined));
    const error = await errorOf((await create(cloud)).result);
    assert.match(error.message, /is full: 2000 of 2000 GB/);
    assert.equal(cloud.requests.length, 0);
  });

  it("asks for no second image where the answer to the first was lost", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.submit/, "answerLost", { when: "after" });
    const { result, warnings } = await create(cloud);
    assert.equal((await result).imageId, "image-1");
    assert.equal(cloud.requests.length, 1);
    assert.match(warnings.join(), /no answer to the request/);
  });

  it("tries again where the server is busy at the moment of the request", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.submit/, "busy", { times: 2 });
    assert.equal((await (await create(cloud)).result).imageId, "image-1");
    assert.equal(cloud.made(/images\.submit/).length, 3);
  });

  it("writes its record again where somebody removes it meanwhile, says so, and asks for nothing twice", async () => {
    for (const seconds of [30, snapshotsAfter + 30]) {
      const cloud = new ScriptedCloud();
      cloud.after(seconds, ({ servers }) => (servers[0]!.records = {}));
      const { result, warnings } = await create(cloud);
      assert.equal((await result).imageId, "image-1");
      assert.equal(cloud.requests.length, 1);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? "", new RegExp(`removed the record .* key ${recordKey(goal.urn)}\\)`));
      assert.equal(recordIn(cloud)?.state, "settled");
    }
  });

  it("gives one and the same image the attributes of now where they changed while it was made", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.job/, "denied");
    const first = await create(cloud);
    await errorOf(first.result);
    const known = first.operation.known();
    assert.equal(known?.settled, false);
    const asked = towards({ name: "new", tags: { team: "web" } });
    const again = await createOperation(asked, known, cloud, () => undefined);
    const made = await carryOut(again, cloud.clock);
    assert.deepEqual([made.imageId, made.name, made.tagsAll], ["image-1", "new", { team: "web" }]);
    assert.equal(cloud.requests.length, 1);
  });

  it("follows an interrupted one to its end, and begins none", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.job/, "denied");
    const first = await create(cloud);
    await errorOf(first.result);
    const known = first.operation.known();
    assert.ok(known);
    const following = await followOperation(goal, known, cloud, () => undefined);
    assert.equal((await carryOut(following, cloud.clock))?.imageId, "image-1");

    const nothing = new ScriptedCloud();
    const none = await followOperation(goal, known, nothing, () => undefined);
    assert.equal(await carryOut(none, nothing.clock), undefined);
    assert.deepEqual(nothing.requests, []);
  });
});

describe("a full-ECS image that a killed run has begun with other inputs", () => {
  /** A run that was killed while its image was made, and that nobody has saved anything of. */
  async function killed(cloud: ScriptedCloud): Promise<void> {
    cloud.fail(/^images\.job/, "denied");
    await errorOf((await create(cloud, {}, { ...goal, generation: "1111111111111111" })).result);
  }

  const another = { ...vault, id: "33333333-0000-4000-8000-000000000002", name: "another" };
  const cases: Partial<FullEcsImageInputs>[] = [
    { vault: { id: another.id } },
    { vault: { name: "another" } },
    { vault: { ensure: { name: "another" } } },
    { vault: { ensure: { name: "new" } } },
    { guest: { ...linux, database: true } },
    { triggers: ["again"] },
    { enterpriseProject: "99999999-0000-4000-8000-000000000001" },
  ];
  for (const changed of cases)
    it(`is followed to its end, and not taken for one with ${JSON.stringify(changed)}`, async () => {
      const cloud = new ScriptedCloud({ has: { vaults: [vault, another] } });
      await killed(cloud);
      const { operation, result } = await create(cloud, changed);
      const error = await errorOf(result);
      assert.ok(error instanceof OperationFailure && error.kind === "unsettledChange");
      assert.match(error.message, /made image image-1/);
      assert.equal(cloud.requests.length, 1);
      const known = operation.known();
      assert.ok(known);
      assert.deepEqual(
        [known.settled, known.imageId, known.vaultId, known.vaultName],
        [true, "image-1", ids.vault, "vault-servers"],
      );
      assert.ok(!("guest" in known) && !("triggers" in known), "nothing shows what these were");
      // What the next preview shows.
      const saved = { ...known, [hiddenInputName]: { urn: goal.urn } };
      const program = { ...goal.inputs, ...changed };
      const changes = changesBetween(asAnyDefinition(fullEcsImage), saved, program, goal.generation);
      assert.ok(
        changes.some(({ effect }) => effect === "replace"),
        JSON.stringify(changes),
      );
    });

  it("is taken over where nothing that means another image has changed", async () => {
    const cloud = new ScriptedCloud({ has: { vaults: [vault, another] } });
    await killed(cloud);
    const made = await (await create(cloud, { name: "new", keepBackup: true })).result;
    assert.deepEqual([made.imageId, made.name, cloud.requests.length], ["image-1", "new", 1]);
    assert.equal(cloud.has.images[0]?.mark, image.mark, "it is this operation's now");
  });
});

describe("the vault that is made for a full-ECS image", () => {
  const ensured = { vault: { ensure: { name: "server-backups" } } };

  it("FEI-14 accepts that there is none: it is made, marked, as large as the disks, and used", async () => {
    const cloud = new ScriptedCloud();
    const made = await (await create(cloud, ensured)).result;
    assert.deepEqual(cloud.wantedVaults, [{ name: "server-backups", sizeGb: 140, mark: image.mark }]);
    assert.equal(cloud.requests[0]?.vaultId, "made-1");
    assert.deepEqual([made.vaultId, made.vaultName, made.vault], ["made-1", "server-backups", ensured.vault]);
  });

  it("FEI-14 accepts the size that is asked for", async () => {
    const cloud = new ScriptedCloud();
    await (
      await create(cloud, { vault: { ensure: { name: "server-backups", size: 500 } } })
    ).result;
    assert.equal(cloud.wantedVaults[0]?.sizeGb, 500);
  });

  it("FEI-14 rejects a size that nobody can tell: the disks were not to be seen, and the user says none", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^disks/, "denied", { times: 1000 });
    const { operation, result } = await create(cloud, ensured);
    const error = await errorOf(result);
    assert.match(error.message, /^vault\.ensure\.size: .*could not be looked up.*"server-backups"/);
    assert.deepEqual([cloud.wantedVaults, cloud.requests, operation.known()], [[], [], undefined]);

    const said = new ScriptedCloud();
    said.fail(/^disks/, "denied", { times: 1000 });
    await (
      await create(said, { vault: { ensure: { name: "server-backups", size: 500 } } })
    ).result;
    assert.equal(said.wantedVaults[0]?.sizeGb, 500);
  });

  it("is named where the image then is refused: it stays, and is billed", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.submit/, "refused");
    const error = await errorOf((await create(cloud, ensured)).result);
    assert.match(
      error.message,
      /Vault "server-backups" \(made-1\), which was made for it, stays and is billed/,
    );
    assert.equal((await (await create(cloud, ensured)).result).vaultId, "made-1", "the next run uses it");
  });

  it("is named where the operation ends after it was made and before it is used", async () => {
    const cloud = new ScriptedCloud();
    const make = cloud.vaults.create.bind(cloud.vaults);
    cloud.vaults.create = async (wanted) => {
      const made = await make(wanted);
      cloud.fail(/^servers\.get/, "denied");
      return made;
    };
    const { operation, result, warnings } = await create(cloud, ensured);
    await errorOf(result);
    await operation.abandon?.();
    assert.match(warnings.join(), /^vault "server-backups" \(made-1\) was made for the image and stays/);
  });

  it("is not named where the image was asked for: it is in use", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.job/, "denied");
    const { operation, result, warnings } = await create(cloud, ensured);
    await errorOf(result);
    await operation.abandon?.();
    assert.deepEqual(warnings, []);
  });

  it("is not named where it was there before", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^images\.submit/, "refused");
    const error = await errorOf((await create(cloud, { vault: { ensure: { name: vault.name } } })).result);
    assert.doesNotMatch(error.message, /stays and is billed/);
  });

  it("FEI-14 accepts one that is there: none is made, whatever its size", async () => {
    const cloud = new ScriptedCloud();
    await (
      await create(cloud, { vault: { ensure: { name: vault.name, size: 500 } } })
    ).result;
    assert.deepEqual(cloud.wantedVaults, []);
    assert.equal(cloud.requests[0]?.vaultId, ids.vault);
  });

  it("FEI-14 rejects one that the cloud refuses to make: told with name, size and remedy, nothing is left", async () => {
    const cloud = new ScriptedCloud();
    cloud.fail(/^vaults\.create/, "refused", { code: "BackupService.9900" });
    const { operation, result } = await create(cloud, ensured);
    const error = await errorOf(result);
    assert.ok(error instanceof OperationFailure && error.kind === "constraintViolated");
    assert.match(error.message, /"server-backups" of 140 GB.*BackupService\.9900.*Name a vault that exists/);
    assert.equal(operation.known(), undefined);
    assert.equal(recordIn(cloud), undefined);
    assert.deepEqual(cloud.requests, []);
  });

  it("is made only once the intention is confirmed: another run may have been first", async () => {
    const cloud = new ScriptedCloud();
    await (
      await create(cloud, ensured)
    ).result;
    const [wrote, made, asked] = [/^records\.write/, /^vaults\.create/, /^images\.submit/].map((call) =>
      cloud.calls.findIndex((one) => call.test(one)),
    );
    assert.ok(wrote! < made! && made! < asked!, cloud.calls.join("\n"));
  });

  for (const { reason, vaultsShowAfter, fault } of [
    { reason: "shows late", vaultsShowAfter: 60, fault: undefined },
    { reason: "was made without an answer", vaultsShowAfter: 0, fault: "after" },
    { reason: "was made without an answer, and shows late", vaultsShowAfter: 10, fault: "after" },
    { reason: "was asked for without an answer, and not made", vaultsShowAfter: 0, fault: "before" },
  ] as const)
    it(`is one, where it ${reason}`, async () => {
      const cloud = new ScriptedCloud({ vaultsShowAfter });
      if (fault) cloud.fail(/^vaults\.create/, "answerLost", { when: fault });
      const made = await (await create(cloud, ensured)).result;
      const there = cloud.has.vaults.filter(({ name }) => name === "server-backups");
      assert.deepEqual(
        there.map(({ id }) => id),
        [made.vaultId],
      );
      assert.equal(cloud.requests.length, 1);
      assert.ok(cloud.made(/^vaults\.list/).length <= 5, "it is not asked for without a pause");
    });

  it("is the older where two runs have made one each", async () => {
    const cloud = new ScriptedCloud();
    const first = { ...vault, id: "first", name: "server-backups", mark: foreignMark, createdAt: 10 };
    cloud.has.vaults.push({ ...first, id: "second", createdAt: 20 }, first);
    assert.equal((await (await create(cloud, ensured)).result).vaultId, "first");
  });
});

describe("a server while its full-ECS image is made", () => {
  const disturbed = async (seconds: number, change: Partial<Server>) => {
    const cloud = new ScriptedCloud();
    cloud.after(seconds, ({ servers, jobs, backups }) => {
      Object.assign(servers[0] ?? {}, change);
      Object.assign(jobs[0] ?? {}, { state: "failed", failure: { code: "IMG.0126", reason: "wrong state" } });
      Object.assign(backups[0] ?? {}, { state: "failed", stateText: "error" });
    });
    const { result, warnings } = await create(cloud);
    return { error: await errorOf(result), warnings };
  };

  for (const { what, change, expected } of [
    {
      what: "is stopped",
      change: { state: "stopped", stateText: "SHUTOFF" },
      expected: "web-01 has been stopped (it was running, and is SHUTOFF)",
    },
    {
      what: "is being restarted",
      change: { task: "rebooting" },
      expected: "web-01 is being restarted (task rebooting)",
    },
    {
      what: "loses its system disk",
      change: { systemDiskId: undefined },
      expected: "the system disk of web-01 has been detached",
    },
  ] as const)
    it(`FEI-05 rejects one that ${what}: warned of at once, and named in the failure`, async () => {
      const { error, warnings } = await disturbed(40, change);
      assert.match(error.message, /ended FAIL \(IMG\.0126\): wrong state/);
      for (const text of [error.message, warnings.join()]) {
        assert.ok(text.includes(expected), text);
        assert.match(text, /\[FEI-05: /);
      }
      assert.equal(warnings.length, 1, "once");
    });

  it("FEI-05 accepts one that is left alone: nobody is warned, nobody is blamed", async () => {
    const { result, warnings } = await create(new ScriptedCloud());
    await result;
    assert.deepEqual(warnings, []);
    const failed = await disturbed(40, {});
    assert.doesNotMatch(failed.error.message, /FEI-05/);
    assert.deepEqual(failed.warnings, []);
  });

  it("FEI-05 accepts the platform's own tasks", async () => {
    const cloud = new ScriptedCloud();
    cloud.after(30, ({ servers }) => (servers[0]!.task = "image_snapshot"));
    cloud.after(90, ({ servers }) => (servers[0]!.task = undefined));
    const { result, warnings } = await create(cloud);
    await result;
    assert.deepEqual(warnings, []);
  });

  it("FEI-05 accepts whatever happens once the backup is complete", async () => {
    const cloud = new ScriptedCloud();
    cloud.after(backupAfter + 20, ({ servers }) =>
      Object.assign(servers[0] ?? {}, { state: "stopped", stateText: "SHUTOFF" }),
    );
    const { result, warnings } = await create(cloud);
    await result;
    assert.deepEqual(warnings, []);
  });

  it("FEI-05 accepts one write of ours: between the request and the backup only the record gets its job", async () => {
    const cloud = new ScriptedCloud();
    await (
      await create(cloud)
    ).result;
    const reads = /\.(get|list|job|progress|ofServer|named|quota)\b/;
    const asked = cloud.calls.findIndex((call) => call.startsWith("images.submit"));
    const writes = cloud.calls.slice(asked + 1).filter((call) => !reads.test(call));
    assert.deepEqual(writes, [`records.write ${ids.server}`, `records.write ${ids.server}`], "sent, settled");
    assert.equal(recordIn(cloud)?.jobId, "job-1");
    const settled = cloud.calls.lastIndexOf(`records.write ${ids.server}`);
    assert.ok(cloud.calls.lastIndexOf("backups.get backup-1", settled) > asked, "settled after the backup");
  });
});
