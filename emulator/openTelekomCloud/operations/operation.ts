import type { DiskState, Instant } from "../cloudState";

interface OperationBase {
  /** When its next stage begins; null: never. */
  dueAt: Instant | null;
}

/** Stop, start or restart of servers. */
export interface PowerOperation extends OperationBase {
  kind: "power";
  action: "stop" | "start" | "reboot";
  stage: "waiting" | "running";
  serverIds: string[];
  jobId: string;
  endAt: Instant;
  /** Why it comes to nothing, where a fault says so. */
  failure: { code: string; reason: string } | null;
}

/** How an image job ends where a fault says so. */
export type ImageJobFate = { kind: "fails"; code: string; reason: string } | { kind: "stuck" } | null;

/** The making of an image of a whole server. */
export interface WholeImageOperation extends OperationBase {
  kind: "wholeImage";
  stage: "queued" | "snapshots" | "backup";
  jobId: string;
  imageId: string;
  backupId: string;
  operationLogId: string;
  serverId: string;
  /** How the server was when it began: it has to stay so. */
  serverStatus: string;
  systemDiskId: string;
  snapshotsAt: Instant;
  backupAt: Instant;
  /** How its job ends, where a fault says so. */
  fate: ImageJobFate;
}

/** A backup of a server by hand: no image comes of it. */
export interface ServerBackup extends OperationBase {
  kind: "serverBackup";
  stage: "queued" | "snapshots" | "backup";
  backupId: string;
  operationLogId: string;
  serverId: string;
  snapshotsAt: Instant;
  backupAt: Instant;
}

/** The making of an image from a backup that is there. */
export interface ImageFromBackup extends OperationBase {
  kind: "imageFromBackup";
  stage: "queued" | "saving";
  jobId: string;
  imageId: string;
  backupId: string;
  readyAt: Instant;
  /** How its job ends, where a fault says so. */
  fate: ImageJobFate;
}

/** The deletion of a backup. */
export interface BackupDeletion extends OperationBase {
  kind: "backupDeletion";
  backupId: string;
  operationLogId: string;
}

/** The deletion of a vault, after that of its backups. */
export interface VaultDeletion extends OperationBase {
  kind: "vaultDeletion";
  vaultId: string;
}

/** The change of a server's OS, or its reinstallation. */
export interface OsChangeOperation extends OperationBase {
  kind: "osChange";
  /** "showing": all is done, and reads do not show it yet. */
  stage: "queued" | "writing" | "starting" | "showing";
  jobId: string;
  serverId: string;
  /** Exists until the new disk is the server's. */
  temporaryServerId: string;
  newDisk: DiskState;
  target: OsChangeTarget;
  /** What the server had: it has it again where the change fails before its disk is replaced. */
  before: Pick<OsChangeTarget, "imageId" | "osType">;
  replaceDiskAt: Instant;
  endAt: Instant;
  /** How its job ends, where a fault says so. */
  fate: OsChangeFate;
}

/** How a change of an OS ends where a fault says so: before the system disk is replaced, or afterwards. */
export type OsChangeFate =
  | { kind: "fails"; when: "beforeDisk" | "afterDisk"; code: string; reason: string }
  | { kind: "stuck"; when: "beforeDisk" | "afterDisk" }
  | null;

/** What a change of an OS makes of its server. */
export interface OsChangeTarget {
  imageId: string;
  osType: "Linux" | "Windows";
  keyName: string | null;
}

/** Something that takes time. */
export type Operation =
  | PowerOperation
  | WholeImageOperation
  | ServerBackup
  | ImageFromBackup
  | BackupDeletion
  | VaultDeletion
  | OsChangeOperation;
