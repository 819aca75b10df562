import assert from "node:assert/strict";
import { digestOf } from "../../../../../provider/procedures/operationRecord";
import { assertAnnounced, assertMet, assertRefused, judgedInputs, judgedLive, notLookedUp } from "../judged";
import { backup, ids, sampleTime, server, systemDisk } from "../samples";

const byBackup = { backup: { id: ids.backup }, mayLoseSystemDisk: null };
const hour = 3600;

describe("consent to the loss of the system disk, in the inputs", () => {
  it("OSR-05 accepts a backup, or the disk that may be lost, or what is not known yet", () => {
    assertMet(judgedInputs("OSR-05", { backup: { id: ids.backup } }));
    assertMet(judgedInputs("OSR-05", { mayLoseSystemDisk: ids.system }));
    assertMet(judgedInputs("OSR-05", {}, ["backup"]));
  });
  it("OSR-05 rejects both at once: nobody could tell which one is meant", () => {
    assertRefused(
      judgedInputs("OSR-05", { backup: { id: ids.backup }, mayLoseSystemDisk: ids.system }),
      "mayLoseSystemDisk",
      "both",
    );
  });
  it("OSR-05 rejects an age of a backup that is not named", () => {
    assertRefused(judgedInputs("OSR-05", { maxBackupAgeHours: 48 }), "maxBackupAgeHours", "no backup");
  });
});

