import assert from "node:assert/strict";
import { followUpsOf } from "../../../../provider/resources/fullEcsImage/followUps";
import { outputsOf, type FullEcsImageOutputs } from "../../../../provider/resources/fullEcsImage/outputs";
import { account, backup, goal, ids, image, outputs } from "./samples";

const about = (title: RegExp, of: FullEcsImageOutputs) =>
  followUpsOf(of).find((followUp) => title.test(followUp.title));
const newServer = (of: FullEcsImageOutputs) => about(/Create servers/, of)?.steps.join("\n") ?? "";

describe("what is left for a human once a full-ECS image is there", () => {
  it("FEI-18 accepts that a server is made from it, and says where in the console", () => {
    assert.match(newServer(outputs), new RegExp(`Private Images: Apply for Server .*${ids.image}`));
  });

  it("FEI-18 accepts the data disks as the cloud fills them in, with the size and type of each", () => {
    assert.match(newServer(outputs), /data disks as they are filled in.*\(50 GB SAS, 50 GB SATA\)/);
  });

  it("FEI-18 rejects talk of data disks where the image holds none", () => {
    const disks = outputs.disks?.filter(({ role }) => role === "system") ?? [];
    assert.match(newServer({ ...outputs, disks }), /holds no data disks/);
    assert.doesNotMatch(newServer({ ...outputs, disks }), /filled in/);
  });

  it("FEI-18 accepts a disk whose type was not to be seen", () => {
    const disks = outputs.disks?.map(({ type: _type, ...disk }) => disk) ?? [];
    assert.match(newServer({ ...outputs, disks }), /\(50 GB, 50 GB\)/);
  });

  it("names the zone as long as the image serves no other", () => {
    assert.match(newServer({ ...outputs, availableOnlyIn: "eu-de-01" }), /availability zone eu-de-01: until/);
    assert.match(newServer(outputs), /any availability zone/);
  });

  it("FEI-07 accepts a new server as the only way to restore or migrate data disks", () => {
    const followUp = about(/Restore data disks/, outputs);
    assert.match(followUp?.why ?? "", /change a server's OS, the image writes the system disk only/);
    assert.match(followUp?.steps[0] ?? "", /data disks, create a new server/);
  });

  it("FEI-07 rejects follow-ups of an image that is not complete: there is nothing to do yet", () => {
    const found = { account, settled: false, defaultTags: {}, image, backup };
    assert.ok(!("followUps" in outputsOf(goal.inputs, found)));
    const titles = outputsOf(goal.inputs, { ...found, settled: true }).followUps?.map(({ title }) => title);
    assert.deepEqual(titles, ["Create servers from the image", "Restore data disks with a new server"]);
  });

  it("says of a backup that stays where it is, and that it is billed", () => {
    const followUp = about(/Delete the backup/, { ...outputs, keepBackup: true });
    assert.match(followUp?.why ?? "", /billed/);
    assert.match(followUp?.steps.join() ?? "", new RegExp(`${ids.backup} in vault ${ids.vault}`));
    assert.equal(about(/Delete the backup/, outputs), undefined);
  });

  it("names the document and the section of each", () => {
    for (const { title, source } of followUpsOf({ ...outputs, keepBackup: true }))
      assert.ok(source.document && source.section, title);
  });
});
