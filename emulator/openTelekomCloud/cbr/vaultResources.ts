import { isObject } from "../gateway/json";
import { backupRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { beginBackupDeletions } from "../operations/backupDeletion";
import { checkBackupsCanGo } from "./backupRules";
import { findVault } from "./findVault";
import { serversToAdd } from "./resourceRules";
import { invalid } from "./vaultRules";

const mostAtOnce = 256;

/** Puts servers into a vault: all of them, or none where one may not. */
export function addResources({ state, parameters, body, requestId }: Call): Answer {
  const vault = findVault(state, parameters["vault_id"] ?? "");
  const requested = isObject(body) ? body["resources"] : undefined;
  if (!Array.isArray(requested) || requested.length === 0 || requested.length > mostAtOnce) {
    throw invalid(`resources must be a list of 1 to ${mostAtOnce}`);
  }
  if (vault.status !== "available" && vault.status !== "lock") {
    throw backupRefusal("6112", `Invalid vault status: ${vault.status}`);
  }
  const added = serversToAdd(state, vault, requested, requestId);
  vault.resources.push(...added);
  return { status: 200, body: { add_resource_ids: added.map(({ id }) => id) } };
}

/** Takes servers out of a vault; all their backups in it are deleted with that. */
export function removeResources({ state, now, parameters, body }: Call): Answer {
  const vault = findVault(state, parameters["vault_id"] ?? "");
  const ids = parseIds(isObject(body) ? body["resource_ids"] : undefined);
  const absent = ids.find((id) => !vault.resources.some((resource) => resource.id === id));
  if (absent !== undefined) throw backupRefusal("6135", `Resource ${absent} does not exist in the vault`);
  if (vault.locked) throw backupRefusal("6110", "Resources cannot be taken out of a locked vault");

  const backups = state.backups.filter(
    ({ vaultId, serverId }) => vaultId === vault.id && ids.includes(serverId),
  );
  checkBackupsCanGo(state, backups);
  beginBackupDeletions(state, backups, now);
  vault.resources = vault.resources.filter(({ id }) => !ids.includes(id));
  return { status: 200, body: { remove_resource_ids: ids } };
}

function parseIds(ids: unknown): string[] {
  if (Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === "string")) return ids;
  throw invalid("resource_ids must be a list of ids");
}
