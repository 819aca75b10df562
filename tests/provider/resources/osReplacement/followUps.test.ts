import assert from "node:assert/strict";
import type { OsImage } from "../../../../provider/ports/osImages";
import { followUpsOf } from "../../../../provider/resources/osReplacement/followUps";
import type { Before } from "../../../../provider/resources/osReplacement/outcome";
import type { OsReplacementOutputs } from "../../../../provider/resources/osReplacement/outputs";
import { account, ids, image, inputs } from "./samples";

const outputs: OsReplacementOutputs = {
  ...inputs,
  ...{ stateVersion: 1, settled: true, account, serverId: ids.server, imageId: ids.newImage },
  ...{ serverName: "web-01", osFamily: "Linux", osVersion: "Ubuntu 24.04 server 64bit", keyPair: "ops" },
  ...{ systemDisk: { id: ids.newDisk, sizeGb: 40, type: "SSD" } },
  before: {
    ...{ systemDisk: { id: ids.system }, osFamily: "Linux", dataDiskIds: [ids.data1] },
    addresses: [{ ip: "192.168.0.4" }, { ip: "192.168.0.5" }],
  },
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
  it("OSR-07 accepts one OS at a time, with the server's name: the other one's commands are of no use", () => {
    const [linux, windows] = [stepsOf(/Deploy/), stepsOf(/Deploy/, { osFamily: "Windows" })];
    assert.match(linux, /^sudo hostnamectl set-hostname web-01$/m);
    assert.match(windows, /^Rename-Computer -NewName web-01 -Restart$/m);
    assert.doesNotMatch(linux, /Rename-Computer|Set-DnsClient/);
    assert.doesNotMatch(windows, /hostnamectl|resolv/);
    const { osFamily: _family, ...unknown } = outputs;
    const both = followUpsOf(unknown, image).find(({ title }) => /Deploy/.test(title));
    assert.match(both?.steps.join("\n") ?? "", /hostnamectl[^]*Rename-Computer/);
  });
  it("OSR-07 rejects a server's name in a command that a shell would not take as one word", () => {
    for (const serverName of ["web 01", "$(reboot)", "a;b", ""])
      assert.match(stepsOf(/Deploy/, { serverName }), /set-hostname <name>$/m);
  });
  it("OSR-07 rejects to say so where nothing was changed", () => {
    assert.equal(titled(/Deploy the services/, { nothingDone: "it is there" }), undefined);
  });
  it("OSR-13 accepts the key pair as the way in of Linux, and the console for a password of Windows", () => {
    assert.match(stepsOf(/Log in/), /^ssh -i <private key of ops> ubuntu@192\.168\.0\.4\nsudo passwd/);
    assert.match(stepsOf(/Log in/, { osVersion: "SLES 15 SP5 64bit" }), /<user of the image>@192/);
    assert.match(
      stepsOf(/Log in/, { osFamily: "Windows" }),
      /5 to 10 minutes[^]*Get Password, with the private key of ops[^]*nova get-password 1[^]*net user/,
    );
  });
  it("OSR-13 accepts commands that can be pasted: what is said of one is a comment, and no quote stays open", () => {
    const { keyPair: _keyPair, before, ...rest } = outputs;
    const fromWindows = before && { ...before, osFamily: "Windows" as const };
    for (const osVersion of ["SLES 15 SP5 64bit", "CentOS 9"])
      for (const from of [before, fromWindows]) {
        const all = followUpsOf({ ...rest, osVersion, ...(from && { before: from }) }, image);
        const commands = all.flatMap(({ steps }) => steps).filter((step) => /^(ssh|sudo) /.test(step));
        for (const command of commands) assert.doesNotMatch(command.replace(/ {2}# .*/, ""), /[()']/);
      }
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
    assert.ok(titled(/Mount the data disks/)?.why.includes(ids.data1), "which disks");
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
    const fromWindows = { before: { osFamily: "Windows" as const, dataDiskIds: ["d-1"], addresses: [] } };
    assert.equal(stepsOf(/NTFS/, fromWindows), "sudo apt install ntfs-3g");
    const of = (osVersion: string) => stepsOf(/NTFS/, { ...fromWindows, osVersion });
    assert.match(of("Red Hat Enterprise Linux 8.6 64bit"), /^sudo dnf install ntfs-3g/);
    assert.match(of("SUSE Linux Enterprise Server 15 SP5 64bit"), /Install ntfs-3g with the package manager/);
    assert.match(stepsOf(/ext3/, { osFamily: "Windows" }), /Ext2Read \(https:[^]*or Ext2Fsd \(https:/);
  });
  it("OSR-16 rejects them within one family, and where there are no data disks", () => {
    assert.equal(titled(/NTFS|ext3/), undefined);
    const withoutDisks = { osFamily: "Windows" as const, dataDiskIds: [], addresses: [] };
    assert.equal(titled(/NTFS/, { before: withoutDisks }), undefined);
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
  it("OSR-05 accepts that the backup which was the consent holds what is left of the old disk", () => {
    const { why = "", steps = [] } = titled(/Keep the backup/, { backup: { id: ids.image } }) ?? {};
    for (const id of [ids.image, ids.system]) assert.ok(why.includes(id), why);
    assert.match(why, /destroy.*--replace/);
    assert.match(steps.join("\n"), /protect: true.*retainOnDelete[^]*another name/);
  });
  it("OSR-05 rejects to speak of a backup where the consent was the disk", () => {
    assert.equal(titled(/Keep the backup/), undefined);
  });
  it("has steps that Pulumi does not cut: at most 120 characters", () => {
    for (const osFamily of ["Linux", "Windows"] as const) {
      const before = { ...outputs.before, osFamily: "Linux" as const, dataDiskIds: [], addresses: [] };
      const all = followUpsOf(
        { ...outputs, osFamily, before, backup: { id: ids.image }, password: "p" },
        image,
      );
      for (const step of [...all, ...followUpsOf(outputs, image)].flatMap(({ steps }) => steps))
        assert.ok(step.length <= 120, `${step.length}: ${step}`);
    }
  });
  it("names the document and the section of each", () => {
    for (const { title, source } of followUpsOf(outputs, image))
      assert.ok(source.document && source.section, title);
  });
});
