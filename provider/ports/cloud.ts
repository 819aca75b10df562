import type { Clock } from "../procedures/clock";
import type { Backups } from "./backups";
import type { Images } from "./images";
import type { Records } from "./records";
import type { Servers } from "./servers";

/** Which account of which cloud: kept in the outputs, so that another account's "not found" is never "gone". */
export interface AccountIdentity {
  /** For example "openTelekomCloud". */
  cloud: string;
  region: string;
  projectId: string;
}

/** One account of one cloud, as the resources see it. */
export interface Cloud {
  identity: AccountIdentity;
  /** True for an emulated cloud: every operation says so. */
  emulated: boolean;
  /** The time in which to wait for it. */
  clock: Clock;
  /** The cloud's own time, as its last reply told it. Seconds since 1970. */
  now(): number;
  servers: Servers;
  records: Records;
  images: Images;
  backups: Backups;
}
