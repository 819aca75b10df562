import type * as pulumi from "@pulumi/pulumi";
import type { AccountIdentity } from "../provider/ports/cloud";
import type { FollowUp } from "../provider/resources/followUp";
import type { ImagedDisk } from "../provider/resources/fullEcsImage/imagedDisk";
import { LifecycleResource, typeOf } from "./lifecycleResource";
import { shell } from "./shell";

/** A server backup vault that is made where there is none of this name. */
export interface EnsureVaultArgs {
  /** Name of the vault: 1 to 64 characters. A server backup vault of this name is used if there is one. */
  name: pulumi.Input<string>;
  /**
   * Size in GB of a vault that is made: 10 to 10,485,760. By default as large as the source server's disks
   * together, and at least 10. An existing vault keeps its size.
   */
  size?: pulumi.Input<number | undefined>;
}

/** The server backup vault that image and backup are stored and billed in: exactly one of these. */
export interface VaultArgs {
  /** ID of a server backup vault of protection type Backup. */
  id?: pulumi.Input<string | undefined>;
  /** Exact name of a server backup vault of protection type Backup. */
  name?: pulumi.Input<string | undefined>;
  /** A vault that is used if it exists and made if not. It stays on delete: see `deleteVaultWhenEmpty`. */
  ensure?: pulumi.Input<EnsureVaultArgs | undefined>;
}

/**
 * What the guide's conditions depend on and no API shows. What a condition needs has to be said: silence is not a
 * yes. (Image Management Service user guide, "Creating a Full-ECS Image from an ECS": Background, Constraints.)
 */
export interface GuestArgs {
  /** The source server's OS family. It is compared with what the cloud knows. */
  osFamily: pulumi.Input<"Linux" | "Windows">;
  /** Windows only, and needed there: the SAN policy that `diskpart`, `san` shows. Only OnlineAll is accepted. */
  sanPolicy?: pulumi.Input<"OnlineAll" | "OfflineShared" | "OfflineInternal" | undefined>;
  /** Windows only, and needed there: whether a volume spans several disks. Refused if so. */
  spannedVolumes?: pulumi.Input<boolean | undefined>;
  /** Linux only, and needed there: whether a disk group or logical disk is on several physical disks. Refused if so. */
  diskGroups?: pulumi.Input<boolean | undefined>;
  /** Whether the server contains a database: then it has to be Stopped. */
  database: pulumi.Input<boolean>;
}

/** What a {@link FullEcsImage} is made of. */
export interface FullEcsImageArgs {
  /**
   * The source ECS, by ID or exact name; Running or Stopped. It is imaged as it is: the image holds its system
   * disk and every data disk. A name is looked up once, when the image is made. Another server means another image
   * (replacement). Required unless `adopt` is given.
   */
  server?: pulumi.Input<string | undefined>;
  /** Where image and backup are stored. Another vault means another image (replacement). Required unless `adopt`. */
  vault?: pulumi.Input<VaultArgs | undefined>;
  /**
   * Name of the image: 1 to 128 letters, digits, `-`, `.`, `_` and blanks, no blank first or last; no other private
   * image may have it. By default `<logical name>-<8 digits>`, so that a replacement gets another one. Changed in
   * place.
   */
  name?: pulumi.Input<string | undefined>;
  /** Description of the image: at most 1024 characters without `<`, `>` and line breaks. Changed in place. */
  description?: pulumi.Input<string | undefined>;
  /**
   * Tags of the image: keys of 1 to 36, values of 0 to 43 letters, digits, `_` and `-`. At most 10 together with the
   * profile's `defaultTags` and the provider's own mark `ecs-lifecycle`. Changed in place.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /** ID of the enterprise project of the image; "0", the default one, by default. Another means another image. */
  enterpriseProject?: pulumi.Input<string | undefined>;
  /** Smallest memory in MiB of a server made from the image; 0, no limit, by default. Changed in place. */
  minRamMb?: pulumi.Input<number | undefined>;
  /** Largest memory in MiB of a server made from the image; no limit by default. Changed in place. */
  maxRamMb?: pulumi.Input<number | undefined>;
  /** What is true inside the source server. Required unless `adopt`. Another declaration means another image. */
  guest?: pulumi.Input<GuestArgs | undefined>;
  /**
   * When the resource is complete. `"backedUp"`, the default: the image is Normal in the whole region.
   * `"usableInSourceAz"`: as soon as it can be used in the source's availability zone, while the backup is still
   * written; `availableOnlyIn` names the zone, and `refresh` clears it later. Changed in place.
   */
  completeWhen?: pulumi.Input<"backedUp" | "usableInSourceAz" | undefined>;
  /** Any values: when one changes, a new image is taken (replacement). */
  triggers?: pulumi.Input<pulumi.Input<unknown>[] | undefined>;
  /**
   * Whether the backup stays in its vault, and is billed, when the image is deleted. false by default: the backup
   * goes with its image. Changed in place.
   */
  keepBackup?: pulumi.Input<boolean | undefined>;
  /**
   * With `vault.ensure`: whether the vault is deleted with the resource, provided that this package has made it and
   * nothing else is in it. false by default. Changed in place.
   */
  deleteVaultWhenEmpty?: pulumi.Input<boolean | undefined>;
  /**
   * ID of a full-ECS image that exists: it becomes this resource's own, and is deleted with it, as after an import.
   * Nothing is imaged; `server` and `vault` may be left out, else they have to say what is there. Afterwards `adopt`
   * can stay or be taken out.
   */
  adopt?: pulumi.Input<string | undefined>;
  /** Name of a profile in `ecs-lifecycle:profiles`; by default `ecs-lifecycle:profile`. */
  profile?: pulumi.Input<string | undefined>;
}

