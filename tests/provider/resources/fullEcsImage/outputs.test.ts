import assert from "node:assert/strict";
import type { Backup } from "../../../../provider/ports/backups";
import type { Image } from "../../../../provider/ports/images";
import { inputsFrom, outputsOf } from "../../../../provider/resources/fullEcsImage/outputs";
import { account, backup, copying, goal, image, outputs } from "./samples";

const { inputs } = goal;
const of = (seen: { image?: Image; backup?: Backup; settled?: boolean; jobId?: string }) =>
  outputsOf(inputs, {
    ...{ account, settled: seen.settled ?? true, jobId: seen.jobId },
    ...{ image: seen.image, backup: seen.backup },
  });

describe("outputs of FullEcsImage", () => {
  it("say everything about a complete image, the system disk first", () => {
    assert.deepEqual(of({ image, backup, jobId: "job-1" }), outputs);
  });

  it("say only what is known", () => {
    const nothing = { ...inputs, stateVersion: 1, settled: false, account };
    assert.deepEqual(of({ settled: false }), nothing);
    assert.deepEqual(of({ settled: false, jobId: "job-1" }), { ...nothing, jobId: "job-1" });
    assert.deepEqual(Object.keys(of({ image, settled: false })).sort(), [
      ...["account", "createdAt", "imageId", "imageStatus", "name"],
      ...["server", "settled", "stateVersion", "vault"],
    ]);
  });

  for (const { state, expected } of [
    { state: "creating", expected: "Creating" },
    { state: "usable", expected: "Normal" },
    { state: "failed", expected: "Failed" },
  ] as const)
    it(`name the status as the console does: ${expected}`, () => {
      assert.equal(of({ image: { ...image, state } }).imageStatus, expected);
    });

  it("FEI-06 accepts: the zone that the image is restricted to while there are only snapshots", () => {
    assert.equal(of({ image, backup: copying }).availableOnlyIn, "eu-de-01");
    const early: Backup = { ...copying, restorableFrom: "nothing" };
    assert.equal(of({ image, backup: early }).availableOnlyIn, "eu-de-01");
  });

  it("FEI-06 rejects: a restriction that does not apply", () => {
    const cases: { reason: string; seen: Parameters<typeof of>[0] }[] = [
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
});

describe("the inputs that would describe what is there", () => {
  const cases: {
    reason: string;
    known?: Partial<typeof inputs>;
    image?: Image;
    backup?: Backup;
    expected: object;
  }[] = [
    { reason: "are those of the program where nothing drifted", image, backup, expected: inputs },
    { reason: "are those of the program where nothing is seen", expected: inputs },
    {
      reason: "keep a description that nothing is seen of",
      known: { description: "d" },
      expected: { ...inputs, description: "d" },
    },
    {
      reason: "have the image's name",
      image: { ...image, name: "renamed" },
      backup,
      expected: { ...inputs, name: "renamed" },
    },
    {
      reason: "have the image's description",
      image: { ...image, description: "by hand" },
      backup,
      expected: { ...inputs, description: "by hand" },
    },
    {
      reason: "have no description where somebody took it away",
      known: { description: "d" },
      image,
      backup,
      expected: inputs,
    },
    {
      reason: "keep an empty description: the cloud has no other way to say it",
      known: { description: "" },
      image,
      backup,
      expected: { ...inputs, description: "" },
    },
    {
      reason: "have no null",
      known: { description: null },
      image,
      backup,
      expected: inputs,
    },
    {
      reason: "have the server and the vault of the backup",
      image,
      backup: { ...backup, serverId: "server-2", vaultId: "vault-2" },
      expected: { ...inputs, server: "server-2", vault: { id: "vault-2" } },
    },
  ];
  for (const { reason, known, image: seenImage, backup: seenBackup, expected } of cases)
    it(reason, () => {
      assert.deepEqual(inputsFrom({ ...inputs, ...known }, seenImage, seenBackup), expected);
    });
});
