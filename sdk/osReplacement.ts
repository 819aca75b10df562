import * as pulumi from "@pulumi/pulumi";
import type { AccountIdentity } from "../provider/ports/cloud";
import type { FollowUp } from "../provider/resources/followUp";
import type { Attempt, Before, LeftServer, SystemDisk } from "../provider/resources/osReplacement/outcome";
import { LifecycleResource, typeOf } from "./lifecycleResource";
import { shell } from "./shell";

/** An image, by its ID. */
export interface OsImageById {
  /** ID of a public, private or shared image. */
  id: pulumi.Input<string>;
  /** Goes with `kind`, without `id`. */
  name?: undefined;
  /** Goes with `name`, without `id`. */
  kind?: undefined;
}

/** An image, by its name. */
export interface OsImageByName {
  /** Exact name of an image. It is looked up once, when the change is carried out: `imageId` pins it. */
  name: pulumi.Input<string>;
  /** Which kind of image has that name: names are not unique among kinds. */
  kind: pulumi.Input<"public" | "private" | "shared">;
  /** Goes without `name` and `kind`. */
  id?: undefined;
}

/** The image with the new OS: by its ID, or by its name and its kind. */
export type OsImageArgs = OsImageById | OsImageByName;

/** The key that the new system disk is encrypted with; `{}` is the disk service's default key `evs/default`. */
export interface OsEncryptionArgs {
  /** ID of an enabled KMS key. */
  keyId?: pulumi.Input<string | undefined>;
  /** Exact name of an enabled KMS key. */
  keyName?: pulumi.Input<string | undefined>;
}

/** That a running server may be stopped for the change. */
export interface StopServerArgs {
  /** The server is asked to shut down. */
  soft: pulumi.Input<true>;
  /**
   * After so many seconds, at least 30, it is switched off. By default it is not: a server that has not shut down after
   * 10 minutes ends the operation, and its system disk is not touched.
   */
  hardAfterSeconds?: pulumi.Input<number | undefined>;
}

/** The backup that is the consent to the loss of the system disk. */
export interface ConsentBackupArgs {
  /**
   * ID of a CBR backup of the server, or of a full-ECS image of it. Keep it after the change (`protect` on a
   * `FullEcsImage`): it is all that is left of the old disk.
   */
  id: pulumi.Input<string>;
}

/**
 * What an {@link OsReplacement} changes. Whatever decides what is on the new system disk (server, image, encryption,
 * licence, user data, triggers) shows as a replacement when it changes. The rest says how it is done, and changing it
 * does nothing.
 */
export interface OsReplacementArgs {
  /** The server, by ID or exact name. A name is looked up once, when the change is carried out. */
  server: pulumi.Input<string>;
  /** The image with the new OS. */
  image: pulumi.Input<OsImageArgs>;
  /**
   * Name of the key pair to log in with. By default the one that the server has. Another name counts from the next change
   * of the OS: it is not brought to a server that has its OS already.
   */
  keyPair?: pulumi.Input<string | undefined>;
  /** ID of the IAM user whose key pair it is, where that is another one: key pairs are visible to their owner only. */
  keyPairOwner?: pulumi.Input<string | undefined>;
  /**
   * Login by password instead of a key pair: 8 to 26 characters, of at least three of these kinds: capital letters, small
   * letters, digits, `!@$%^-_=+[{}]:,./?~#*`. Unconfirmed: this cloud's reference has not documented it since 2023. Always
   * secret.
   */
  password?: pulumi.Input<string | undefined>;
  /**
   * Plain text that cloud-init or Cloudbase-Init gets, at most 32 KB (32768 bytes, before it is encoded in base64). Secret.
   * Another text means another change.
   */
  userData?: pulumi.Input<string | undefined>;
  /**
   * Encrypts the new system disk. It may be combined with a full-ECS image. Not given: the disk is whatever the image
   * makes it.
   */
  encryption?: pulumi.Input<OsEncryptionArgs | undefined>;
  /** Whose licence is used: only for SUSE Linux Enterprise Server, Oracle Enterprise Linux, Red Hat Enterprise Linux. */
  licenseType?: pulumi.Input<"system" | "BYOL" | undefined>;
  /** Whether a running server may be stopped. Not given: it has to be stopped already. */
  stopServer?: pulumi.Input<StopServerArgs | undefined>;
  /**
   * Seconds after the change in which nothing touches the server, because the password or key is injected. 300 by
   * default; with less nobody may be able to log in.
   */
  settleSeconds?: pulumi.Input<number | undefined>;
  /**
   * Any values: when one changes, the OS is changed again, although the server has the image. Needs new consent. Not
   * confidential: a digest of them is kept in the server's metadata.
   */
  triggers?: pulumi.Input<pulumi.Input<unknown>[] | undefined>;
  /**
   * What `refresh` makes of a server whose image somebody else has changed. `"report"`, the default: it is said, and
   * nothing is done. `"replaceAgain"`: the next `pulumi up` changes the OS again, with new consent.
   */
  onDrift?: pulumi.Input<"report" | "replaceAgain" | undefined>;
  /**
   * Consent: a finished backup that holds the server's present system disk. This or `mayLoseSystemDisk` is needed
   * whenever a system disk would be deleted.
   */
  backup?: pulumi.Input<ConsentBackupArgs | undefined>;
  /** How old `backup` may be, in hours. 24 by default. */
  maxBackupAgeHours?: pulumi.Input<number | undefined>;
  /**
   * Consent: the ID of the system disk that may be lost; the preview prints the line to paste. It is spent by the change:
   * the new disk has another ID. `"any"` is never spent: every later change that the program means deletes a disk without
   * being asked for.
   */
  mayLoseSystemDisk?: pulumi.Input<string | undefined>;
  /** Accepts a change from Linux to Windows, which the guide does not recommend: LVM partitions may fail. */
  acceptLinuxToWindows?: pulumi.Input<boolean | undefined>;
  /** Name of a profile in `ecs-lifecycle:profiles`; by default `ecs-lifecycle:profile`. */
  profile?: pulumi.Input<string | undefined>;
}

