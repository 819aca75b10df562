import type { AccountIdentity } from "../ports/cloud";
import type { FollowUp } from "../resources/followUp";
import type { ImagedDisk } from "../resources/fullEcsImage/imagedDisk";

// Types alone, that users' compilers read: no library of ours is behind them.

/** What can be looked up. */
export type LookupName = "getServer" | "getVault" | "getFullEcsImage";

/** A server, as getServer finds it. */
export interface GetServerResult {
  /** ID of the server. */
  id: string;
  /** Name of the server. */
  name: string;
  /** "Running" or "Stopped", as the console says; in any other state the API's word, for example "BUILD". */
  status: string;
  /** What is being done to it at the moment, in the API's words, for example "powering-off"; absent: nothing. */
  task?: string;
  /** Whether the cloud has frozen it, for arrears for example. */
  frozen: boolean;
  /** For example "eu-de-01". */
  availabilityZone?: string;
  /** Absent where the cloud does not say. */
  osFamily?: "Linux" | "Windows";
  /** Its disks, the system disk first. */
  disks: AttachedDisk[];
  /** The server backup vault that it belongs to; absent: to none. */
  vault?: {
    /** ID of the vault. */
    id: string;
    /** Name of the vault. */
    name: string;
  };
  /** The account that it is in. */
  account: AccountIdentity;
}

/** A disk of a server. */
export interface AttachedDisk {
  /** ID of the disk. */
  id: string;
  /** Whether the server starts from it. */
  role: "system" | "data";
  /** Size in GB; absent where the cloud's list of disks does not hold it (yet). */
  sizeGb?: number;
  /** The cloud's word, for example "SSD"; absent as `sizeGb`. */
  type?: string;
}

/** A vault, as getVault finds it. */
export interface GetVaultResult {
  /** ID of the vault. */
  id: string;
  /** Name of the vault. */
  name: string;
  /** What it is for, for example "object type server, protection type backup". */
  type: string;
  /** Whether it is for backups of servers: only such a vault can hold full-ECS images. */
  forServerBackups: boolean;
  /** The API's word, for example "available". */
  status: string;
  /** Whether it takes backups in this status. */
  usable: boolean;
  /** Size in GB. */
  sizeGb: number;
  /** What its backups take up, in GB. */
  usedGb: number;
  /** What is left, in GB; 0 where more than its size is in use. */
  freeGb: number;
  /** The servers that belong to it; of a vault that is for disks, the disks. */
  servers: {
    /** ID of the server. */
    id: string;
    /** Name of the server; absent where there is no such server. */
    name?: string;
  }[];
  /** The account that it is in. */
  account: AccountIdentity;
}

/**
 * A full-ECS image, as getFullEcsImage finds it: the outputs of a FullEcsImage, as far as they can be seen. What the
 * backup tells is absent where the backup is gone (no server can be made from the image then) or not there yet.
 */
export interface GetFullEcsImageResult {
  /** ID of the image: what servers are created from, and what `adopt` takes. */
  imageId: string;
  /** Name of the image. */
  name: string;
  /** Description of the image; absent: none. */
  description?: string;
  /** The console's word for the image's status: "Creating", "Normal" or "Failed". */
  imageStatus: string;
  /** The availability zone that the image is restricted to while its backup is not complete. */
  availableOnlyIn?: string;
  /** All tags of the image, without the provider's own mark. */
  tagsAll: Record<string, string>;
  /** Smallest memory of a server made from it, in MiB; 0: no limit. */
  minRamMb: number;
  /** Largest memory of a server made from it, in MiB; absent: no limit. */
  maxRamMb?: number;
  /** ID of its enterprise project; "0": the default one. */
  enterpriseProject: string;
  /** The FullEcsImage that it belongs to. Absent: none, and it can be given to `adopt`. */
  owner?: ImageOwner;
  /** ID of the backup behind the image. */
  backupId?: string;
  /** ID of the vault that holds image and backup. */
  vaultId?: string;
  /** Name of the vault that holds image and backup. */
  vaultName?: string;
  /** ID of the source ECS. */
  serverId?: string;
  /** Name of the source ECS when it was imaged. */
  sourceServerName?: string;
  /** Availability zone of the source ECS. */
  sourceAvailabilityZone?: string;
  /** Size of all disks in the image together, in GB. */
  sizeGb?: number;
  /** The disks whose data the image holds, the system disk first; `type` of those that still exist. */
  disks?: ImagedDisk[];
  /** When the image was created: ISO 8601, UTC. */
  createdAt: string;
  /** When its backup was complete: ISO 8601, UTC; absent before. */
  backedUpAt?: string;
  /** Always false: a full-ECS image cannot be exported. */
  exportable: false;
  /** Always false: a full-ECS image cannot be replicated to another region. */
  replicable: false;
  /** What is left for a human to do, or to know. */
  followUps: FollowUp[];
  /** The account that image and backup are in. */
  account: AccountIdentity;
}

/** Which resource of this provider an image belongs to. */
export interface ImageOwner {
  /** The resource's Pulumi id, as `pulumi stack --show-ids` shows it. */
  id: string;
  /** The value of the image's tag `ecs-lifecycle`. */
  mark: string;
}
