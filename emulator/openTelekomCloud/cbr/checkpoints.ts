import type { BackupState, CloudState, ServerState, VaultState } from "../cloudState";
import { cbrDate } from "../dates";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { knownFields } from "../gateway/knownFields";
import { backupRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { asSeen } from "../history";
import { newUuid } from "../identifiers";
import { isBackedUp } from "../operations/backup";
import { beginServerBackup } from "../operations/serverBackup";
import { findVault } from "./findVault";
import { checkFlag, invalid } from "./vaultRules";

interface Skipped {
  id: string;
  code: string;
  reason: string;
}

/** Backs up servers of a vault: a checkpoint is what belongs together of that. */
export function createCheckpoint({ state, now, body, requestId }: Call): Answer {
  const requested = isObject(body) ? body["checkpoint"] : undefined;
  if (!isObject(requested)) throw invalid("checkpoint is missing");
  knownFields(requested, ["vault_id", "parameters"], "a checkpoint", requestId);
  const vault = usableVault(state, requested["vault_id"]);
  const { name, description, resources } = parametersOf(requested["parameters"], requestId);
  const ids = resources ?? vault.resources.map(({ id }) => id);
  const absent = ids.find((id) => !vault.resources.some((resource) => resource.id === id));
  if (absent !== undefined) throw backupRefusal("6135", `Resource ${absent} does not exist in the vault`);

  const checkpointId = newUuid(state);
  const skipped: Skipped[] = [];
  for (const id of ids) {
    const server = state.servers.find((one) => one.id === id);
    const reason = reasonToSkip(state, server);
    if (reason !== undefined) skipped.push({ id, ...reason });
    else if (server) beginServerBackup(state, server, vault, { checkpointId, name, description }, now);
  }
  const backups = state.backups.filter((backup) => backup.checkpointId === checkpointId);
  const checkpoint = checkpointView(state, checkpointId, vault, backups, skipped, now);
  return { status: 200, body: { checkpoint } };
}

/** A checkpoint, as long as it has backups. */
export function getCheckpoint({ state, now, parameters }: Call): Answer {
  const id = parameters["checkpoint_id"] ?? "";
  const backups = asSeen(state, "backups", now).filter(({ checkpointId }) => checkpointId === id);
  const [first] = backups;
  if (first === undefined) throw backupRefusal("6600", `Checkpoint ${id} does not exist`, 404);
  const vault = state.vaults.find((one) => one.id === first.vaultId);
  return {
    status: 200,
    body: { checkpoint: checkpointView(state, id, vault, backups, [], first.createdAt) },
  };
}

function usableVault(state: CloudState, id: unknown): VaultState {
  if (typeof id !== "string") throw invalid("vault_id is missing");
  const vault = findVault(state, id);
  if (vault.objectType !== "server" || vault.protectType !== "backup") {
    throw backupRefusal("6124", "The vault is none for backups of servers");
  }
  if (vault.status !== "available" && vault.status !== "lock") {
    throw backupRefusal("6112", `Invalid vault status: ${vault.status}`);
  }
  if (vault.usedMb >= vault.sizeGb * 1024)
    throw backupRefusal("6114", "The capacity of the vault is used up");
  return vault;
}

const fields = ["name", "description", "incremental", "auto_trigger", "resources"];

function parametersOf(said: unknown, requestId: string) {
  const parameters: JsonObject = isObject(said) ? said : {};
  knownFields(parameters, fields, "a checkpoint", requestId);
  checkFlag(parameters["incremental"], "incremental", true);
  checkFlag(parameters["auto_trigger"], "auto_trigger", false);
  const { name = "manualbk", description = "", resources } = parameters;
  if (typeof name !== "string" || name.length < 1 || name.length > 64) {
    throw invalid("name must be a text of 1 to 64 characters");
  }
  if (typeof description !== "string" || description.length > 255) {
    throw invalid("description must be a text of up to 255 characters");
  }
  if (resources === undefined) return { name, description, resources };
  if (!Array.isArray(resources) || resources.length === 0) throw invalid("resources must be a list of ids");
  const ids = resources.filter((id) => typeof id === "string");
  if (ids.length < resources.length) throw invalid("resources must be a list of ids");
  return { name, description, resources: ids };
}

function reasonToSkip(state: CloudState, server: ServerState | undefined): Omit<Skipped, "id"> | undefined {
  if (server === undefined) return { code: "BackupService.7100", reason: "The server does not exist" };
  if (isBackedUp(state, server.id)) {
    return { code: "BackupService.6125", reason: "A backup task is in progress" };
  }
  if (server.status === "ACTIVE" || server.status === "SHUTOFF") return undefined;
  return { code: "BackupService.7101", reason: `The server is ${server.status}` };
}

function checkpointView(
  state: CloudState,
  id: string,
  vault: VaultState | undefined,
  backups: BackupState[],
  skipped: Skipped[],
  createdAt: number,
): object {
  const [first] = backups;
  return {
    id,
    status: statusOf(backups),
    created_at: cbrDate(createdAt),
    project_id: state.account.projectId,
    vault: {
      id: vault?.id ?? first?.vaultId ?? "",
      name: vault?.name ?? "",
      resources: backups.map((backup) => ({
        id: backup.serverId,
        name: backup.serverName,
        type: "OS::Nova::Server",
        resource_size: String(backup.sizeGb),
        backup_count: "1",
        backup_size: String(backup.status === "available" ? backup.storedMb : 0),
        protect_status: backup.status === "available" ? "available" : "protecting",
        extra_info: "{}",
      })),
      skipped_resources: skipped,
    },
    extra_info: {
      name: first?.name ?? "",
      description: first?.description ?? "",
      retention_duration: -1,
    },
  };
}

function statusOf(backups: BackupState[]): string {
  if (backups.some(({ status }) => status === "error")) return "error";
  if (backups.some(({ status }) => status === "deleting")) return "deleting";
  return backups.every(({ status }) => status === "available") ? "available" : "protecting";
}