const kind = "FullEcsImage";
const provider = shell(kind);

/**
 * An image of a whole server, with its system disk and all its data disks (Open Telekom Cloud: full-ECS
 * image; Image Management Service user guide, "Creating a Full-ECS Image from an ECS").
 *
 * Complete when the image is Normal in the whole region, which means that its backup has been written. It
 * never stops, starts or changes the server; meanwhile nobody may stop, start or restart the server or detach
 * its system disk, or the image fails. Deleting the resource deletes the image and the backup behind it.
 *
 * ```ts
 * const image = new FullEcsImage("web-01", {
 *   server: "web-01",
 *   vault: { ensure: { name: "server-backups" } },
 *   guest: { osFamily: "Linux", diskGroups: false, database: false },
 * });
 * export const imageId = image.imageId;
 * ```
 *
 * Time-outs (`customTimeouts`): create 60 minutes and one more for each GiB of the disks, update 10, delete 30 by
 * default. A time-out loses nothing: the next `pulumi up` goes on.
 *
 * `id` is not the image's ID but the operation's own: use {@link FullEcsImage.imageId}.
 */
export class FullEcsImage extends LifecycleResource {
  /** @internal */
  static readonly type = typeOf(kind);

  /** The source ECS, as it was declared; of an adopted image its ID. */
  declare readonly server: pulumi.Output<string>;
  /** ID of the source ECS. */
  declare readonly serverId: pulumi.Output<string>;
  /** Name of the source ECS when it was imaged. */
  declare readonly sourceServerName: pulumi.Output<string>;
  /** Availability zone of the source ECS. */
  declare readonly sourceAvailabilityZone: pulumi.Output<string>;
  /** The vault, as it was declared; of an adopted image its ID. */
  declare readonly vault: pulumi.Output<{
    /** ID of the vault. */
    id?: string;
    /** Name of the vault. */
    name?: string;
    /** The vault that is made where there is none of this name. */
    ensure?: {
      /** Name of the vault. */
      name: string;
      /** Size in GB. */
      size?: number;
    };
  }>;
  /** ID of the vault that holds image and backup. */
  declare readonly vaultId: pulumi.Output<string>;
  /** Name of the vault that holds image and backup. */
  declare readonly vaultName: pulumi.Output<string>;
  /** Name of the image. */
  declare readonly name: pulumi.Output<string>;
  /** Description of the image; undefined where none was given. */
  declare readonly description: pulumi.Output<string | undefined>;
  /** The tags that were declared. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** All tags of the image: the declared ones and the profile's `defaultTags`. */
  declare readonly tagsAll: pulumi.Output<Record<string, string>>;
  /** true where the image existed already and was adopted; else undefined. */
  declare readonly adopted: pulumi.Output<boolean | undefined>;
  /** ID of the image: what servers are created from. */
  declare readonly imageId: pulumi.Output<string>;
  /** The console's word for the image's status: "Creating", "Normal" or "Failed". */
  declare readonly imageStatus: pulumi.Output<string>;
  /** The availability zone that the image is restricted to while its backup is not complete; else undefined. */
  declare readonly availableOnlyIn: pulumi.Output<string | undefined>;
  /** ID of the backup behind the image. */
  declare readonly backupId: pulumi.Output<string>;
  /** ID of the cloud's job that made the image, for its support; undefined of an adopted image. */
  declare readonly jobId: pulumi.Output<string | undefined>;
  /** Size of all disks in the image together, in GB. */
  declare readonly sizeGb: pulumi.Output<number>;
  /** The disks whose data the image holds, the system disk first. */
  declare readonly disks: pulumi.Output<ImagedDisk[]>;
  /** When the image was created: ISO 8601, UTC. */
  declare readonly createdAt: pulumi.Output<string>;
  /** When its backup was complete: ISO 8601, UTC; undefined before. */
  declare readonly backedUpAt: pulumi.Output<string | undefined>;
  /** Always false: a full-ECS image cannot be exported. */
  declare readonly exportable: pulumi.Output<boolean>;
  /** Always false: a full-ECS image cannot be replicated to another region. */
  declare readonly replicable: pulumi.Output<boolean>;
  /** What is left for a human to do, or to know. */
  declare readonly followUps: pulumi.Output<FollowUp[]>;
  /** The account that image and backup are in. */
  declare readonly account: pulumi.Output<AccountIdentity>;
  /** false while an interrupted operation is not known to have ended: the next `pulumi up` goes on with it. */
  declare readonly settled: pulumi.Output<boolean>;

  constructor(name: string, args: FullEcsImageArgs, options?: pulumi.CustomResourceOptions) {
    // Only what is named here can be read from the resource.
    const absent = {
      server: undefined,
      vault: undefined,
      name: undefined,
      description: undefined,
      tags: undefined,
    };
    const outputs = {
      ...{ serverId: undefined, sourceServerName: undefined, sourceAvailabilityZone: undefined },
      ...{ vaultId: undefined, vaultName: undefined, backupId: undefined, backedUpAt: undefined },
      ...{
        adopted: undefined,
        imageId: undefined,
        imageStatus: undefined,
        availableOnlyIn: undefined,
        tagsAll: undefined,
      },
      ...{ jobId: undefined, sizeGb: undefined, disks: undefined, createdAt: undefined },
      ...{ exportable: undefined, replicable: undefined, followUps: undefined },
      ...{ account: undefined, settled: undefined },
    };
    super(kind, provider, name, { ...absent, ...args, ...outputs }, options);
  }
}
