import { violated, type Constraint, type Verdict } from "../../../constraints/constraint";
import type { Backup } from "../../../ports/backups";
import type { Disk } from "../../../ports/disks";
import type { Server } from "../../../ports/servers";
import { digestOf } from "../../../procedures/operationRecord";
import { defaultMaxBackupAgeHours } from "../inputs";
import {
  diskText,
  theImage,
  theServer,
  theSystemDisk,
  unknownBeforeLoss,
  type Facts,
  type LiveFacts,
} from "./facts";

const guide = "otc-change-os";

/** OSR-05: what is lost has to be backed up, or named. */
export const consentConstraints: readonly Constraint<Facts>[] = [
  {
    id: "OSR-05",
    stage: "input",
    statement:
      "All data in every partition of the system disk is lost: the user names a backup of it, or the disk that may be lost.",
    source: { document: guide, section: "Notes" },
    verdict({ inputs: { backup, mayLoseSystemDisk, maxBackupAgeHours }, isUnknown, exists }) {
      if (maxBackupAgeHours && !backup && !isUnknown("backup"))
        return violated({
          property: "maxBackupAgeHours",
          seen: `${maxBackupAgeHours} hours, and no backup is named`,
          expected: "maxBackupAgeHours together with backup",
          remedy: "Name the backup, or take maxBackupAgeHours out.",
        });
      if (backup && mayLoseSystemDisk)
        return violated({
          property: "mayLoseSystemDisk",
          seen: "both backup and mayLoseSystemDisk are given",
          expected: "one of the two",
          remedy: "Keep backup where there is one, and take mayLoseSystemDisk out.",
        });
      const isOpen = exists || isUnknown("backup") || isUnknown("mayLoseSystemDisk");
      return isOpen || backup || mayLoseSystemDisk ? { kind: "met" } : { kind: "notApplicable" };
    },
  },
  {
    id: "OSR-05",
    stage: "preflight",
    statement:
      "A named backup is finished, not too old, and holds the server's present system disk as its bootable one; a disk that may be lost is the server's present system disk.",
    source: { document: guide, section: "Prerequisites" },
    verdict(facts) {
      const { inputs, isUnknown, live } = facts;
      const server = theServer(live);
      if (!live || !server) return { kind: "notApplicable" };
      if (isUnknown("backup") || isUnknown("mayLoseSystemDisk")) return undecided(live, server);
      if (inputs.backup) return backupVerdict(facts, live, inputs.backup.id);
      const { systemDiskId } = server;
      // A failed first attempt may have left the server without one.
      if (systemDiskId === undefined && !live.retry) return { kind: "notApplicable" };
      const disk = theSystemDisk(live) ?? { id: systemDiskId ?? "", sizeGb: 0, type: "" };
      if (inputs.mayLoseSystemDisk === "any") return anyVerdict(live, server, disk);
      const named = inputs.mayLoseSystemDisk?.toLowerCase();
      if (named === undefined) return violated(noConsent(live, server.name, disk));
      const why = whyNotThisDisk(live, named, systemDiskId);
      if (why === undefined) return { kind: "met", announce: loss(live, server.name, disk) };
      // What goes on there may be the very change that spends the consent, and nobody knows of it any more.
      if (server.task !== undefined)
        return { kind: "met", announce: `${why}. It is busy (${server.task}): judged again afterwards.` };
      return violated({
        property: "mayLoseSystemDisk",
        seen: why,
        expected: `the ID of the present system disk of ${server.name}: what was said of another disk is no consent`,
        remedy: pasteLine(live, server.name, disk),
      });
    },
  },
];

/** Another resource makes what the consent names: it is judged once that is known, and what is lost is told already. */
function undecided(live: LiveFacts, { name, systemDiskId }: Server): Verdict {
  if (systemDiskId === undefined) return { kind: "notApplicable" };
  const disk = theSystemDisk(live) ?? { id: systemDiskId, sizeGb: 0, type: "" };
  return {
    kind: "met",
    announce: `${loss(live, name, disk)} Whether the consent covers it is judged once its ID is known.`,
  };
}

/** Any disk is none that may hold what is asked for already: nobody can have meant that. */
function anyVerdict(
  live: LiveFacts,
  { name, stateText, imageId }: Server,
  disk: Pick<Disk, "id" | "sizeGb" | "type">,
): Verdict {
  const { lastAttempt } = live;
  const known = lastAttempt && [lastAttempt.systemDiskDigest, lastAttempt.leftDiskDigest];
  const isLeftOrOfBefore = !known || disk.id === "" || known.includes(digestOf(disk.id));
  if (isLeftOrOfBefore || imageId === undefined || imageId !== theImage(live)?.id)
    return { kind: "met", announce: loss(live, name, disk) };
  return violated({
    property: "mayLoseSystemDisk",
    seen:
      `"any", and ${name} may be as it is asked for: it has image ${imageId} on disk ${disk.id}, which it had not before the last ` +
      `attempt, nobody saw that attempt leave it, and it is ${stateText}`,
    expected: "that somebody looks at the server before this disk is deleted, too",
    remedy: `Start the server (ECS console): where it is in order, "pulumi up" completes. Where it is not, ${pasteLine(live, name, disk)}`,
  });
}

