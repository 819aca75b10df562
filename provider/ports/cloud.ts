import type { Clock } from "../procedures/clock";
import type { Backups } from "./backups";
import type { Delegations } from "./delegations";
import type { Disks } from "./disks";
import type { Images } from "./images";
import type { KeyPairs } from "./keyPairs";
import type { Keys } from "./keys";
import type { Listings } from "./listings";
import type { OsImages } from "./osImages";
import type { Records } from "./records";
import type { Servers } from "./servers";
import type { Vaults } from "./vaults";

/** Which account of which cloud: kept in the outputs, so that another account's "not found" is never "gone". */
export interface AccountIdentity {
  /** For example "openTelekomCloud". */
  cloud: string;
  /** For example "eu-de". */
  region: string;
  /** ID of the project. */
  projectId: string;
}

/** One account of one cloud, as the resources see it. */
export interface Cloud {
  identity: AccountIdentity;
  /** The tags that the profile puts on every image, besides a resource's own. */
  defaultTags: Record<string, string>;
  /** True for an emulated cloud: every operation says so. */
  emulated: boolean;
  /** The time in which to wait for it. */
  clock: Clock;
  /** The cloud's own time, as its last reply told it. Seconds since 1970. */
  now(): number;
  /** Takes these out of whatever the cloud quotes of them from now on. */
  keepSecret(...texts: string[]): void;
  servers: Servers;
  disks: Disks;
  records: Records;
  images: Images;
  osImages: OsImages;
  keyPairs: KeyPairs;
  keys: Keys;
  delegations: Delegations;
  vaults: Vaults;
  backups: Backups;
  /** What all resources of the process look at, instead of asking for one after the other. */
  listings: Listings;
}
