import type { EmulatedAccount } from "./account";
import type { FaultInPlace, FiredFault } from "./faults/fault";
import type { Operation } from "./operations/operation";
import type { World } from "./world";

/** Milliseconds since 1970, in the cloud's own time. */
export type Instant = number;

/** All that the emulated cloud holds: plain JSON. Lists are in the order of creation. */
export interface CloudState {
  /** Of this form of the state. */
  version: number;
  account: EmulatedAccount;
  clock: EmulatedClock;
  world: World;
  /** How many private images the project may have. */
  imageQuota: number;
  diskQuota: DiskQuota;
  servers: ServerState[];
  vaults: VaultState[];
  images: ImageState[];
  backups: BackupState[];
  jobs: JobState[];
  operationLogs: OperationLogState[];
  /** The key pairs of every IAM user. */
  keyPairs: KeyPairState[];
  /** The keys of the key management service (KMS). */
  kmsKeys: KmsKeyState[];
  agencies: AgencyState[];
  /** Whether the account's user may look at agencies. */
  mayListAgencies: boolean;
  /** Every change of an OS that was accepted, oldest first: the answers show nothing of it. */
  osChanges: OsChangeState[];
  /** The tokens that were given out last, 1000 at the most, also those that have expired. */
  tokens: TokenState[];
  /** The temporary keys that were given out last, 1000 at the most, also those that have expired. */
  temporaryKeys: TemporaryKeyState[];
  /** What is under way. */
  operations: Operation[];
  /** Faults that have not fired as often as they should. */
  faults: FaultInPlace[];
  /** Every fault that fired, oldest first. */
  firedFaults: FiredFault[];
  /** How many identifiers have been given out: they follow from this number. */
  identifiersGiven: number;
  /** What late reads still show, by collection and id; only kept in a world that has a lag. */
  history: Partial<Record<LateCollection, Record<string, VersionState[]>>>;
}

/** What a world with a lag shows late. */
export type LateCollection = "images" | "vaults" | "backups" | "operationLogs" | "metadata";

/** The cloud's time: `emulatedMs` was when the real clock showed `realMs`; since then it runs `speed` times as fast. */
export interface EmulatedClock {
  realMs: number;
  emulatedMs: number;
  speed: number;
}

