import type { CloudState, ImageState, Instant, ServerState, VaultState } from "../cloudState";
import { newHexId, newUuid } from "../identifiers";
import { addJob } from "./addJob";
import { endOperation } from "./endOperation";
import { backupTimes, pushBackup, resourceOf, systemDiskOf } from "./backup";
import type { WholeImageOperation } from "./operation";

/** What a submission says about the image to be made. */
export type RequestedImage = Pick<
  ImageState,
  "name" | "description" | "tags" | "enterpriseProjectId" | "minRamMb" | "maxRamMb"
>;

/** Begins to make an image of a whole server; returns the job's id. Nothing is checked here. */
export function beginWholeImage(
  state: CloudState,
  server: ServerState,
  vault: VaultState,
  requested: RequestedImage,
  fate: WholeImageOperation["fate"],
  now: Instant,
): string {
  if (!vault.resources.some(({ id }) => id === server.id)) vault.resources.push(resourceOf(server));
  const operation = planned(state, server, fate, now);
  state.operations.push(operation);
  state.images.push(imageToBe(state, server, vault, requested, operation, now));
  addJob(state, now, {
    id: operation.jobId,
    service: "ims",
    type: "imsCreateWholeImageByInstanceJob",
    imageId: operation.imageId,
    imageName: requested.name,
    serverIds: [server.id],
  });
  const { backupId, operationLogId, backupAt, imageId } = operation;
  const name = `wholeImage_${imageId.slice(0, 8)}`;
  const endAt = fate?.kind === "stuck" ? null : backupAt;
  const made = { backupId, operationLogId, checkpointId: newUuid(state), name, description: "", endAt };
  pushBackup(state, server, vault, made, now);
  return operation.jobId;
}

/** The next stage of an image of a whole server. */
export function advanceWholeImage(state: CloudState, operation: WholeImageOperation, at: Instant): void {
  switch (operation.stage) {
    case "queued":
      beginSnapshots(state, operation, at);
      break;
    case "snapshots":
      if (operation.fate?.kind === "fails") failWholeImage(state, operation, operation.fate, at);
      else finishSnapshots(state, operation, at);
      break;
    case "backup":
      finishBackup(state, operation, at);
      break;
  }
}

/** The job ends FAIL; the backup stays in the vault as a broken one. */
export function failWholeImage(
  state: CloudState,
  operation: WholeImageOperation,
  why: { code: string; reason: string },
  at: Instant,
): void {
  const { image, job } = parts(state, operation);
  if (job) Object.assign(job, { status: "FAIL", endAt: at, errorCode: why.code, failReason: why.reason });
  if (state.world.failedImage === "removed") state.images = state.images.filter((other) => other !== image);
  else if (image) Object.assign(image, { status: "killed", updatedAt: at });
  failBackup(state, operation, why.reason, at);
}

/** The backup ends in error; image and job stay as they are. */
export function failBackup(
  state: CloudState,
  operation: WholeImageOperation,
  reason: string,
  at: Instant,
): void {
  endOperation(state, operation);
  const { backup, job, log } = parts(state, operation);
  const error = { code: "BackupService.6215", message: reason };
  // What never was counted in the vault must not be taken off there when the backup is deleted.
  if (backup) Object.assign(backup, { status: "error", storedMb: 0, updatedAt: at });
  if (backup?.restoreMode === "snapshot") backup.restoreMode = "na";
  if (log) Object.assign(log, { status: "failed", endedAt: at, error });
  if (job?.status === "RUNNING") {
    Object.assign(job, { status: "FAIL", endAt: at, errorCode: error.code, failReason: reason });
  }
}

