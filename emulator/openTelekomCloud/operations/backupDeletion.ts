import type { BackupState, CloudState, Instant } from "../cloudState";
import { newUuid } from "../identifiers";
import { endOperation } from "./endOperation";
import type { BackupDeletion } from "./operation";

/** Begins to delete a backup, whatever uses it. */
export function beginBackupDeletion(state: CloudState, backup: BackupState, now: Instant): void {
  const dueAt = now + 1000 * state.world.backupDeletionSeconds;
  const operationLogId = newUuid(state);
  backup.status = "deleting";
  backup.updatedAt = now;
  state.operationLogs.push({
    id: operationLogId,
    operationType: "delete",
    status: "running",
    vaultId: backup.vaultId,
    vaultName: state.vaults.find(({ id }) => id === backup.vaultId)?.name ?? "",
    serverId: backup.serverId,
    serverName: backup.serverName,
    backupId: backup.id,
    backupName: backup.name,
    checkpointId: backup.checkpointId,
    createdAt: now,
    startedAt: now,
    endedAt: null,
    progress: { from: now, to: dueAt },
    error: null,
  });
  state.operations.push({ kind: "backupDeletion", dueAt, backupId: backup.id, operationLogId });
}

/** Begins to delete backups, whatever uses them: images made from them stay behind. */
export function beginBackupDeletions(state: CloudState, backups: BackupState[], now: Instant): void {
  for (const backup of backups) {
    backup.imageIds = [];
    if (backup.status !== "deleting") beginBackupDeletion(state, backup, now);
  }
}

/** The backup is gone, and its room in the vault is free again. */
export function finishBackupDeletion(state: CloudState, operation: BackupDeletion, at: Instant): void {
  endOperation(state, operation);
  const log = state.operationLogs.find(({ id }) => id === operation.operationLogId);
  if (log) Object.assign(log, { status: "success", endedAt: at });

  const backup = state.backups.find(({ id }) => id === operation.backupId);
  if (backup === undefined) return;
  state.backups = state.backups.filter((other) => other !== backup);
  const vault = state.vaults.find(({ id }) => id === backup.vaultId);
  if (vault) vault.usedMb = Math.max(0, vault.usedMb - backup.storedMb);
}
