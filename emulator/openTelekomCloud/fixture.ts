import type { DiskQuota, DiskState, ImageState, ServerState, VaultState } from "./cloudState";
import { stableUuid } from "./identifiers";
import type { World } from "./world";

/** What a cloud holds when it begins. */
export interface Fixture {
  servers: ServerState[];
  vaults: VaultState[];
  /** Public images, for example. Default: none. */
  images?: ImageState[];
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
    temporary: false,
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

/** The quota of disks where nothing else is said. */
export const defaultDiskQuota: DiskQuota = {
  volumes: 400,
  gigabytes: 32_768,
  snapshots: 1000,
  backups: 100,
  backupGigabytes: 5120,
  perVolumeGigabytes: 32_768,
};

/** When the things of a fixture were made. */
export const fixtureTime = Date.UTC(2026, 0, 2, 3, 4, 5);