/** A cloud server (ECS). */
export interface ServerState {
  id: string;
  name: string;
  description: string;
  /** As the API shows it: "ACTIVE", "SHUTOFF", "ERROR", ... */
  status: string;
  /** What is being done to it: "powering-off", ...; null when idle. */
  taskState: string | null;
  availabilityZone: string;
  osType: "Linux" | "Windows";
  /** The image it was made from. */
  imageId: string;
  keyName: string | null;
  flavor: { id: string; vcpus: number; ramMb: number };
  vpcId: string;
  addresses: { address: string; macAddress: string; portId: string; type: "fixed" | "floating" }[];
  disks: DiskState[];
  /** What users wrote; the platform's own keys are added when it is read. */
  metadata: Record<string, string>;
  tags: Tag[];
  locked: boolean;
  /** Frozen for arrears or abuse. */
  frozen: boolean;
  /** When its Windows password is there; null: there is none, or it was forgotten. */
  windowsPasswordAt: Instant | null;
  /** Made for the time of a change of an OS. Nothing that is answered tells it. */
  temporary: boolean;
  /** What reads show instead of what is. */
  shown: ShownInstead | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** What reads of a server may still show, or not yet. */
export type ShownInstead = Partial<
  Pick<ServerState, "status" | "taskState" | "imageId" | "osType" | "keyName" | "disks" | "updatedAt">
>;

/** A disk (EVS) that is attached to a server. */
export interface DiskState {
  id: string;
  /** May be empty. */
  name: string;
  sizeGb: number;
  /** "SSD", "SAS", "SATA", "GPSSD" or "ESSD". */
  volumeType: string;
  /** For example "/dev/vda". */
  device: string;
  /** 0: the system disk; -1: not bootable. */
  bootIndex: number;
  deleteOnTermination: boolean;
  encrypted: boolean;
  /** The key that it is encrypted with. */
  cmkId: string | null;
  /** The image that it was written from; null: its server's. */
  imageId: string | null;
  /** null: with its server. */
  createdAt: Instant | null;
  /** On dedicated storage (DSS): no image can be made of it. */
  dedicatedStorage: boolean;
  /** Attached as a SCSI device: the backup service does not take it. */
  scsi: boolean;
  /** A shared disk: it can be attached to several servers, and is then a disk of each of them. */
  shared: boolean;
}

/** What the project may have of disks (EVS); -1: as much as it likes. */
export interface DiskQuota {
  /** How many disks. */
  volumes: number;
  /** How large all of them together. */
  gigabytes: number;
  snapshots: number;
  backups: number;
  backupGigabytes: number;
  /** How large one disk. */
  perVolumeGigabytes: number;
  /** What it may have of one type of disk; a type that is not there: as much as of all together. */
  types: Record<string, { volumes: number; gigabytes: number }>;
}

/** A tag of a server, an image or a vault. */
export interface Tag {
  key: string;
  value: string;
}

/** A vault of the backup service (CBR). */
export interface VaultState {
  id: string;
  name: string;
  description: string;
  /** "server", "disk" or "turbo". */
  objectType: string;
  /** "backup" or "replication". */
  protectType: string;
  /** "available", "lock", "frozen", "deleting" or "error". */
  status: string;
  sizeGb: number;
  usedMb: number;
  /** The servers that belong to it. */
  resources: VaultResource[];
  tags: Tag[];
  /** "0": the default one. */
  enterpriseProjectId: string;
  /** Backup locking: once set it stays, and no resource can be taken out any more. */
  locked: boolean;
  autoExpand: boolean;
  /** Whether to tell when more than `threshold` percent are used. */
  notify: boolean;
  threshold: number;
  createdAt: Instant;
}

/** A server that belongs to a vault. */
export interface VaultResource {
  id: string;
  name: string;
  sizeGb: number;
  type: string;
}

/** An image (IMS). */
export interface ImageState {
  id: string;
  name: string;
  /** null: never set, and then it can be added but not replaced. */
  description: string | null;
  /** "queued", "saving", "active", "killed". */
  status: string;
  /** "private", "gold" (public) or "shared" (by another project). */
  imageType: "private" | "gold" | "shared";
  /** Whose it is and whether this project has taken it; null: nobody else's. */
  sharing: { ownerProjectId: string; memberStatus: "pending" | "accepted" | "rejected" } | null;
  /** Of another provider: only its own customers may use it. */
  thirdParty: boolean;
  /** The key that it is encrypted with. */
  cmkId: string | null;
  wholeImage: boolean;
  /** The backup behind it, once there is one. */
  backupId: string | null;
  /** The server and the vault it was made from and in; null for a public one. */
  source: { serverId: string; vaultId: string } | null;
  osType: "Linux" | "Windows";
  platform: string;
  osVersion: string;
  minDiskGb: number;
  minRamMb: number;
  /** null: never set. */
  maxRamMb: number | null;
  sizeBytes: number;
  protected: boolean;
  enterpriseProjectId: string;
  /** Further attributes, as they are named on the wire. */
  attributes: Record<string, string>;
  tags: Tag[];
  createdAt: Instant;
  updatedAt: Instant;
  activeAt: Instant | null;
}

/** A backup of a whole server (CBR). */
export interface BackupState {
  id: string;
  name: string;
  description: string;
  /** "waiting_protect", "protecting", "available", "deleting", "error". */
  status: string;
  vaultId: string;
  checkpointId: string;
  serverId: string;
  serverName: string;
  availabilityZone: string;
  sizeGb: number;
  /** What it takes of its vault, in MB. Counted there when it is finished. */
  storedMb: number;
  /** What it can restore: "na" nothing, "snapshot" within the zone, "backup" everywhere. */
  restoreMode: "na" | "snapshot" | "backup";
  /** Images made from it. */
  imageIds: string[];
  /** One for each disk. */
  children: {
    id: string;
    diskId: string;
    sizeGb: number;
    bootable: boolean;
    encrypted: boolean;
    snapshotId: string;
  }[];
  createdAt: Instant;
  updatedAt: Instant;
  /** When the snapshots were taken; null before. */
  protectedAt: Instant | null;
}

/** A job of IMS or ECS. */
export interface JobState {
  id: string;
  service: "ims" | "ecs";
  type: string;
  status: "INIT" | "RUNNING" | "SUCCESS" | "FAIL";
  beginAt: Instant;
  endAt: Instant | null;
  errorCode: string | null;
  failReason: string | null;
  /** The image that an IMS job makes. */
  imageId: string | null;
  imageName: string | null;
  /** The servers that an ECS job is about. */
  serverIds: string[];
  /** The steps of an ECS job that has some. */
  subJobs?: SubJobState[];
}

/** A step of a job. */
export interface SubJobState {
  type: string;
  status: "INIT" | "RUNNING" | "SUCCESS" | "FAIL";
  /** null: has not begun. */
  beginAt: Instant | null;
  endAt: Instant | null;
  errorCode: string | null;
  failReason: string | null;
}

/** A change of a server's OS, or its reinstallation: it destroys the system disk. */
export interface OsChangeState {
  /** The job's. */
  id: string;
  kind: "change" | "reinstallation";
  serverId: string;
  imageId: string;
  oldSystemDiskId: string;
  newSystemDiskId: string;
  beginAt: Instant;
  /** Whether the user brings the licence. */
  byol: boolean;
  /** When the old system disk was deleted and the new one took its place; null: it has not been. */
  diskReplacedAt: Instant | null;
  endAt: Instant | null;
  result: "running" | "succeeded" | "failed";
  /** Until when password or key are injected: what is done to the server before breaks the login. */
  injectionEndsAt: Instant | null;
  loginBroken: boolean;
}

/** A task of the backup service. */
export interface OperationLogState {
  id: string;
  operationType: "backup" | "delete";
  status: "waiting" | "running" | "success" | "failed";
  vaultId: string;
  vaultName: string;
  serverId: string;
  serverName: string;
  backupId: string;
  backupName: string;
  checkpointId: string;
  createdAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
  /** From when to when the progress goes from 0 to 100; `to` is null when it never ends. */
  progress: { from: Instant; to: Instant | null };
  error: { code: string; message: string } | null;
}

/** A key pair of an IAM user: nobody else sees it. */
export interface KeyPairState {
  name: string;
  userId: string;
  publicKey: string;
  fingerprint: string;
  createdAt: Instant;
}

/** A key of KMS. */
export interface KmsKeyState {
  id: string;
  alias: string;
  description: string;
  /** 1: to be activated; 2: enabled; 3: disabled; 4: to be deleted; 5: to be imported. */
  state: "1" | "2" | "3" | "4" | "5";
  /** Made by the platform for a service. */
  isDefault: boolean;
  createdAt: Instant;
}

/** An agency of the account: what it lets somebody else do. */
export interface AgencyState {
  id: string;
  name: string;
  description: string;
  trustDomainId: string;
  trustDomainName: string;
  /** The names of the roles that it has in the project. */
  roles: string[];
  createdAt: Instant;
  /** null: never. */
  expiresAt: Instant | null;
}

/** A token of IAM. */
export interface TokenState {
  /** As in `X-Subject-Token` and `X-Auth-Token`. */
  value: string;
  /** What it was asked for; without a scope it is good for the account, as with "domain". */
  scope: "project" | "domain" | "none";
  /** By the real clock, in milliseconds since 1970. */
  issuedRealMs: number;
  expiresRealMs: number;
}

/** A key pair that is good for a while, and only together with its security token. */
export interface TemporaryKeyState {
  accessKey: string;
  secretKey: string;
  securityToken: string;
  /** By the real clock, in milliseconds since 1970. */
  expiresRealMs: number;
}

/** How an object was from `at` on; null: not there. */
export interface VersionState {
  at: Instant;
  json: string | null;
}
