export { emulatedAccount } from "./openTelekomCloud/account";
export type { EmulatedAccount, ServiceName } from "./openTelekomCloud/account";
export type * from "./openTelekomCloud/cloudState";
export { defaultFleet, fleetIds, fleetWithOwnImages } from "./openTelekomCloud/defaultFleet";
export { EmulatedOpenTelekomCloud } from "./openTelekomCloud/emulatedOpenTelekomCloud";
export type { EmulatorOptions, RecordedCall } from "./openTelekomCloud/emulatedOpenTelekomCloud";
export type * from "./openTelekomCloud/faults/fault";
export { faultAnswers } from "./openTelekomCloud/faults/faultAnswers";
export {
  agencyOf,
  backupOf,
  diskOf,
  imageOf,
  keyPairOf,
  kmsKeyOf,
  serverOf,
  vaultOf,
} from "./openTelekomCloud/fixture";
export type { Fixture } from "./openTelekomCloud/fixture";
export type { EmulatedRequest } from "./openTelekomCloud/gateway/request";
export { LostAnswer } from "./openTelekomCloud/lostAnswer";
export type * from "./openTelekomCloud/operations/operation";
export { ServedCloud } from "./server/servedCloud";
export { defaultWorld } from "./openTelekomCloud/world";
export type { World } from "./openTelekomCloud/world";
