import assert from "node:assert/strict";
import type { Backup } from "../../../../provider/ports/backups";
import type { Image } from "../../../../provider/ports/images";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { inputsFrom, outputsOf, type Found } from "../../../../provider/resources/fullEcsImage/outputs";
import {
  account,
  backup,
  copying,
  disks,
  goal,
  ids,
  image,
  linux,
  outputs,
  vault,
  withoutFollowUps,
} from "./samples";

const { inputs } = goal;
const of = (seen: Partial<Found>, earlier?: Partial<typeof outputs>) =>
  withoutFollowUps(outputsOf(inputs, { account, settled: true, ...seen }, earlier));

describe("outputs of FullEcsImage", () => {
  it("say everything about a complete image, the system disk first", () => {
    assert.deepEqual(of({ image, backup, disks, vault, jobId: "job-1" }), outputs);
  });

  it("say only what is known", () => {
    const nothing = { ...inputs, stateVersion: 1, settled: false, account };
    assert.deepEqual(of({ settled: false }), nothing);
    assert.deepEqual(of({ settled: false, jobId: "job-1" }), { ...nothing, jobId: "job-1" });
    assert.deepEqual(of({ settled: false, serverId: ids.server, vault: { id: ids.vault } }), {
      ...nothing,
      serverId: ids.server,
      vaultId: ids.vault,
    });
    assert.deepEqual(of({ image, settled: false }), {
      ...nothing,
      imageId: ids.image,
      imageStatus: "Normal",
      tagsAll: {},
      createdAt: "2026-01-02T03:04:05.000Z",
      ...{ exportable: false, replicable: false },
    });
  });

  for (const { state, expected } of [
    { state: "creating", expected: "Creating" },
    { state: "usable", expected: "Normal" },
    { state: "failed", expected: "Failed" },
  ] as const)
    it(`name the status as the console does: ${expected}`, () => {
      assert.equal(of({ image: { ...image, state } }).imageStatus, expected);
    });

  it("FEI-06 accepts the zone that the image is restricted to while there are only snapshots", () => {
    assert.equal(of({ image, backup: copying }).availableOnlyIn, "eu-de-01");
    const early: Backup = { ...copying, restorableFrom: "nothing" };
    assert.equal(of({ image, backup: early }).availableOnlyIn, "eu-de-01");
  });

  it("FEI-06 rejects a restriction that does not apply", () => {
    const cases: { reason: string; seen: Partial<Found> }[] = [
      { reason: "the backup is complete", seen: { image, backup } },
      {
        reason: "the image is not usable yet",
        seen: { image: { ...image, state: "creating" }, backup: copying },
      },
      { reason: "the image failed", seen: { image: { ...image, state: "failed" }, backup: copying } },
      { reason: "there is no image", seen: { backup: copying } },
      { reason: "there is no backup", seen: { image } },
      {
        reason: "the cloud does not say the zone",
        seen: { image, backup: { ...copying, availabilityZone: undefined } },
      },
    ];
    for (const { reason, seen } of cases) assert.ok(!("availableOnlyIn" in of(seen)), reason);
  });

  it("keep the restriction where the backup was not looked at, and drop it once the backup is complete", () => {
    const earlier = { ...outputs, availableOnlyIn: "eu-de-01" };
    assert.equal(of({ image }, earlier).availableOnlyIn, "eu-de-01");
    assert.ok(!("availableOnlyIn" in of({ image, backup }, earlier)));
    assert.ok(!("availableOnlyIn" in of({ image, backup: "gone" }, earlier)));
  });

  it("FEI-11 accepts that the image can be neither exported nor replicated", () => {
    const { exportable, replicable } = of({ image, backup });
    assert.deepEqual([exportable, replicable], [false, false]);
  });

  it("FEI-11 rejects talk of an image that is not there yet", () => {
    const seen = of({ settled: false });
    assert.ok(!("exportable" in seen) && !("replicable" in seen));
  });

  it("FEI-18 accepts every disk that the image holds, with role, size and type", () => {
    assert.deepEqual(of({ image, backup, disks }).disks, [
      { id: ids.system, role: "system", sizeGb: 40, type: "SSD" },
      { id: ids.data1, role: "data", sizeGb: 50, type: "SAS" },
      { id: ids.data2, role: "data", sizeGb: 50, type: "SATA" },
    ]);
  });

  it("FEI-18 rejects a type that was not to be seen, and disks of a backup that is not there", () => {
    assert.deepEqual(of({ image, backup }).disks?.[0], { id: ids.system, role: "system", sizeGb: 40 });
    assert.ok(!("disks" in of({ image })));
  });

  it("keep the types that disks had when they were imaged: the server may have lost them since", () => {
    assert.deepEqual(of({ image, backup }, outputs).disks, outputs.disks);
  });

  it("say when the backup was complete, and keep that: the cloud's time of the last change moves on", () => {
    assert.equal(of({ image, backup }).backedUpAt, "2026-01-02T03:14:05.000Z");
    const touched = { ...backup, updatedAt: backup.updatedAt + 1000 };
    assert.equal(of({ image, backup: touched }, outputs).backedUpAt, "2026-01-02T03:14:05.000Z");
    assert.ok(!("backedUpAt" in of({ image, backup: copying })));
  });

  it("keep what is known of a backup that was not looked at, and forget one that is gone", () => {
    assert.deepEqual(of({ image }, outputs), outputs);
    const { backupId: _id, backedUpAt: _at, ...others } = outputs;
    assert.deepEqual(of({ image, backup: "gone" }, outputs), others);
  });

  it("keep no input of before: those of now are given", () => {
    const earlier = { ...outputs, description: "old", tags: { old: "x" }, keepBackup: true };
    assert.deepEqual(of({ image, backup }, earlier), outputs);
  });

  it("show the tags of the user and of the profile together", () => {
    const tags = { team: "web", owner: "ops" };
    assert.deepEqual(of({ image: { ...image, tags } }).tagsAll, tags);
  });
});

