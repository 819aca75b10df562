import type { CloudState, Instant, ServerState, VaultState } from "../cloudState";
import { newUuid } from "../identifiers";
import { backupTimes, pushBackup } from "./backup";
import { endOperation } from "./endOperation";
import type { ServerBackup } from "./operation";

/** Begins a backup by hand. Nothing is checked here. */
export function beginServerBackup(
  state: CloudState,
  server: ServerState,
  vault: VaultState,
  requested: { checkpointId: string; name: string; description: string },
  now: Instant,
): void {
  const { startAt, snapshotsAt, backupAt } = backupTimes(state, server, now);
  const ids = { backupId: newUuid(state), operationLogId: newUuid(state) };
  const times = { dueAt: startAt, snapshotsAt, backupAt };
  state.operations.push({ kind: "serverBackup", stage: "queued", ...ids, ...times, serverId: server.id });
  pushBackup(state, server, vault, { ...requested, ...ids, endAt: backupAt }, now);
}

/** The next stage of a backup by hand. */
export function advanceServerBackup(state: CloudState, operation: ServerBackup, at: Instant): void {
  const backup = state.backups.find(({ id }) => id === operation.backupId);
  const log = state.operationLogs.find(({ id }) => id === operation.operationLogId);
  switch (operation.stage) {
    case "queued":
      operation.stage = "snapshots";
      operation.dueAt = operation.snapshotsAt;
      if (backup) Object.assign(backup, { status: "protecting", updatedAt: at });
      if (log)
        Object.assign(log, { status: "running", startedAt: at, progress: { ...log.progress, from: at } });
      return;
    case "snapshots":
      operation.stage = "backup";
      operation.dueAt = operation.backupAt;
      if (backup) Object.assign(backup, { restoreMode: "snapshot", protectedAt: at, updatedAt: at });
      return;
    case "backup": {
      endOperation(state, operation);
      if (log) Object.assign(log, { status: "success", endedAt: at });
      if (backup === undefined) return;
      Object.assign(backup, { status: "available", restoreMode: "backup", updatedAt: at });
      const vault = state.vaults.find(({ id }) => id === backup.vaultId);
      if (vault) vault.usedMb += backup.storedMb;
    }
  }
}
