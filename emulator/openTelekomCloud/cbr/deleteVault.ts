import { backupRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { beginVaultDeletion } from "../operations/vaultDeletion";
import { checkBackupsCanGo } from "./backupRules";
import { findVault } from "./findVault";

/** Deletes a vault and all backups in it. The vault is gone when they are. */
export function deleteVault({ state, now, parameters }: Call): Answer {
  const vault = findVault(state, parameters["vault_id"] ?? "");
  if (vault.status !== "available" && vault.status !== "error") {
    throw backupRefusal("6111", `The vault cannot be deleted: its status is ${vault.status}`);
  }
  const backups = state.backups.filter(({ vaultId }) => vaultId === vault.id);
  checkBackupsCanGo(state, backups);
  beginVaultDeletion(state, vault, backups, now);
  return { status: 204 };
}
