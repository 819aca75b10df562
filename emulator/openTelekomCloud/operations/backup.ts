import type { CloudState, Instant, ServerState, VaultResource, VaultState } from "../cloudState";
import { newUuid } from "../identifiers";
import type { Operation, ServerBackup, WholeImageOperation } from "./operation";

/** How much of a disk holds data, and so gets into a backup. */
const dataShare = 0.4;

/** A backup that is to be made. */
export interface BackupToBe {
  backupId: string;
  operationLogId: string;
  checkpointId: string;
  name: string;
  description: string;
  /** null: it never ends. */
  endAt: Instant | null;
}

/** When a backup of a server that is begun now starts, has its snapshots, and is complete. */
export function backupTimes({ world }: CloudState, server: ServerState, now: Instant) {
  const startAt = now + 1000 * world.queueSeconds;
  const snapshotsAt = startAt + 1000 * (world.snapshotSeconds ?? 60 + 0.2 * totalGb(server));
  const backupAt = snapshotsAt + 1000 * (world.backupSeconds ?? 250 + totalGb(server));
  return { startAt, snapshotsAt, backupAt };
}

/** Puts a backup that waits, and its task, into the cloud. */
export function pushBackup(
  state: CloudState,
  server: ServerState,
  vault: VaultState,
  { backupId, operationLogId, checkpointId, name, description, endAt }: BackupToBe,
  now: Instant,
): void {
  state.backups.push({
    id: backupId,
    name,
    description,
    status: "waiting_protect",
    vaultId: vault.id,
    checkpointId,
    serverId: server.id,
    serverName: server.name,
    availabilityZone: server.availabilityZone,
    sizeGb: totalGb(server),
    storedMb: Math.round(totalGb(server) * 1024 * dataShare),
    restoreMode: "na",
    imageIds: [],
    children: server.disks.map((disk) => ({
      id: newUuid(state),
      diskId: disk.id,
      sizeGb: disk.sizeGb,
      bootable: disk.bootIndex === 0,
      encrypted: disk.encrypted,
      snapshotId: newUuid(state),
    })),
    createdAt: now,
    updatedAt: now,
    protectedAt: null,
  });
  state.operationLogs.push({
    id: operationLogId,
    operationType: "backup",
    status: "waiting",
    vaultId: vault.id,
    vaultName: vault.name,
    serverId: server.id,
    serverName: server.name,
    backupId,
    backupName: name,
    checkpointId,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    progress: { from: now, to: endAt },
    error: null,
  });
}

/** Whether a backup of this server is being made. */
export function isBackedUp(state: CloudState, serverId: string): boolean {
  return state.operations.some((operation) => makesBackup(operation) && operation.serverId === serverId);
}

/** What makes this backup; undefined: nothing any more. */
export function makerOf(state: CloudState, backupId: string): WholeImageOperation | ServerBackup | undefined {
  return state.operations.filter(makesBackup).find((operation) => operation.backupId === backupId);
}

/** Whether this backup is being made. */
export function isBeingMade(state: CloudState, backupId: string): boolean {
  return makerOf(state, backupId) !== undefined;
}

/** A server as a member of a vault. */
export function resourceOf(server: ServerState): VaultResource {
  return { id: server.id, name: server.name, sizeGb: totalGb(server), type: "OS::Nova::Server" };
}

/** The disk that a server starts from. */
export function systemDiskOf({ disks }: ServerState) {
  return disks.find(({ bootIndex }) => bootIndex === 0);
}

function makesBackup(operation: Operation): operation is WholeImageOperation | ServerBackup {
  return operation.kind === "wholeImage" || operation.kind === "serverBackup";
}

function totalGb(server: ServerState): number {
  return server.disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0);
}
