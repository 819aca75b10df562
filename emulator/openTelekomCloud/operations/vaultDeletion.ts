import type { BackupState, CloudState, Instant, VaultState } from "../cloudState";
import { beginBackupDeletions } from "./backupDeletion";
import { endOperation } from "./endOperation";
import type { VaultDeletion } from "./operation";

/** Begins to delete a vault with these backups, which are all that it holds. An empty vault is gone at once. */
export function beginVaultDeletion(
  state: CloudState,
  vault: VaultState,
  backups: BackupState[],
  now: Instant,
): void {
  beginBackupDeletions(state, backups, now);
  vault.status = "deleting";
  const seconds = backups.length === 0 ? 0 : state.world.backupDeletionSeconds;
  const operation: VaultDeletion = { kind: "vaultDeletion", dueAt: now + 1000 * seconds, vaultId: vault.id };
  state.operations.push(operation);
  if (backups.length === 0) finishVaultDeletion(state, operation);
}

/** The vault is gone. */
export function finishVaultDeletion(state: CloudState, operation: VaultDeletion): void {
  endOperation(state, operation);
  state.vaults = state.vaults.filter(({ id }) => id !== operation.vaultId);
}
