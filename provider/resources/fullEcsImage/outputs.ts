import type { Backup } from "../../ports/backups";
import type { AccountIdentity } from "../../ports/cloud";
import type { Disk } from "../../ports/disks";
import type { Image } from "../../ports/images";
import type { BaseOutputs, Goal } from "../definition";
import type { FollowUp } from "../followUp";
import { tagsWithoutDefaults } from "./alignment";
import { followUpsOf } from "./followUps";
import type { ImagedDisk } from "./imagedDisk";
import { defaultName } from "./imageName";
import { fullEcsImageChanges, type FullEcsImageInputs } from "./inputs";

/** Outputs of FullEcsImage, the inputs among them; `sdk/fullEcsImage.ts` documents them for users. */
export interface FullEcsImageOutputs extends BaseOutputs, FullEcsImageInputs {
  /** It existed already, and was adopted. */
  adopted?: true;
  imageId?: string;
  /** The console's word for the image's state. */
  imageStatus?: "Creating" | "Normal" | "Failed";
  /** The availability zone that the image is restricted to, while it is (FEI-06). */
  availableOnlyIn?: string;
  /** The user's tags and the profile's default tags; the provider's own mark is none of them. */
  tagsAll?: Record<string, string>;
  jobId?: string;
  vaultId?: string;
  vaultName?: string;
  backupId?: string;
  serverId?: string;
  sourceServerName?: string;
  sourceAvailabilityZone?: string;
  sizeGb?: number;
  /** The disks whose data the image holds, the system disk first (FEI-01, FEI-18). */
  disks?: ImagedDisk[];
  createdAt?: string;
  backedUpAt?: string;
  /** A full-ECS image can be neither exported nor replicated (FEI-11). */
  exportable?: false;
  replicable?: false;
  /** What is left for a human to do. */
  followUps?: FollowUp[];
}

/** What an operation or a look has found out. */
export interface Found {
  account: AccountIdentity;
  settled: boolean;
  serverId?: string | undefined;
  vault?: { id: string; name?: string | undefined } | undefined;
  image?: Image | undefined;
  /** undefined: not looked at. */
  backup?: Backup | "gone" | undefined;
  /** The server's disks as they were seen when the image was made. */
  disks?: readonly Disk[] | undefined;
  jobId?: string | undefined;
}

const statusNames = { creating: "Creating", usable: "Normal", failed: "Failed" } as const;

/**
 * What is known of an image and its backup, as outputs.
 * @param earlier what was known before: what was not looked at, or cannot be seen any more, is kept
 */
export function outputsOf(
  inputs: FullEcsImageInputs,
  found: Found,
  earlier: Partial<FullEcsImageOutputs> = {},
): FullEcsImageOutputs {
  const { account, settled, image, jobId } = found;
  const backup = found.backup === "gone" ? undefined : found.backup;
  const serverId = backup?.serverId ?? found.serverId ?? earlier.serverId;
  const vaultId = backup?.vaultId ?? found.vault?.id ?? earlier.vaultId;
  const vaultName = [found.vault, { id: earlier.vaultId, name: earlier.vaultName }].find(
    (vault) => vault?.id === vaultId && vault?.name !== undefined,
  )?.name;
  const known: FullEcsImageOutputs = {
    ...keptFacts(earlier, found),
    ...inputs,
    stateVersion: 1,
    settled,
    account,
    ...(serverId !== undefined && { serverId }),
    ...(vaultId !== undefined && { vaultId }),
    ...(vaultName !== undefined && { vaultName }),
    ...(jobId !== undefined && { jobId }),
    ...(image && factsOfImage(image)),
    ...(backup && factsOfBackup(backup, found.disks, earlier)),
    ...(image?.state === "usable" && restriction(backup)),
  };
  return settled ? { ...known, followUps: followUpsOf(known) } : known;
}

