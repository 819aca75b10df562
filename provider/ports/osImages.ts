import type { OsFamily } from "./servers";

/** An image as something that a server can be made from: also other people's, unlike images.ts. */
export interface OsImage {
  id: string;
  name: string;
  state: "creating" | "usable" | "failed";
  /** The cloud's own word for the state, for messages. */
  stateText: string;
  /** Public: the cloud's. Private: the account's. Shared: another account's. */
  kind: OsImageKind;
  /** Whether a shared image was accepted; undefined: it is not shared, or the cloud does not say. */
  membership: OsImageMembership | undefined;
  /** undefined: the cloud does not say. */
  osFamily: OsFamily | undefined;
  /** For example "Ubuntu", "RedHat", "SUSE", "OracleLinux"; undefined: the cloud does not say. */
  platform: string | undefined;
  /** For example "Ubuntu 24.04 server 64bit"; undefined: the cloud does not say. */
  osVersion: string | undefined;
  /** Smallest system disk of a server made from it, in GiB. */
  minDiskGb: number;
  /** Smallest memory of a server made from it, in MiB; 0: no limit. */
  minRamMb: number;
  /** Largest memory of a server made from it, in MiB; undefined: no limit. */
  maxRamMb: number | undefined;
  /** What it is of, in the cloud's word (for example "DataImage"), if not of a server's system disk. */
  noSystemDisk: string | undefined;
  /** Whether key, password and user data reach a server made from it. */
  takesInjection: boolean;
  /** The key that it is encrypted with; undefined: it is not encrypted. */
  keyId: string | undefined;
  /** Whether it holds a whole server, where the cloud says so. */
  wholeServer: boolean | undefined;
  /** The backup behind the image, if there is one. */
  backupId: string | undefined;
}

export type OsImageKind = "public" | "private" | "shared";
export type OsImageMembership = "accepted" | "pending" | "rejected";

export interface OsImages {
  /** undefined: there is none with this ID that the account can see. */
  get(id: string): Promise<OsImage | undefined>;
  /** Those with exactly this name, of one kind or of all. */
  named(name: string, kind?: OsImageKind): Promise<OsImage[]>;
  /** Everything public, private and shared with the account, accepted or not. */
  list(): Promise<OsImage[]>;
}
