import * as pulumi from "@pulumi/pulumi";
import { hiddenInput } from "./hiddenInput";
import { shell } from "./shell";

/** A server backup vault. */
export interface VaultArgs {
  /** ID of a server backup vault of protection type Backup. Image and backup are stored and billed there. */
  id: pulumi.Input<string>;
}

/** What a {@link FullEcsImage} is made of. */
export interface FullEcsImageArgs {
  /**
   * ID of the source ECS, which is Running or Stopped. It is imaged as it is: the image holds its system
   * disk and every data disk. Another server means another image (replacement).
   */
  server: pulumi.Input<string>;
  /** Where image and backup are stored. Another vault means another image (replacement). */
  vault: pulumi.Input<VaultArgs>;
  /**
   * Name of the image: 1 to 128 letters, digits, `-`, `.`, `_` and blanks, no blank first or last.
   * Changed in place.
   */
  name: pulumi.Input<string>;
  /** Description of the image: at most 1024 characters without `<`, `>` and line breaks. Changed in place. */
  description?: pulumi.Input<string | undefined>;
}

/** The account that an object is in. */
export interface Account {
  /** "openTelekomCloud". */
  cloud: string;
  /** For example "eu-de". */
  region: string;
  /** ID of the project. */
  projectId: string;
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
 *   server: "5d2f3c1e-8b7a-4c69-9e10-1f2a3b4c5d6e",
 *   vault: { id: "a1b2c3d4-0000-4111-8222-333344445555" },
 *   name: "web-01 before the upgrade",
 * });
 * export const imageId = image.imageId;
 * ```
 *
 * Time-outs (`customTimeouts`): create 60 minutes, update 10, delete 30 by default. A time-out loses nothing: the
 * next `pulumi up` goes on.
 *
 * `id` is not the image's ID but the operation's own: use {@link FullEcsImage.imageId}.
 */
export class FullEcsImage extends pulumi.dynamic.Resource {
  /** @internal */
  static readonly type = `pulumi-nodejs:dynamic/ecs:${kind}`;

  /** ID of the source ECS. */
  declare readonly server: pulumi.Output<string>;
  /** The vault that holds image and backup. */
  declare readonly vault: pulumi.Output<{ id: string }>;
  /** Name of the image. */
  declare readonly name: pulumi.Output<string>;
  /** Description of the image; undefined where none was given. */
  declare readonly description: pulumi.Output<string | undefined>;
  /** ID of the image: what servers are created from. */
  declare readonly imageId: pulumi.Output<string>;
  /** The console's word for the image's status: "Creating", "Normal" or "Failed". */
  declare readonly imageStatus: pulumi.Output<string>;
  /** The availability zone that the image is restricted to while its backup is not complete; else undefined. */
  declare readonly availableOnlyIn: pulumi.Output<string | undefined>;
  /** ID of the backup behind the image. */
  declare readonly backupId: pulumi.Output<string>;
  /** ID of the cloud's job that made the image, for its support. */
  declare readonly jobId: pulumi.Output<string>;
  /** Name of the source ECS when it was imaged. */
  declare readonly sourceServerName: pulumi.Output<string>;
  /** Size of all disks in the image together, in GB. */
  declare readonly sizeGb: pulumi.Output<number>;
  /** IDs of the disks whose data the image holds, the system disk first. */
  declare readonly diskIds: pulumi.Output<string[]>;
  /** When the image was created: ISO 8601, UTC. */
  declare readonly createdAt: pulumi.Output<string>;
  /** The account that image and backup are in. */
  declare readonly account: pulumi.Output<Account>;
  /** false while an interrupted operation is not known to have ended: the next `pulumi up` goes on with it. */
  declare readonly settled: pulumi.Output<boolean>;

  constructor(name: string, args: FullEcsImageArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = {
      imageId: undefined,
      imageStatus: undefined,
      availableOnlyIn: undefined,
      backupId: undefined,
      jobId: undefined,
      sourceServerName: undefined,
      sizeGb: undefined,
      diskIds: undefined,
      createdAt: undefined,
      account: undefined,
      settled: undefined,
    };
    const __lifecycle = hiddenInput(FullEcsImage.type, name, options);
    super(provider, name, { description: undefined, ...args, ...outputs, __lifecycle }, options, "ecs", kind);
  }
}
