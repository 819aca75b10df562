import type { Constraint } from "../../../constraints/constraint";
import { consentConstraints } from "./consent";
import { encryptionConstraints } from "./encryption";
import type { Facts } from "./facts";
import { imageConstraints } from "./image";
import { imageBackupConstraints } from "./imageBackup";
import { loginConstraints } from "./login";
import { quotaConstraints } from "./quota";
import { serverConstraints } from "./server";

export { osReplacementCarriedOut } from "./carriedOut";
export type { Facts, LiveFacts, Retry } from "./facts";

/** The documented conditions of a change of the OS. */
export const osReplacementConstraints: readonly Constraint<Facts>[] = [
  ...serverConstraints,
  ...imageConstraints,
  ...imageBackupConstraints,
  ...consentConstraints,
  ...loginConstraints,
  ...encryptionConstraints,
  ...quotaConstraints,
];
