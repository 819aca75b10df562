import type { Backup } from "../../../../provider/ports/backups";
import type { AccountIdentity } from "../../../../provider/ports/cloud";
import type { Disk } from "../../../../provider/ports/disks";
import type { Image } from "../../../../provider/ports/images";
import { formatMark } from "../../../../provider/ports/mark";
import type { Server } from "../../../../provider/ports/servers";
import type { Vault } from "../../../../provider/ports/vaults";
import type { Goal } from "../../../../provider/resources/fullEcsImage/createProcedure";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import type { FullEcsImageOutputs } from "../../../../provider/resources/fullEcsImage/outputs";

export const account: AccountIdentity = { cloud: "openTelekomCloud", region: "eu-de", projectId: "p" };

/** IDs of what the samples speak of. */
export const ids = {
  server: "11111111-0000-4000-8000-000000000001",
  vault: "33333333-0000-4000-8000-000000000001",
  image: "44444444-0000-4000-8000-000000000001",
  backup: "66666666-0000-4000-8000-000000000001",
  system: "22222222-0000-4000-8000-000000000001",
  data1: "22222222-0000-4000-8000-000000000002",
  data2: "22222222-0000-4000-8000-000000000003",
} as const;

/** The seconds since 1970 that the samples are of. */
export const sampleTime = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;

/** Declares of a Linux server all that is needed. */
export const linux = { osFamily: "Linux", diskGroups: false, database: false } as const;

/** Declares of a Windows server all that is needed. */
export const windows = {
  osFamily: "Windows",
  sanPolicy: "OnlineAll",
  spannedVolumes: false,
  database: false,
} as const;

const inputs: FullEcsImageInputs = {
  server: ids.server,
  vault: { id: ids.vault },
  name: "web-01 full",
  guest: linux,
};

export const goal: Goal = {
  urn: "urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::web-01",
  generation: "0123456789abcdef",
  inputs,
  serverId: ids.server,
  defaultTags: {},
};

/** The goal with these inputs. */
export const towards = (changes: Partial<FullEcsImageInputs>): Goal => ({
  ...goal,
  inputs: { ...inputs, ...changes },
});

/** Another operation of the same resource. */
export const anotherGeneration = "fedcba9876543210";
export const foreignMark = formatMark(goal.urn, anotherGeneration);

/** A month before the sample time. */
export const serverCreatedAt = sampleTime - 30 * 24 * 3600;

/** A running Linux server with three disks. */
export const server: Server = {
  id: ids.server,
  name: "web-01",
  state: "running",
  stateText: "ACTIVE",
  task: undefined,
  frozen: false,
  osFamily: "Linux",
  availabilityZone: "eu-de-01",
  diskIds: [ids.system, ids.data1, ids.data2],
  systemDiskId: ids.system,
  imageId: "33333333-0000-4000-8000-000000000001",
  memoryMb: 4096,
  keyName: undefined,
  locked: false,
  addresses: [{ ip: "192.168.0.10", mac: "fa:16:3e:00:00:10" }],
  createdAt: serverCreatedAt,
  records: {},
};

const disk = (id: string, sizeGb: number, type: string): Disk => ({
  ...{ id, name: "", sizeGb, type, onDedicatedStorage: false, scsi: false, serverIds: [ids.server] },
  ...{ encrypted: false, keyId: undefined, createdAt: serverCreatedAt },
});

/** Its disks: 140 GB in all. */
export const disks: Disk[] = [
  disk(ids.data1, 50, "SAS"),
  disk(ids.system, 40, "SSD"),
  disk(ids.data2, 50, "SATA"),
];

/** A server backup vault with room. */
export const vault: Vault = {
  id: ids.vault,
  name: "vault-servers",
  forServerBackups: true,
  kindText: "server, backup",
  usable: true,
  stateText: "available",
  sizeGb: 2000,
  usedGb: 0,
  serverIds: [],
  mark: undefined,
  createdAt: sampleTime - 1000,
};

/** A usable image of the goal. */
export const image: Image = {
  id: ids.image,
  name: "web-01 full",
  description: "",
  state: "usable",
  stateText: "active",
  backupId: ids.backup,
  wholeServer: true,
  mark: formatMark(goal.urn, goal.generation),
  tags: {},
  minRamMb: 0,
  maxRamMb: undefined,
  enterpriseProject: undefined,
  createdAt: sampleTime,
};

/** Its complete backup. */
export const backup: Backup = {
  id: ids.backup,
  name: "",
  state: "finished",
  stateText: "available",
  restorableFrom: "backup",
  availabilityZone: "eu-de-01",
  vaultId: ids.vault,
  serverId: ids.server,
  serverName: "web-01",
  sizeGb: 140,
  disks: [
    { diskId: ids.data1, bootable: false, sizeGb: 50 },
    { diskId: ids.system, bootable: true, sizeGb: 40 },
    { diskId: ids.data2, bootable: false, sizeGb: 50 },
  ],
  createdAt: sampleTime,
  updatedAt: sampleTime + 600,
};

/** While only the disk snapshots exist. */
export const copying: Backup = {
  ...backup,
  ...{ state: "copying", stateText: "protecting", restorableFrom: "snapshot" },
};

/** What is saved of image and backup, without the follow-ups. */
export const outputs: FullEcsImageOutputs = {
  ...inputs,
  ...{ stateVersion: 1, settled: true, account },
  imageId: ids.image,
  imageStatus: "Normal",
  tagsAll: {},
  jobId: "job-1",
  vaultId: ids.vault,
  vaultName: "vault-servers",
  backupId: ids.backup,
  serverId: ids.server,
  sourceServerName: "web-01",
  sourceAvailabilityZone: "eu-de-01",
  sizeGb: 140,
  disks: [
    { id: ids.system, role: "system", sizeGb: 40, type: "SSD" },
    { id: ids.data1, role: "data", sizeGb: 50, type: "SAS" },
    { id: ids.data2, role: "data", sizeGb: 50, type: "SATA" },
  ],
  createdAt: "2026-01-02T03:04:05.000Z",
  backedUpAt: "2026-01-02T03:14:05.000Z",
  exportable: false,
  replicable: false,
};

/** Outputs without the texts for people. */
export function withoutFollowUps({ followUps: _texts, ...others }: FullEcsImageOutputs): FullEcsImageOutputs {
  return others;
}
