import { emulatedAccount, fleetIds } from "../../emulator";

/** The resource that is fuzzed. */
export const urn = "urn:pulumi:dev::fuzz::pulumi-nodejs:dynamic/ecs:FullEcsImage::it";

/** The Pulumi ids that occur: its own, and another operation's. */
export const generations = ["0123456789abcdef", "fedcba9876543210"] as const;

/** Of images and backups that may be there. */
export const imageIds = [
  "66666666-0001-4000-8000-000000000001",
  "66666666-0002-4000-8000-000000000002",
] as const;
export const backupIds = [
  "77777777-0001-4000-8000-000000000001",
  "77777777-0002-4000-8000-000000000002",
] as const;

/** The servers that images are of. */
export const serverIds = [fleetIds.web01, fleetIds.db01] as const;

const { region, projectId } = emulatedAccount;

/** The account that the resource was made in. */
export const account = { cloud: "openTelekomCloud", region, projectId };
