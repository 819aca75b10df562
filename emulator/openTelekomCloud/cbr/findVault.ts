import type { CloudState, VaultState } from "../cloudState";
import { backupRefusal } from "../gateway/refusal";

/** The vault itself, or its refusal. */
export function findVault(state: CloudState, id: string): VaultState {
  const vault = state.vaults.find((one) => one.id === id);
  if (vault === undefined) throw missingVault(id);
  return vault;
}

/** BackupService.6105 */
export function missingVault(id: string) {
  return backupRefusal("6105", `Vault ${id} does not exist`, 404);
}
