import { violated, type Verdict } from "../../../constraints/constraint";
import type { Backup } from "../../../ports/backups";
import type { Delegation } from "../../../ports/delegations";
import type { Disk, DiskQuota } from "../../../ports/disks";
import type { EncryptionKey } from "../../../ports/keys";
import type { KeyPair } from "../../../ports/keyPairs";
import type { OsImage } from "../../../ports/osImages";
import type { Server } from "../../../ports/servers";
import type { KnownInputs } from "../../definition";
import type { Looked } from "../../looked";
import type { OsReplacementInputs } from "../inputs";

/** What the constraints look at. */
export interface Facts extends KnownInputs<OsReplacementInputs> {
  /** Only at preflight, and only where something would be changed. */
  live?: LiveFacts;
}

/** What the cloud shows about what the inputs name. */
export interface LiveFacts {
  /** Every server that the input names: one, if all is well. */
  servers: Looked<Server[]>;
  /** At preview, the names of all servers: what a name that is not there may have meant. */
  serverNames?: readonly string[];
  /** Its system disk. */
  systemDisk: Looked<Disk | undefined>;
  /** Every image that the input names: one, if all is well. */
  images: Looked<OsImage[]>;
  /** The backup behind the image, where that is a full-ECS image; undefined: there is none to be seen. */
  imageBackup: Looked<Backup | undefined>;
  /** At preview, every image that can be seen: what a name that is not there may have meant. */
  visibleImages?: readonly OsImage[];
  quota: Looked<DiskQuota | undefined>;
  /** The key pair that the new OS gets; undefined: this user sees none of that name. */
  keyPair: Looked<KeyPair | undefined>;
  keys: Looked<EncryptionKey[]>;
  delegation: Looked<Delegation>;
  /** The backup that the input names, by its own ID or by that of a full-ECS image; undefined: there is none. */
  backup: Looked<Backup | undefined>;
  /** The cloud's time, in seconds since 1970. */
  now: number;
  /** Right before a submission: what could not be looked up, and the cloud does not judge itself, stops it. */
  isActing: boolean;
  /** The second attempt: consent was given for the disk that was there before the first one. */
  retry: Retry | undefined;
  /** The same, however long ago the first attempt was: which disks nobody may have put data on. */
  lastAttempt?: Retry | undefined;
}

/** What the record of a failed first attempt says. */
export interface Retry {
  /** Digest of the ID of the system disk before it. */
  systemDiskDigest: string;
  /** Digest of the ID of the system disk that it left; undefined: not known. */
  leftDiskDigest: string | undefined;
}

/** The one server that the input names. */
export function theServer(live: LiveFacts | undefined): Server | undefined {
  return live && theOne(live.servers);
}

/** The one image that the input names. */
export function theImage(live: LiveFacts | undefined): OsImage | undefined {
  return live && theOne(live.images);
}

/** The server's system disk, where it could be looked up. */
export function theSystemDisk(live: LiveFacts | undefined): Disk | undefined {
  return live && "value" in live.systemDisk ? live.systemDisk.value : undefined;
}

function theOne<T>(looked: Looked<T[]>): T | undefined {
  return "value" in looked && looked.value.length === 1 ? looked.value[0] : undefined;
}

/** A disk in the words of messages. */
export function diskText({ id, sizeGb, type }: Pick<Disk, "id" | "sizeGb" | "type">): string {
  return `${id} (${sizeGb} GB ${type})`;
}

/**
 * What could not be looked up is announced at preview. Right before something is destroyed it refuses, because the cloud
 * would not.
 */
export function unknownBeforeLoss({ isActing }: LiveFacts, property: string, why: string): Verdict {
  if (!isActing) return { kind: "unknown", why };
  return violated({
    property,
    seen: `could not be looked up: ${why}`,
    expected: "an answer of the cloud, because the system disk is deleted",
    remedy: "Run again when the cloud answers, or with credentials that may look.",
  });
}
