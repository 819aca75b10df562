export {
  FullEcsImage,
  type Account,
  type EnsureVaultArgs,
  type FollowUp,
  type FullEcsImageArgs,
  type GuestArgs,
  type ImagedDisk,
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
