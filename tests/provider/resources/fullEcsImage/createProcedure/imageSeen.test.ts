import assert from "node:assert/strict";
import type { Backup } from "../../../../../provider/ports/backups";
import type { Image } from "../../../../../provider/ports/images";
import { formatMark } from "../../../../../provider/ports/mark";
import { inputsDigest } from "../../../../../provider/resources/fullEcsImage/createProcedure";
import type { FullEcsImageInputs } from "../../../../../provider/resources/fullEcsImage/inputs";
import { anotherGeneration, backup, copying, goal, ids, image, linux, towards } from "../samples";
import { expectMove, moveIn, sent, settled } from "./worlds";

describe("the next move once a full-ECS image is seen", () => {
  const early: Backup = { ...copying, restorableFrom: "nothing" };
  const inSourceAz = towards({ completeWhen: "usableInSourceAz" });

  it("FEI-16 accepts an image that is Normal, and waits for one that is still being created", () => {
    const creating: Image = { ...image, state: "creating", stateText: "saving" };
    expectMove({ record: sent, image: creating, backup: early }, "wait the image is being created");
    expectMove({ record: settled, image, backup }, "done");
  });
  it("FEI-06 accepts an image whose restriction to one zone has gone", () => {
    expectMove({ record: sent, image, backup }, "act settle");
  });
  it("FEI-06 rejects an image that is Normal, but available in one zone only: that is not complete", () => {
    expectMove({ record: sent, image, backup: copying }, /^wait available in eu-de-01 only/);
  });
  it("FEI-06 accepts an image that is available in one zone where the user settles for that", () => {
    expectMove({ record: sent, image, backup: copying }, "act settle", inSourceAz);
    expectMove({ record: settled, image, backup: copying }, "done", inSourceAz);
  });
  it("FEI-06 rejects an image without its snapshots, also where the user settles for one zone", () => {
    expectMove({ record: sent, image, backup: early }, /^wait available in eu-de-01 only/, inSourceAz);
  });
  it("FEI-17 accepts that it takes time, and waits until the restriction has gone", () => {
    expectMove({ record: sent, image, backup: copying, progress: 0.4 }, /^wait available in eu-de-01 only/);
    expectMove({ record: sent, image, backup }, "act settle");
  });
  it("FEI-17 rejects a backup that is finished, and cannot be restored from", () => {
    const odd: Backup = { ...backup, restorableFrom: "snapshot" };
    expectMove({ record: sent, image, backup: odd }, /^wait available in eu-de-01 only/);
  });
  it("FEI-17 rejects a backup that fails meanwhile", () => {
    const broken: Backup = { ...backup, state: "failed", stateText: "error" };
    expectMove(
      { record: sent, image, backup: broken },
      new RegExp(`^act recordFailure jobFailed .*backup ${ids.backup} is in state error`),
    );
  });
  it("FEI-05 rejects a calm failure of the backup where somebody disturbed it", () => {
    const broken: Backup = { ...backup, state: "failed", stateText: "error" };
    const disturbances = ["the system disk of web-01 has been detached"];
    expectMove(
      { record: sent, image, backup: broken, disturbances },
      /While the image was made, the system disk of web-01 has been detached.*\[FEI-05: /,
    );
    assert.doesNotMatch(moveIn({ record: sent, image, backup: broken }), /FEI-05/);
  });
  it("waits for the backup behind the image to be seen", () => {
    expectMove({ record: sent, image }, "wait looking for the backup behind the image");
  });
  it("FEI-01 accepts every disk that the server had, in whatever order", () => {
    expectMove({ record: settled, image, backup }, "done");
    expectMove({ record: settled, image, backup: { ...backup, disks: [...backup.disks].reverse() } }, "done");
  });
  it("FEI-01 rejects a backup in which a disk is missing", () => {
    const lacking: Backup = { ...backup, disks: backup.disks.slice(0, 1) };
    expectMove(
      { record: sent, image, backup: lacking },
      new RegExp(`^act recordFailure unexpectedState .*it holds 1 disks \\(${ids.data1}\\).*--replace`),
    );
  });
  it("FEI-01 rejects an image that does not hold a whole server", () => {
    expectMove(
      { record: settled, image: { ...image, wholeServer: false }, backup },
      /^stop unexpectedState .*it is not a full-ECS image/,
    );
  });
  it("FEI-01 accepts an image of which the cloud does not say that it holds a whole server", () => {
    expectMove({ record: settled, image: { ...image, wholeServer: undefined }, backup }, "done");
  });
  it("marks what it took over, and waits for the mark to show", () => {
    const taken = { ...image, mark: formatMark(goal.urn, anotherGeneration) };
    expectMove({ record: sent, image: taken, backup }, "act mark");
    expectMove({ record: sent, image: taken, backup, marked: true }, /^wait waiting for the image's mark/);
  });
  for (const { what, asked } of [
    { what: "name", asked: { name: "the new name" } },
    { what: "description", asked: { description: "the new one" } },
    { what: "tags", asked: { tags: { team: "web" } } },
    { what: "memory", asked: { minRamMb: 2048 } },
  ])
    it(`brings the ${what} up to what is asked for now, and waits for it to show`, () => {
      expectMove({ record: sent, image, backup }, "act align", towards(asked));
      expectMove(
        { record: sent, image, backup, aligned: true },
        "wait waiting for the image's attributes to show",
        towards(asked),
      );
    });
  it("adds the profile's default tags where the image lacks them", () => {
    expectMove({ record: sent, image, backup }, "act align", { ...goal, defaultTags: { owner: "ops" } });
    const tagged = { ...image, tags: { owner: "ops" } };
    expectMove({ record: sent, image: tagged, backup }, "act settle", {
      ...goal,
      defaultTags: { owner: "ops" },
    });
  });
  it("settles before it is done", () => {
    expectMove({ record: sent, image, backup }, "act settle");
    expectMove({ record: settled, image, backup }, "done");
  });
  it("follows an operation with other inputs to its end, and then says so", () => {
    const other = { ...sent, inputsDigest: "000000000000" };
    expectMove({ record: other, image, backup }, "act settle");
    expectMove(
      { record: { ...other, state: "settled" }, image, backup },
      new RegExp(`^stop unsettledChange .*${ids.image}`),
    );
  });
  it("does not give the image of an operation with other inputs the attributes of now", () => {
    const other = { ...sent, inputsDigest: "000000000000" };
    expectMove({ record: other, image, backup }, "act settle", towards({ name: "the new name" }));
  });
  it("is not the image that is asked for where it lies in another vault", () => {
    const elsewhere = towards({ vault: { id: "33333333-0000-4000-8000-000000000002" } });
    expectMove({ record: settled, image, backup }, /^stop unsettledChange/, elsewhere);
    const called = towards({ vault: { name: "another" } });
    expectMove(
      { record: settled, image, backup, vaultName: "vault-servers" },
      /^stop unsettledChange/,
      called,
    );
  });
  it("is the image that is asked for in whatever words its vault is named", () => {
    for (const vault of [
      { id: ids.vault.toUpperCase() },
      { name: "vault-servers" },
      { ensure: { name: "vault-servers" } },
    ])
      expectMove({ record: settled, image, backup, vaultName: "vault-servers" }, "done", towards({ vault }));
    const byName = towards({ vault: { name: "vault-servers" } });
    expectMove({ record: settled, image, backup, vaultName: undefined }, "done", byName);
  });
  it("is done without a record where the server is gone", () => {
    expectMove({ server: undefined, image, backup }, "done");
  });
});

describe("what means another full-ECS image, for the record", () => {
  const digestWith = (changes: Partial<FullEcsImageInputs>) => inputsDigest(towards(changes));

  for (const changes of [
    { name: "another" },
    { description: "another" },
    { tags: { a: "b" } },
    { minRamMb: 1, maxRamMb: 2 },
    { completeWhen: "usableInSourceAz" },
    { keepBackup: true },
    { deleteVaultWhenEmpty: true },
    { profile: "another" },
  ] as const)
    it(`is not ${Object.keys(changes).join(" or ")}: that can be changed in place`, () => {
      assert.equal(digestWith(changes), inputsDigest(goal));
    });

  for (const changes of [
    { guest: { ...linux, database: true } },
    { triggers: [1] },
    { enterpriseProject: "99999999-0000-4000-8000-000000000001" },
  ] as Partial<typeof goal.inputs>[])
    it(`is another ${Object.keys(changes).join()}`, () => {
      assert.notEqual(digestWith(changes), inputsDigest(goal));
    });

  it("is not the default enterprise project, said or not", () => {
    assert.equal(digestWith({ enterpriseProject: "0" }), inputsDigest(goal));
  });

  it("is another server, however it is named", () => {
    assert.notEqual(inputsDigest({ ...goal, serverId: "another" }), inputsDigest(goal));
    assert.equal(digestWith({ server: "web-01" }), inputsDigest(goal), "the name of the same server");
  });
});
