import type { Backup } from "../../../../provider/ports/backups";
import type { AccountIdentity } from "../../../../provider/ports/cloud";
import type { Image } from "../../../../provider/ports/images";
import { formatMark } from "../../../../provider/ports/mark";
import type { Goal } from "../../../../provider/resources/fullEcsImage/createProcedure";
import type { FullEcsImageOutputs } from "../../../../provider/resources/fullEcsImage/outputs";

export const account: AccountIdentity = { cloud: "openTelekomCloud", region: "eu-de", projectId: "p" };

export const goal: Goal = {
  urn: "urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::web-01",
  generation: "0123456789abcdef",
  inputs: { server: "server-1", vault: { id: "vault-1" }, name: "web-01 full" },
};
export const foreignMark = formatMark(goal.urn, "fedcba9876543210");

/** A usable image of the goal. */
export const image: Image = {
  id: "image-1",
  name: "web-01 full",
  description: "",
  state: "usable",
  stateText: "active",
  backupId: "backup-1",
  wholeServer: true,
  mark: formatMark(goal.urn, goal.generation),
  createdAt: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
};

/** Its complete backup. */
export const backup: Backup = {
  id: "backup-1",
  name: "",
  state: "finished",
  stateText: "available",
  restorableFrom: "backup",
  availabilityZone: "eu-de-01",
  vaultId: "vault-1",
  serverId: "server-1",
  serverName: "web-01",
  sizeGb: 140,
  disks: [
    { diskId: "data-1", bootable: false, sizeGb: 50 },
    { diskId: "system", bootable: true, sizeGb: 40 },
    { diskId: "data-2", bootable: false, sizeGb: 50 },
  ],
  imageIds: ["image-1"],
  createdAt: image.createdAt,
  updatedAt: image.createdAt,
};

/** While only the disk snapshots exist. */
export const copying: Backup = {
  ...backup,
  ...{ state: "copying", stateText: "protecting", restorableFrom: "snapshot" },
};

/** What is saved of image and backup. */
export const outputs: FullEcsImageOutputs = {
  ...goal.inputs,
  ...{ stateVersion: 1, settled: true, account },
  imageId: "image-1",
  imageStatus: "Normal",
  jobId: "job-1",
  backupId: "backup-1",
  sourceServerName: "web-01",
  sizeGb: 140,
  diskIds: ["system", "data-1", "data-2"],
  createdAt: "2026-01-02T03:04:05.000Z",
};
