/**
 * What a Pulumi program imports: resources and lookups.
 *
 * @module pulumi-ecs-lifecycle
 */
export {
  FullEcsImage,
  type EnsureVaultArgs,
  type FullEcsImageArgs,
  type GuestArgs,
  type VaultArgs,
} from "./fullEcsImage";
export {
  getFullEcsImage,
  getFullEcsImageOutput,
  type GetFullEcsImageArgs,
  type GetFullEcsImageOutputArgs,
} from "./getFullEcsImage";
export { getServer, getServerOutput, type GetServerArgs, type GetServerOutputArgs } from "./getServer";
export { getVault, getVaultOutput, type GetVaultArgs, type GetVaultOutputArgs } from "./getVault";
export type {
  AttachedDisk,
  GetFullEcsImageResult,
  GetServerResult,
  GetVaultResult,
  ImageOwner,
} from "../provider/lookups/results";
export type { AccountIdentity } from "../provider/ports/cloud";
export type { FollowUp } from "../provider/resources/followUp";
export {
  OsReplacement,
  type ConsentBackupArgs,
  type OsEncryptionArgs,
  type OsImageArgs,
  type OsImageById,
  type OsImageByName,
  type OsReplacementArgs,
  type StopServerArgs,
} from "./osReplacement";
export type {
  Attempt,
  Before,
  FixedAddress,
  LeftServer,
  SystemDisk,
} from "../provider/resources/osReplacement/outcome";
export type { ImagedDisk } from "../provider/resources/fullEcsImage/imagedDisk";