function noConsent(live: LiveFacts, serverName: string, disk: Pick<Disk, "id" | "sizeGb" | "type">) {
  return {
    property: "mayLoseSystemDisk",
    seen: `${loss(live, serverName, disk)} Nothing says that this may be lost`,
    expected: "backup, or mayLoseSystemDisk",
    remedy: `Name a backup of it (backup: { id: "<ID of a backup, or of a full-ECS image>" }), or ${pasteLine(live, serverName, disk)}`,
  };
}

/** The line that the user pastes into the program, with what it means. */
function pasteLine(live: LiveFacts, serverName: string, disk: Pick<Disk, "id" | "sizeGb" | "type">): string {
  if (disk.id === "") return `attach a system disk to ${serverName} first: it has none`;
  return `paste this line if it may be lost:\n      mayLoseSystemDisk: "${disk.id}", // system disk of ${serverName}${what(live, disk)}`;
}

function loss(live: LiveFacts, serverName: string, disk: Pick<Disk, "id" | "sizeGb" | "type">): string {
  return `deletes system disk ${disk.id}${what(live, disk)} of ${serverName}, with the data of all its partitions.`;
}

function what(live: LiveFacts, disk: Pick<Disk, "id" | "sizeGb" | "type">): string {
  return theSystemDisk(live) ? ` ${diskText(disk).slice(disk.id.length + 1)}` : "";
}

/** Why the disk that consent speaks of is not the one that would be deleted; undefined: it is. */
function whyNotThisDisk(
  { retry }: LiveFacts,
  consented: string,
  present: string | undefined,
): string | undefined {
  if (retry && digestOf(consented) === retry.systemDiskDigest) {
    const isLeft = present === undefined || digestOf(present) === retry.leftDiskDigest;
    if (isLeft || present === consented) return undefined;
    return `disk ${consented} was the one before the first attempt, and now ${present} is there: nothing shows that that attempt has left it`;
  }
  if (present === consented) return undefined;
  return `disk ${consented} is not the server's present system disk (${present ?? "none"}): the consent is spent, or was meant for another disk`;
}

function backupVerdict({ inputs }: Facts, live: LiveFacts, id: string): Verdict {
  const server = theServer(live);
  if ("unknown" in live.backup) return unknownBeforeLoss(live, "backup.id", live.backup.unknown);
  const backup = live.backup.value;
  const refuse = (seen: string, expected: string, remedy: string): Verdict =>
    violated({ property: "backup.id", seen, expected, remedy });
  const another =
    "Take a new backup or another full-ECS image of the server, and name that. Keep the old one where it holds a disk that was deleted.";
  const named = backup && calledBackup(backup, id);
  if (!backup)
    return refuse(
      `there is no backup ${id}, nor a full-ECS image with this ID and a backup behind it`,
      "the ID of a CBR backup or of a full-ECS image in this project",
      "Look it up in the CBR or IMS console, and check the profile's region and project.",
    );
  if (backup.state !== "finished" || backup.restorableFrom !== "backup")
    return refuse(
      `${named} is ${backup.stateText}`,
      "a finished backup, from which the disk can be restored",
      backup.state === "copying" ? "Wait until it is finished, then run again." : another,
    );
  const wrongDisk = whyBackupLacksDisk(live, backup, server?.systemDiskId);
  if (wrongDisk !== undefined)
    return refuse(
      `${named} ${wrongDisk}`,
      `a backup of the present system disk of ${server?.name ?? "the server"}`,
      another,
    );
  return ageVerdict(inputs, live, backup);
}

/** A backup, after the ID by which the user knows it: its own, or that of the image that it is behind. */
function calledBackup({ id }: Backup, typed: string): string {
  return id === typed.toLowerCase() ? `backup ${id}` : `image ${typed} (backup ${id})`;
}

function whyBackupLacksDisk(
  live: LiveFacts,
  backup: Backup,
  systemDiskId: string | undefined,
): string | undefined {
  const reasons = backup.disks
    .filter(({ bootable }) => bootable)
    .map(({ diskId }) => whyNotThisDisk(live, diskId, systemDiskId));
  if (reasons.some((reason) => reason === undefined)) return undefined;
  return reasons.length === 0
    ? "holds no bootable disk"
    : `does not hold the disk that would be lost: ${reasons.join("; ")}`;
}

function ageVerdict(
  { backup: typed, maxBackupAgeHours }: Facts["inputs"],
  live: LiveFacts,
  backup: Backup,
): Verdict {
  const most = maxBackupAgeHours ?? defaultMaxBackupAgeHours;
  const hours = (live.now - backup.createdAt) / 3600;
  if (hours <= most || isBackedUpDiskGone(live, backup)) {
    const disk = theSystemDisk(live);
    const server = theServer(live);
    return disk && server ? { kind: "met", announce: loss(live, server.name, disk) } : { kind: "met" };
  }
  return violated({
    property: "backup.id",
    seen: `${calledBackup(backup, typed?.id ?? backup.id)} is ${hours.toFixed(1)} hours old`,
    expected: `at most ${most} hours: what was written since is in no backup`,
    remedy: "Take a new backup, or raise maxBackupAgeHours.",
  });
}

/** After a first attempt that has deleted the disk that is in the backup, nothing of it can be younger. */
function isBackedUpDiskGone(live: LiveFacts, { disks }: Backup): boolean {
  const present = theServer(live)?.systemDiskId;
  return live.retry !== undefined && disks.every(({ diskId }) => diskId !== present);
}
