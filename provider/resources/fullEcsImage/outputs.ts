import type { Backup } from "../../ports/backups";
import type { AccountIdentity } from "../../ports/cloud";
import type { Image } from "../../ports/images";
import type { BaseOutputs } from "../definition";
import type { FullEcsImageInputs } from "./inputs";

/** Outputs of FullEcsImage, the inputs among them; `sdk/fullEcsImage.ts` documents them for users. */
export interface FullEcsImageOutputs extends BaseOutputs, FullEcsImageInputs {
  imageId?: string;
  /** The console's word for the image's state. */
  imageStatus?: "Creating" | "Normal" | "Failed";
  /** The availability zone that the image is restricted to, while it is (FEI-06). */
  availableOnlyIn?: string;
  jobId?: string;
  backupId?: string;
  sourceServerName?: string;
  sizeGb?: number;
  /** IDs of the disks whose data the image holds, the system disk first (FEI-01). */
  diskIds?: string[];
  createdAt?: string;
}

const statusNames = { creating: "Creating", usable: "Normal", failed: "Failed" } as const;

/** What is known of an image and its backup, as outputs. */
export function outputsOf(
  inputs: FullEcsImageInputs,
  facts: {
    account: AccountIdentity;
    settled: boolean;
    image: Image | undefined;
    backup: Backup | undefined;
    jobId: string | undefined;
  },
): FullEcsImageOutputs {
  const { account, settled, image, backup, jobId } = facts;
  return {
    ...inputs,
    stateVersion: 1,
    settled,
    account,
    ...(jobId !== undefined && { jobId }),
    ...(image && {
      imageId: image.id,
      imageStatus: statusNames[image.state],
      createdAt: new Date(image.createdAt * 1000).toISOString(),
    }),
    ...(backup && {
      backupId: backup.id,
      sizeGb: backup.sizeGb,
      diskIds: [...backup.disks].sort((a, b) => Number(b.bootable) - Number(a.bootable)).map((d) => d.diskId),
      ...(backup.serverName !== undefined && { sourceServerName: backup.serverName }),
    }),
    ...(image?.state === "usable" && restriction(backup)),
  };
}

/** Until the backup is complete, only the disk snapshots can be used, and these are in the source's zone. */
function restriction(backup: Backup | undefined): { availableOnlyIn?: string } {
  if (!backup || backup.restorableFrom === "backup" || backup.availabilityZone === undefined) return {};
  return { availableOnlyIn: backup.availabilityZone };
}

/** The inputs that would describe what is there: a difference to the program's is drift. */
export function inputsFrom(
  known: FullEcsImageInputs,
  image: Image | undefined,
  backup: Backup | undefined,
): FullEcsImageInputs {
  const description = image ? image.description : known.description;
  return {
    server: backup?.serverId ?? known.server,
    vault: backup ? { id: backup.vaultId } : known.vault,
    name: image?.name ?? known.name,
    // The cloud keeps "no description" and an empty one alike.
    ...(description ? { description } : known.description === "" ? { description: "" } : {}),
  };
}