/** Earlier outputs that are no inputs, and that nothing says otherwise about. */
function keptFacts(earlier: Partial<FullEcsImageOutputs>, { backup }: Found): Partial<FullEcsImageOutputs> {
  const isKept = (name: string): boolean => {
    if (name.startsWith("__") || name === "followUps" || Object.hasOwn(fullEcsImageChanges, name))
      return false;
    if (name === "availableOnlyIn") return backup === undefined;
    return !(backup === "gone" && ["backupId", "backedUpAt"].includes(name));
  };
  return Object.fromEntries(Object.entries(earlier).filter(([name]) => isKept(name)));
}

function factsOfImage(image: Image): Partial<FullEcsImageOutputs> {
  return {
    imageId: image.id,
    name: image.name,
    imageStatus: statusNames[image.state],
    tagsAll: image.tags,
    createdAt: isoTime(image.createdAt),
    exportable: false,
    replicable: false,
  };
}

function factsOfBackup(
  backup: Backup,
  disks: readonly Disk[] = [],
  earlier: Partial<FullEcsImageOutputs> = {},
): Partial<FullEcsImageOutputs> {
  const typeOf = (id: string): string | undefined =>
    disks.find((disk) => disk.id === id)?.type ?? earlier.disks?.find((disk) => disk.id === id)?.type;
  const imaged = backup.disks.map(({ diskId, bootable, sizeGb }): ImagedDisk => {
    const type = typeOf(diskId);
    const role = bootable ? "system" : "data";
    return { id: diskId, role, sizeGb, ...(type !== undefined && { type }) };
  });
  return {
    backupId: backup.id,
    sizeGb: backup.sizeGb,
    disks: imaged.sort((a, b) => Number(b.role === "system") - Number(a.role === "system")),
    ...(backup.serverName !== undefined && { sourceServerName: backup.serverName }),
    ...(backup.availabilityZone !== undefined && { sourceAvailabilityZone: backup.availabilityZone }),
    ...(backup.state === "finished" && { backedUpAt: earlier.backedUpAt ?? isoTime(backup.updatedAt) }),
  };
}

/** Until the backup is complete, only the disk snapshots can be used, and these are in the source's zone. */
function restriction(backup: Backup | undefined): { availableOnlyIn?: string } {
  if (!backup || backup.restorableFrom === "backup" || backup.availabilityZone === undefined) return {};
  return { availableOnlyIn: backup.availabilityZone };
}

/** The inputs that would describe what is there: a difference to the program's is drift. */
export function inputsFrom(
  { urn, generation, inputs }: Goal<FullEcsImageInputs>,
  earlier: Partial<FullEcsImageOutputs>,
  {
    image,
    backup,
    defaultTags,
  }: {
    image?: Image | undefined;
    backup?: Backup | undefined;
    defaultTags: Record<string, string>;
  },
): FullEcsImageInputs {
  const {
    name: _name,
    description: _description,
    tags: _tags,
    minRamMb: _min,
    maxRamMb: _max,
    ...kept
  } = inputs;
  return {
    ...(image ? describing(image, inputs, defaultName(urn, generation), defaultTags) : inputs),
    ...kept,
    ...(backup && backup.serverId !== earlier.serverId && { server: backup.serverId }),
    ...(backup && backup.vaultId !== earlier.vaultId && { vault: { id: backup.vaultId } }),
  };
}

/** What the image's own attributes say. The cloud keeps "none" and an empty text, or a 0, alike. */
function describing(
  image: Image,
  known: FullEcsImageInputs,
  nameByDefault: string,
  defaultTags: Record<string, string>,
): FullEcsImageInputs {
  const tags = tagsWithoutDefaults(image.tags, known.tags ?? {}, defaultTags);
  return {
    ...(image.name !== nameByDefault && { name: image.name }),
    ...(image.description
      ? { description: image.description }
      : known.description === "" && { description: "" }),
    ...((known.tags || Object.keys(tags).length > 0) && { tags }),
    ...((image.minRamMb > 0 || known.minRamMb === 0) && { minRamMb: image.minRamMb }),
    ...(image.maxRamMb ? { maxRamMb: image.maxRamMb } : known.maxRamMb === 0 && { maxRamMb: 0 }),
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
