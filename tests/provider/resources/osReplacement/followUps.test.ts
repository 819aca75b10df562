import assert from "node:assert/strict";
import type { OsImage } from "../../../../provider/ports/osImages";
import { followUpsOf } from "../../../../provider/resources/osReplacement/followUps";
import type { Before } from "../../../../provider/resources/osReplacement/outcome";
import type { OsReplacementOutputs } from "../../../../provider/resources/osReplacement/outputs";
import { account, ids, image, inputs } from "./samples";

const outputs: OsReplacementOutputs = {
  ...inputs,
  ...{ stateVersion: 1, settled: true, account, serverId: ids.server, imageId: ids.newImage },
  ...{ osFamily: "Linux", keyPair: "ops", systemDisk: { id: ids.newDisk, sizeGb: 40, type: "SSD" } },
  before: { osFamily: "Linux", dataDiskIds: [ids.data1], addresses: [] },
};

const titled = (
  title: RegExp,
  changes: Partial<OsReplacementOutputs> = {},
  of: OsImage | undefined = image,
) => followUpsOf({ ...outputs, ...changes }, of).find((one) => title.test(one.title));
const stepsOf = (...question: Parameters<typeof titled>) => titled(...question)?.steps.join("\n") ?? "";

describe("what is left for a human once an OS is changed", () => {
  it("is nothing where nothing was changed", () => {
    assert.deepEqual(followUpsOf({ ...outputs, nothingDone: "it is there" }, image), []);
  });
  it("OSR-07 accepts services, DNS and hostname as what is to be made again", () => {
    const steps = stepsOf(/Deploy the services/);
    for (const text of ["service environment", "hostnamectl set-hostname", "DNS"])
      assert.ok(steps.includes(text));
  });
  it("OSR-07 rejects to say so where nothing was changed", () => {
    assert.equal(titled(/Deploy the services/, { nothingDone: "it is there" }), undefined);
  });
  it("OSR-13 accepts the key pair as the way in of Linux, and the console for a password of Windows", () => {
    assert.match(stepsOf(/Log in/), /ssh -i <private key of ops>[^]*passwd/);
    assert.match(
      stepsOf(/Log in/, { osFamily: "Windows" }),
      /5 to 10 minutes[^]*Get Password[^]*private key of ops/,
    );
  });
  it("OSR-13 rejects ssh for Windows, and the console's password for Linux", () => {
    assert.doesNotMatch(stepsOf(/Log in/, { osFamily: "Windows" }), /ssh/);
    assert.doesNotMatch(stepsOf(/Log in/), /Get Password/);
  });
  it("OSR-24 accepts from Linux to Linux with data disks: fstab, mount, df", () => {
    const steps = stepsOf(/Mount the data disks/).split("\n");
    assert.deepEqual(steps.at(0), "sudo cp /etc/fstab /etc/fstab.bak");
    assert.deepEqual(steps.at(-1), "df -TH");
    assert.ok(steps.some((step) => step.startsWith("sudo mount ")));
  });
  it("OSR-24 rejects it without data disks, and where one of the two is Windows", () => {
    assert.equal(
      titled(/Mount/, { before: { osFamily: "Linux", dataDiskIds: [], addresses: [] } }),
      undefined,
    );
    assert.equal(titled(/Mount/, { osFamily: "Windows" }), undefined);
    const windows: Before = { osFamily: "Windows", dataDiskIds: [ids.data1], addresses: [] };
    assert.equal(titled(/Mount/, { before: windows }), undefined);
  });
  it("OSR-16 accepts the tools for the other family's file systems, both ways", () => {
    const fromWindows = { before: { osFamily: "Windows" as const, dataDiskIds: [], addresses: [] } };
    assert.match(stepsOf(/NTFS/, fromWindows), /ntfs-3g/);
    assert.match(stepsOf(/ext3/, { osFamily: "Windows" }), /Ext2Read or Ext2Fsd/);
  });
  it("OSR-16 rejects them within one family", () => {
    assert.equal(titled(/NTFS|ext3/), undefined);
  });
  it("OSR-09 accepts that the type of the system disk is fixed now, and says which it is", () => {
    assert.match(stepsOf(/type of the system disk/), /stays SSD/);
  });
  it("OSR-23 accepts servers that appeared and remain, with what to do", () => {
    assert.match(
      stepsOf(/appeared/, { leftServers: [{ id: "s-9", name: "tmp" }] }),
      /server s-9 \("tmp"\): delete it/,
    );
  });
  it("OSR-23 rejects to speak of them where there are none", () => {
    assert.equal(titled(/appeared/, { leftServers: [] }), undefined);
  });
  it("FEI-07 accepts that of a full-ECS image only the system disk was written", () => {
    for (const whole of [{ wholeServer: true }, { wholeServer: undefined, backupId: ids.backup }])
      assert.match(stepsOf(/new server/, {}, { ...image, ...whole }), /create a new server/);
  });
  it("FEI-07 rejects to say so of other images", () => {
    assert.equal(titled(/new server/), undefined);
  });
  it("names the document and the section of each", () => {
    for (const { title, source } of followUpsOf(outputs, image))
      assert.ok(source.document && source.section, title);
  });
});
