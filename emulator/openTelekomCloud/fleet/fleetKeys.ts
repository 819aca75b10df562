import type { AgencyState, KeyPairState, KmsKeyState } from "../cloudState";
import { agencyOf, keyPairOf, kmsKeyOf } from "../fixture";
import { fleetIds } from "./fleetIds";

/** The key pairs of the default fleet: the user's, and one of somebody else. */
export const fleetKeyPairs: KeyPairState[] = [
  keyPairOf({ name: "fleet-key" }),
  keyPairOf({ name: "other-key", userId: fleetIds.otherUser }),
];

/** The keys of the default fleet. `evs/default` is made when it is used for the first time. */
export const fleetKmsKeys: KmsKeyState[] = [
  kmsKeyOf({ id: fleetIds.dataKey, alias: "data-disks" }),
  kmsKeyOf({ id: fleetIds.disabledKey, alias: "disabled", state: "3" }),
];

/** The agencies of the default fleet. */
export const fleetAgencies: AgencyState[] = [agencyOf({ id: fleetIds.evsAgency, name: "EVSAccessKMS" })];