describe("consent to the loss of the system disk, against what the cloud shows", () => {
  it("OSR-05 accepts the ID of the present system disk, in whatever letters, and says what is deleted", () => {
    for (const mayLoseSystemDisk of [ids.system, ids.system.toUpperCase()])
      assertAnnounced(
        judgedLive("OSR-05", {}, { mayLoseSystemDisk }),
        new RegExp(`deletes system disk ${ids.system} \\(40 GB SSD\\) of web-01`),
      );
  });
  it("OSR-05 accepts any loss where the user says so", () => {
    assertAnnounced(judgedLive("OSR-05", {}, { mayLoseSystemDisk: "any" }), /deletes system disk/);
  });
  it("OSR-05 rejects any loss of a disk with the image that is asked for, which the last attempt may have made", () => {
    const retry = { systemDiskDigest: digestOf(ids.system), leftDiskDigest: undefined };
    const made = {
      ...server,
      systemDiskId: ids.newDisk,
      imageId: ids.newImage,
      state: "stopped",
      stateText: "SHUTOFF",
    } as const;
    const any = { mayLoseSystemDisk: "any" };
    const disk = { value: systemDisk && { ...systemDisk, id: ids.newDisk } };
    const live = { servers: { value: [made] }, systemDisk: disk };
    assertRefused(
      judgedLive("OSR-05", { ...live, lastAttempt: retry }, any),
      "mayLoseSystemDisk",
      "may be as it is asked for",
      ids.newDisk,
    );
    const left = { ...retry, leftDiskDigest: digestOf(ids.newDisk) };
    assertAnnounced(judgedLive("OSR-05", { ...live, lastAttempt: left }, any), /deletes system disk/);
    const other = { value: [{ ...made, imageId: ids.server }] };
    assertAnnounced(
      judgedLive("OSR-05", { ...live, servers: other, lastAttempt: retry }, any),
      /deletes system disk/,
    );
    assertAnnounced(judgedLive("OSR-05", live, any), /deletes system disk/);
  });
  it("OSR-05 rejects silence, and shows the line to paste on a line of its own", () => {
    assertRefused(
      judgedLive("OSR-05", {}, { mayLoseSystemDisk: null }),
      "mayLoseSystemDisk",
      new RegExp(`\\n +mayLoseSystemDisk: "${ids.system}", // system disk of web-01 \\(40 GB SSD\\)\\n`),
      "backup: {",
    );
  });
  it("OSR-05 rejects the ID of another disk: the consent is spent", () => {
    const now = { servers: { value: [{ ...server, systemDiskId: ids.newDisk }] } };
    assertRefused(judgedLive("OSR-05", now), "mayLoseSystemDisk", ids.system, ids.newDisk, "spent");
  });

  it("OSR-05 accepts a finished backup that holds the present system disk as its bootable one", () => {
    assertAnnounced(judgedLive("OSR-05", {}, byBackup), /deletes system disk/);
  });
  it("OSR-05 rejects a backup that is not there, not finished, or failed", () => {
    assertRefused(
      judgedLive("OSR-05", { backup: { value: undefined } }, byBackup),
      "backup.id",
      "there is no",
    );
    const copying = { ...backup, state: "copying", stateText: "protecting" } as const;
    assertRefused(judgedLive("OSR-05", { backup: { value: copying } }, byBackup), "backup.id", "protecting");
    const failed = { ...backup, state: "failed", stateText: "error" } as const;
    assertRefused(judgedLive("OSR-05", { backup: { value: failed } }, byBackup), "backup.id", "error");
  });
  it("OSR-05 rejects a backup in which the system disk is a data disk, or another one, or none", () => {
    for (const disks of [
      [{ diskId: ids.system, bootable: false, sizeGb: 40 }],
      [{ diskId: ids.newDisk, bootable: true, sizeGb: 40 }],
      [],
    ])
      assertRefused(judgedLive("OSR-05", { backup: { value: { ...backup, disks } } }, byBackup), "backup.id");
  });
  it("OSR-05 rejects an image by the ID that was typed, and names the backup behind it", () => {
    const byImage = { backup: { id: ids.image }, mayLoseSystemDisk: null };
    const named = `image ${ids.image} (backup ${ids.backup}) `;
    const wrong = { ...backup, disks: [{ diskId: ids.newDisk, bootable: true, sizeGb: 40 }] };
    for (const change of [wrong, { ...wrong, disks: [] }, { ...backup, createdAt: 0 }])
      assertRefused(judgedLive("OSR-05", { backup: { value: change } }, byImage), "backup.id", named);
    const copying = { ...backup, state: "copying", stateText: "protecting" } as const;
    assertRefused(
      judgedLive("OSR-05", { backup: { value: copying } }, byImage),
      "backup.id",
      `${named}is protecting`,
    );
    assertRefused(judgedLive("OSR-05", { backup: { value: wrong } }, byBackup), "backup.id", /^backup /);
  });
  it("OSR-05 accepts a backup of 24 hours, and rejects an older one; the user can allow more or less", () => {
    const aged = (hours: number) => ({
      backup: { value: { ...backup, createdAt: sampleTime - hours * hour } },
    });
    assert.deepEqual(judgedLive("OSR-05", aged(24), byBackup).refusals, []);
    assertRefused(judgedLive("OSR-05", aged(24.1), byBackup), "backup.id", "24.1 hours", "at most 24 hours");
    assert.deepEqual(judgedLive("OSR-05", aged(40), { ...byBackup, maxBackupAgeHours: 48 }).refusals, []);
    assertRefused(judgedLive("OSR-05", aged(2), { ...byBackup, maxBackupAgeHours: 1 }), "backup.id");
  });

  it("OSR-05 accepts at preview what could not be looked up, and rejects it right before the loss", () => {
    const unseen = { backup: notLookedUp };
    assertAnnounced(judgedLive("OSR-05", unseen, byBackup), /could not be checked: .*503/);
    assertRefused(judgedLive("OSR-05", { ...unseen, isActing: true }, byBackup), "backup.id", "503");
  });
  it("OSR-05 accepts what is not known yet", () => {
    assertAnnounced(
      judgedLive("OSR-05", {}, { mayLoseSystemDisk: null }, ["backup"]),
      /deletes system disk .* judged once its ID is known/,
    );
  });

  const left = { ...server, systemDiskId: ids.newDisk };
  const retry = { systemDiskDigest: digestOf(ids.system), leftDiskDigest: digestOf(ids.newDisk) };
  it("OSR-05 accepts for a second attempt the consent that the first one was given", () => {
    const now = { servers: { value: [left] }, retry };
    assert.deepEqual(judgedLive("OSR-05", now).refusals, []);
    assert.deepEqual(judgedLive("OSR-05", now, byBackup).refusals, []);
    const none = { servers: { value: [{ ...server, systemDiskId: undefined }] }, retry };
    assert.deepEqual(judgedLive("OSR-05", none).refusals, []);
  });
  it("OSR-05 judges the age of the backup for a second attempt, too, where the disk in it is still the present one", () => {
    const old = { value: { ...backup, createdAt: sampleTime - 7 * 24 * 3600 } };
    const untouched = { ...retry, leftDiskDigest: digestOf(ids.system) };
    assertRefused(
      judgedLive("OSR-05", { backup: old, retry: untouched }, byBackup),
      "backup.id",
      "hours old",
    );
    const gone = { servers: { value: [left] }, backup: old, retry };
    assert.deepEqual(judgedLive("OSR-05", gone, byBackup).refusals, [], "nothing of what is gone is younger");
  });
  it("OSR-05 rejects it where the disk that is there now is not the one that the first attempt left", () => {
    const other = { ...server, systemDiskId: ids.data1 };
    assertRefused(
      judgedLive("OSR-05", { servers: { value: [other] }, retry }),
      "mayLoseSystemDisk",
      ids.data1,
    );
    assertRefused(
      judgedLive("OSR-05", { servers: { value: [other] }, retry }, byBackup),
      "backup.id",
      ids.data1,
    );
  });
});
