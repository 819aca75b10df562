export { FullEcsImage, type Account, type FullEcsImageArgs, type VaultArgs } from "./fullEcsImage";