describe("the inputs that would describe what is there", () => {
  const cases: {
    reason: string;
    known?: Partial<FullEcsImageInputs>;
    image?: Partial<Image>;
    backup?: Partial<Backup>;
    defaultTags?: Record<string, string>;
    expected: object;
  }[] = [
    { reason: "are those of the program where nothing drifted", expected: inputs },
    { reason: "have the image's name", image: { name: "renamed" }, expected: { ...inputs, name: "renamed" } },
    {
      reason: "have no name where the image has its default one: that is no input",
      known: { name: null },
      image: { name: "web-01-01234567" },
      expected: { ...inputs, name: undefined },
    },
    {
      reason: "have the image's name where the program leaves it out and somebody renamed the image",
      known: { name: null },
      image: { name: "renamed" },
      expected: { ...inputs, name: "renamed" },
    },
    {
      reason: "have the image's description",
      image: { description: "by hand" },
      expected: { ...inputs, description: "by hand" },
    },
    {
      reason: "have no description where somebody took it away",
      known: { description: "d" },
      expected: inputs,
    },
    {
      reason: "keep an empty description: the cloud has no other way to say it",
      known: { description: "" },
      expected: { ...inputs, description: "" },
    },
    { reason: "have no null", known: { description: null, tags: null, minRamMb: null }, expected: inputs },
    {
      reason: "have the image's tags",
      known: { tags: { team: "web" } },
      image: { tags: { team: "ops", byHand: "x" } },
      expected: { ...inputs, tags: { team: "ops", byHand: "x" } },
    },
    {
      reason: "have tags that somebody put on an image without any",
      image: { tags: { byHand: "x" } },
      expected: { ...inputs, tags: { byHand: "x" } },
    },
    {
      reason: "have no tags left where somebody took all away",
      known: { tags: { team: "web" } },
      expected: { ...inputs, tags: {} },
    },
    {
      reason: "have no default tags of the profile: these are no inputs",
      known: { tags: { team: "web" } },
      image: { tags: { team: "web", owner: "ops" } },
      defaultTags: { owner: "ops" },
      expected: { ...inputs, tags: { team: "web" } },
    },
    {
      reason: "have the image's memory",
      image: { minRamMb: 1024, maxRamMb: 4096 },
      expected: { ...inputs, minRamMb: 1024, maxRamMb: 4096 },
    },
    {
      reason: "have no memory where somebody took the limits away",
      known: { minRamMb: 1024, maxRamMb: 4096 },
      expected: inputs,
    },
    {
      reason: "keep a 0 that says the same as no limit",
      known: { minRamMb: 0, maxRamMb: 0 },
      expected: { ...inputs, minRamMb: 0, maxRamMb: 0 },
    },
    {
      reason: "keep what no image shows",
      known: { keepBackup: true, completeWhen: "usableInSourceAz", triggers: [1], guest: linux },
      expected: {
        ...inputs,
        ...{ keepBackup: true, completeWhen: "usableInSourceAz", triggers: [1], guest: linux },
      },
    },
    {
      reason: "keep the way in which server and vault are named",
      known: { server: "web-01", vault: { name: "vault-servers" } },
      expected: { ...inputs, server: "web-01", vault: { name: "vault-servers" } },
    },
    {
      reason: "have the server and the vault of the backup where these are others",
      backup: { serverId: "server-2", vaultId: "vault-2" },
      expected: { ...inputs, server: "server-2", vault: { id: "vault-2" } },
    },
  ];
  for (const { reason, known, image: changed, backup: other, defaultTags = {}, expected } of cases)
    it(reason, () => {
      const seen = { image: { ...image, ...changed }, backup: { ...backup, ...other }, defaultTags };
      const found = inputsFrom({ ...goal, inputs: { ...inputs, ...known } }, outputs, seen);
      assert.deepEqual(JSON.parse(JSON.stringify(found)), JSON.parse(JSON.stringify(expected)));
    });

  it("are those of the program where nothing is seen", () => {
    const known = { ...inputs, description: "d", tags: { team: "web" } };
    assert.deepEqual(inputsFrom({ ...goal, inputs: known }, outputs, { defaultTags: {} }), known);
  });
});
