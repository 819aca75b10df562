import type { BackupState, CloudState, ImageState, Instant } from "../cloudState";
import { newHexId, newUuid } from "../identifiers";
import { addJob } from "./addJob";
import { endOperation } from "./endOperation";
import type { ImageFromBackup } from "./operation";
import type { RequestedImage } from "./wholeImage";

/** For how long the job waits before it runs. */
const queueMs = 1000;

/** Begins to make an image from a backup; returns the job's id. Nothing is checked here. */
export function beginImageFromBackup(
  state: CloudState,
  backup: BackupState,
  requested: RequestedImage,
  fate: ImageFromBackup["fate"],
  now: Instant,
): string {
  const readyAt = now + 1000 * state.world.imageFromBackupSeconds;
  const operation: ImageFromBackup = {
    kind: "imageFromBackup",
    stage: "queued",
    dueAt: Math.min(now + queueMs, readyAt),
    jobId: newHexId(state),
    imageId: newUuid(state),
    backupId: backup.id,
    readyAt,
    fate,
  };
  state.operations.push(operation);
  state.images.push(imageToBe(state, backup, requested, operation.imageId, now));
  // From now on the backup is taken: it can neither go nor serve another image.
  backup.imageIds = [operation.imageId];
  addJob(state, now, {
    id: operation.jobId,
    service: "ims",
    type: "imsCreateWholeImageByBackupJob",
    imageId: operation.imageId,
    imageName: requested.name,
    serverIds: [backup.serverId],
  });
  return operation.jobId;
}

/** The next stage of an image from a backup. */
export function advanceImageFromBackup(state: CloudState, operation: ImageFromBackup, at: Instant): void {
  const image = state.images.find(({ id }) => id === operation.imageId);
  const job = state.jobs.find(({ id }) => id === operation.jobId);
  const backup = state.backups.find(({ id }) => id === operation.backupId);
  if (operation.stage === "queued") {
    operation.stage = "saving";
    operation.dueAt = operation.fate?.kind === "stuck" ? null : operation.readyAt;
    if (job?.status === "INIT") job.status = "RUNNING";
    if (image) Object.assign(image, { status: "saving", updatedAt: at });
    return;
  }

  endOperation(state, operation);
  if (operation.fate?.kind === "fails") {
    const { code, reason } = operation.fate;
    if (job) Object.assign(job, { status: "FAIL", endAt: at, errorCode: code, failReason: reason });
    if (state.world.failedImage === "removed") state.images = state.images.filter((other) => other !== image);
    else if (image) Object.assign(image, { status: "killed", updatedAt: at });
    if (backup) backup.imageIds = [];
    return;
  }
  if (job?.status === "RUNNING") Object.assign(job, { status: "SUCCESS", endAt: at });
  if (image === undefined) return;
  const sizeBytes = (backup?.storedMb ?? 0) * 1024 * 1024;
  Object.assign(image, {
    status: "active",
    activeAt: at,
    updatedAt: at,
    backupId: operation.backupId,
    sizeBytes,
  });
}

function imageToBe(
  state: CloudState,
  backup: BackupState,
  requested: RequestedImage,
  id: string,
  now: Instant,
): ImageState {
  const server = state.servers.find((one) => one.id === backup.serverId);
  const origin = state.images.find((one) => one.id === server?.imageId);
  const osType = server?.osType ?? "Linux";
  return {
    ...requested,
    id,
    status: "queued",
    imageType: "private",
    sharing: null,
    thirdParty: false,
    cmkId: null,
    wholeImage: true,
    backupId: null,
    source: { serverId: backup.serverId, vaultId: backup.vaultId },
    osType,
    platform: origin?.platform ?? (osType === "Windows" ? "Windows" : "Other"),
    osVersion: origin?.osVersion ?? "Other(64 bit) 64bit",
    minDiskGb: backup.children.find(({ bootable }) => bootable)?.sizeGb ?? 1,
    sizeBytes: 0,
    protected: false,
    attributes: {},
    createdAt: now,
    updatedAt: now,
    activeAt: null,
  };
}