function planned(
  state: CloudState,
  server: ServerState,
  fate: WholeImageOperation["fate"],
  now: Instant,
): WholeImageOperation {
  const { startAt, snapshotsAt, backupAt } = backupTimes(state, server, now);
  return {
    kind: "wholeImage",
    stage: "queued",
    dueAt: startAt,
    jobId: newHexId(state),
    imageId: newUuid(state),
    backupId: newUuid(state),
    operationLogId: newUuid(state),
    serverId: server.id,
    serverStatus: server.status,
    systemDiskId: systemDiskOf(server)?.id ?? "",
    snapshotsAt,
    backupAt,
    fate,
  };
}

function imageToBe(
  state: CloudState,
  server: ServerState,
  vault: VaultState,
  requested: RequestedImage,
  { imageId }: WholeImageOperation,
  now: Instant,
): ImageState {
  const origin = state.images.find(({ id }) => id === server.imageId);
  return {
    ...requested,
    id: imageId,
    status: "queued",
    imageType: "private",
    sharing: null,
    thirdParty: false,
    cmkId: null,
    wholeImage: true,
    backupId: null,
    source: { serverId: server.id, vaultId: vault.id },
    osType: server.osType,
    platform: origin?.platform ?? (server.osType === "Windows" ? "Windows" : "Other"),
    osVersion: origin?.osVersion ?? "Other(64 bit) 64bit",
    minDiskGb: systemDiskOf(server)?.sizeGb ?? 1,
    sizeBytes: 0,
    protected: false,
    attributes: {},
    createdAt: now,
    updatedAt: now,
    activeAt: null,
  };
}

function beginSnapshots(state: CloudState, operation: WholeImageOperation, at: Instant): void {
  const { image, backup, job, log } = parts(state, operation);
  operation.stage = "snapshots";
  operation.dueAt = operation.fate?.kind === "stuck" ? null : operation.snapshotsAt;
  if (job?.status === "INIT") job.status = "RUNNING";
  if (image) Object.assign(image, { status: "saving", updatedAt: at });
  if (backup) Object.assign(backup, { status: "protecting", updatedAt: at });
  if (log) Object.assign(log, { status: "running", startedAt: at, progress: { ...log.progress, from: at } });
}

function finishSnapshots(state: CloudState, operation: WholeImageOperation, at: Instant): void {
  const { image, backup, job } = parts(state, operation);
  operation.stage = "backup";
  operation.dueAt = operation.backupAt;
  if (backup) {
    Object.assign(backup, { restoreMode: "snapshot", protectedAt: at, updatedAt: at });
    if (image) backup.imageIds = [image.id];
  }
  if (image) {
    Object.assign(image, { status: "active", activeAt: at, updatedAt: at, backupId: operation.backupId });
    image.sizeBytes = Math.round((backup?.storedMb ?? 0) * 1024 * 1024);
  }
  if (job?.status === "RUNNING" && state.world.jobEnds === "beforeBackup")
    Object.assign(job, { status: "SUCCESS", endAt: at });
}

function finishBackup(state: CloudState, operation: WholeImageOperation, at: Instant): void {
  const isOrphan = !state.images.some(({ id }) => id === operation.imageId);
  if (isOrphan && state.world.survivingBackupEnds === "error") {
    failBackup(state, operation, "The image of this backup was deleted while the backup was written.", at);
    return;
  }
  endOperation(state, operation);
  const { backup, job, log } = parts(state, operation);
  if (log) Object.assign(log, { status: "success", endedAt: at });
  if (job?.status === "RUNNING") Object.assign(job, { status: "SUCCESS", endAt: at });
  if (backup === undefined) return;
  Object.assign(backup, { status: "available", restoreMode: "backup", updatedAt: at });
  const vault = state.vaults.find(({ id }) => id === backup.vaultId);
  if (vault) vault.usedMb += backup.storedMb;
}

function parts(state: CloudState, operation: WholeImageOperation) {
  return {
    image: state.images.find(({ id }) => id === operation.imageId),
    backup: state.backups.find(({ id }) => id === operation.backupId),
    job: state.jobs.find(({ id }) => id === operation.jobId),
    log: state.operationLogs.find(({ id }) => id === operation.operationLogId),
  };
}