const kind = "OsReplacement";
const provider = shell(kind);

/**
 * Another operating system on a server that exists (Open Telekom Cloud: Elastic Cloud Server user guide, "Changing the
 * OS").
 *
 * **It deletes the server's system disk, with the data of all its partitions.** Only with consent that names what is lost,
 * at most twice (the guide allows one retry), and never on a server that has the image already. Data disks, IP and MAC
 * addresses stay. Deleting the resource leaves the server as it is.
 *
 * ```ts
 * const image = new FullEcsImage("before", { server: "web-01", vault: { name: "server-backups" }, guest });
 * const os = new OsReplacement("web-01", {
 *   server: "web-01",
 *   image: { name: "Standard_Ubuntu_24.04_latest", kind: "public" },
 *   keyPair: "ops",
 *   stopServer: { soft: true },
 *   backup: { id: image.imageId },
 * });
 * ```
 *
 * Time-outs (`customTimeouts`): create and update 2 hours by default. A time-out loses nothing: the next `pulumi up`
 * goes on.
 *
 * `id` is the operation's own: use {@link OsReplacement.serverId}.
 */
export class OsReplacement extends LifecycleResource {
  /** @internal */
  static readonly type = typeOf(kind);

  /** The server, as it was declared. */
  declare readonly server: pulumi.Output<string>;
  /** ID of the server. */
  declare readonly serverId: pulumi.Output<string>;
  /** Name of the server. */
  declare readonly serverName: pulumi.Output<string>;
  /** ID of the image that was asked for. */
  declare readonly imageId: pulumi.Output<string>;
  /** Its name; undefined where the cloud does not show it any more. */
  declare readonly imageName: pulumi.Output<string | undefined>;
  /** Its kind; undefined where the cloud does not show it any more. */
  declare readonly imageKind: pulumi.Output<"public" | "private" | "shared" | undefined>;
  /** Why nothing was changed; undefined: the OS was changed. */
  declare readonly nothingDone: pulumi.Output<string | undefined>;
  /** The new OS' family; undefined: the cloud does not say, or the change is not known to have been made. */
  declare readonly osFamily: pulumi.Output<"Linux" | "Windows" | undefined>;
  /**
   * The new OS, for example "Ubuntu 24.04 server 64bit"; undefined: the cloud does not say, or the change is not known to
   * have been made.
   */
  declare readonly osVersion: pulumi.Output<string | undefined>;
  /** The system disk now. */
  declare readonly systemDisk: pulumi.Output<SystemDisk | undefined>;
  /** How the server was before; undefined where nothing was changed, or an interrupted run took the knowledge along. */
  declare readonly before: pulumi.Output<Before | undefined>;
  /** Every submission, with its job. */
  declare readonly attempts: pulumi.Output<Attempt[]>;
  /** What was found to be as it has to be, by reading afterwards. */
  declare readonly verified: pulumi.Output<string[] | undefined>;
  /** What nothing tells. */
  declare readonly notVerifiable: pulumi.Output<string[] | undefined>;
  /** Servers that appeared during the change and remain: one may be its temporary server. */
  declare readonly leftServers: pulumi.Output<LeftServer[] | undefined>;
  /** When the change ended: ISO 8601, UTC; undefined where nothing was changed. */
  declare readonly changedAt: pulumi.Output<string | undefined>;
  /** What somebody else has changed since, as the last `refresh` saw it; undefined: nothing. */
  declare readonly drift: pulumi.Output<string | undefined>;
  /** ID of the image that the server shows instead, where somebody else has changed its OS; absent: it shows the one of here. */
  declare readonly presentImageId: pulumi.Output<string | undefined>;
  /** What is left for a human to do, or to know. */
  declare readonly followUps: pulumi.Output<FollowUp[]>;
  /** The account that the server is in. */
  declare readonly account: pulumi.Output<AccountIdentity>;
  /** false while the last operation is not complete, because it was interrupted or has failed: the next `pulumi up` goes on with it. */
  declare readonly settled: pulumi.Output<boolean>;

  constructor(name: string, args: OsReplacementArgs, options?: pulumi.CustomResourceOptions) {
    // Only what is named here can be read from the resource.
    const outputs = {
      ...{ serverId: undefined, serverName: undefined, imageId: undefined, imageName: undefined },
      ...{ imageKind: undefined, nothingDone: undefined, osFamily: undefined, osVersion: undefined },
      ...{ systemDisk: undefined, before: undefined, attempts: undefined, verified: undefined },
      ...{
        notVerifiable: undefined,
        leftServers: undefined,
        changedAt: undefined,
        drift: undefined,
        presentImageId: undefined,
      },
      ...{ followUps: undefined, account: undefined, settled: undefined },
    };
    const secrets = {
      ...(args.password !== undefined && { password: pulumi.secret(args.password) }),
      ...(args.userData !== undefined && { userData: pulumi.secret(args.userData) }),
    };
    super(kind, provider, name, { ...args, ...secrets, ...outputs }, options);
  }
}
