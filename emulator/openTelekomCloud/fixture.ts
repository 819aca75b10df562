import { createHash } from "node:crypto";
import { emulatedAccount } from "./account";
import type {
  AgencyState,
  BackupState,
  DiskQuota,
  DiskState,
  ImageState,
  KeyPairState,
  KmsKeyState,
  ServerState,
  VaultState,
} from "./cloudState";
import { stableUuid } from "./identifiers";
import type { World } from "./world";

/** What a cloud holds when it begins. */
export interface Fixture {
  servers: ServerState[];
  vaults: VaultState[];
  /** Public images, for example. Default: none. */
  images?: ImageState[];
  /** The backups that images of whole servers are in. Default: none. */
  backups?: BackupState[];
  /** Default: none. */
  keyPairs?: KeyPairState[];
  /** Default: none. */
  kmsKeys?: KmsKeyState[];
  /** Default: none. */
  agencies?: AgencyState[];
  /** Whether the account's user may look at agencies. Default: true. */
  mayListAgencies?: boolean;
  /** How many private images the project may have. Default: 50. */
  imageQuota?: number;
  /** What the project may have of disks. Default: `defaultDiskQuota`. */
  diskQuota?: Partial<DiskQuota>;
  /** Durations and switches that belong to this fleet; the world given with the options goes before them. */
  world?: Partial<World>;
}

/** A server of a fixture: say what matters, the rest is usual (an idle running Linux server with one disk). */
export function serverOf(facts: Pick<ServerState, "id" | "name"> & Partial<ServerState>): ServerState {
  return {
    description: "",
    status: "ACTIVE",
    taskState: null,
    availabilityZone: "eu-de-01",
    osType: "Linux",
    imageId: "00000000-0000-4000-8000-0000000000a1",
    keyName: "fleet-key",
    flavor: { id: "s3.large.2", vcpus: 2, ramMb: 4096 },
    vpcId: "00000000-0000-4000-8000-0000000000f1",
    addresses: [
      {
        address: "192.168.0.10",
        macAddress: "fa:16:3e:00:00:10",
        portId: stableUuid(`port of ${facts.id}`),
        type: "fixed",
      },
    ],
    disks: [diskOf({ id: stableUuid(`system disk of ${facts.id}`) })],
    metadata: {},
    tags: [],
    locked: false,
    frozen: false,
    windowsPasswordAt: facts.osType === "Windows" ? (facts.createdAt ?? fixtureTime) : null,
    temporary: false,
    shown: null,
    createdAt: fixtureTime,
    updatedAt: fixtureTime,
    ...facts,
  };
}

/** A disk of a fixture; where nothing else is said a system disk of 40 GB. */
export function diskOf(facts: Pick<DiskState, "id"> & Partial<DiskState>): DiskState {
  return {
    name: "",
    sizeGb: 40,
    volumeType: "SSD",
    device: "/dev/vda",
    bootIndex: 0,
    deleteOnTermination: true,
    encrypted: false,
    cmkId: facts.encrypted === true ? usualKeyId : null,
    imageId: null,
    createdAt: null,
    dedicatedStorage: false,
    scsi: false,
    shared: false,
    ...facts,
  };
}

/** A vault of a fixture; where nothing else is said an empty one for backups of servers. */
export function vaultOf(facts: Pick<VaultState, "id" | "name"> & Partial<VaultState>): VaultState {
  return {
    description: "",
    objectType: "server",
    protectType: "backup",
    status: "available",
    sizeGb: 2000,
    usedMb: 0,
    resources: [],
    tags: [],
    enterpriseProjectId: "0",
    locked: false,
    autoExpand: false,
    notify: true,
    threshold: 80,
    createdAt: fixtureTime,
    ...facts,
  };
}

/** An image of a fixture; where nothing else is said a public one of Linux. */
export function imageOf(facts: Pick<ImageState, "id" | "name"> & Partial<ImageState>): ImageState {
  return {
    description: null,
    status: "active",
    imageType: "gold",
    sharing: null,
    thirdParty: false,
    cmkId: null,
    wholeImage: false,
    backupId: null,
    source: null,
    osType: "Linux",
    platform: "Other",
    osVersion: "Other(64 bit) 64bit",
    minDiskGb: 40,
    minRamMb: 0,
    maxRamMb: null,
    sizeBytes: 0,
    protected: (facts.imageType ?? "gold") === "gold",
    enterpriseProjectId: "0",
    attributes: {},
    tags: [],
    createdAt: fixtureTime,
    updatedAt: fixtureTime,
    activeAt: fixtureTime,
    ...facts,
  };
}

/** A backup of a fixture; where nothing else is said a finished one of a server in eu-de-01. */
export function backupOf(
  facts: Pick<BackupState, "id" | "vaultId" | "serverId" | "children"> & Partial<BackupState>,
): BackupState {
  const sizeGb = facts.children.reduce((sum, child) => sum + child.sizeGb, 0);
  return {
    name: `backup-${facts.id.slice(0, 8)}`,
    description: "",
    status: "available",
    checkpointId: stableUuid(`checkpoint of ${facts.id}`),
    serverName: "",
    availabilityZone: "eu-de-01",
    sizeGb,
    storedMb: sizeGb * 1024,
    restoreMode: "backup",
    imageIds: [],
    createdAt: fixtureTime,
    updatedAt: fixtureTime,
    protectedAt: fixtureTime,
    ...facts,
  };
}

/** A key pair of a fixture; where nothing else is said the account's user's. */
export function keyPairOf(facts: Pick<KeyPairState, "name"> & Partial<KeyPairState>): KeyPairState {
  const digest = createHash("sha256").update(`key pair ${facts.name}`).digest();
  return {
    userId: emulatedAccount.userId,
    publicKey: `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB${digest.toString("base64")} Generated-by-Nova`,
    fingerprint: (digest.toString("hex").slice(0, 32).match(/../g) ?? []).join(":"),
    createdAt: fixtureTime,
    ...facts,
  };
}

/** A key of a fixture; where nothing else is said an enabled one. */
export function kmsKeyOf(facts: Pick<KmsKeyState, "id" | "alias"> & Partial<KmsKeyState>): KmsKeyState {
  return { description: "", state: "2", isDefault: false, createdAt: fixtureTime, ...facts };
}

/** An agency of a fixture; where nothing else is said one for EVS that lasts. */
export function agencyOf(facts: Pick<AgencyState, "id" | "name"> & Partial<AgencyState>): AgencyState {
  return {
    description: "",
    trustDomainId: "e5e5e5e5c10d4c5a9b7d3f2a1b0c0d0e",
    trustDomainName: "op_svc_evs",
    roles: ["kms_adm"],
    createdAt: fixtureTime,
    expiresAt: null,
    ...facts,
  };
}

/** What a fixture's encrypted disks are encrypted with where nothing else is said. */
export const usualKeyId = "ca11ab1e-0001-4000-8000-000000000001";

/** The quota of disks where nothing else is said. */
export const defaultDiskQuota: DiskQuota = {
  volumes: 400,
  gigabytes: 32_768,
  snapshots: 1000,
  backups: 100,
  backupGigabytes: 5120,
  perVolumeGigabytes: 32_768,
  types: {},
};

/** When the things of a fixture were made. */
export const fixtureTime = Date.UTC(2026, 0, 2, 3, 4, 5);
