import type { CloudState, ImageState, Instant } from "../cloudState";
import { isObject } from "../gateway/json";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { makerOf } from "../operations/backup";
import { beginBackupDeletion } from "../operations/backupDeletion";
import { endOperation } from "../operations/endOperation";
import { findImage } from "./imageRules";

/** Deletes an image, and its backup where the request says so. */
export function deleteImage({ state, now, parameters, body }: Call): Answer {
  const image = findImage(state, parameters["image_id"] ?? "", 404);
  const withBackup = parseDeleteBackup(body) ?? state.world.backupDeletedUnlessSaid;
  if (image.imageType !== "private") throw serviceRefusal("IMG.0092", "Only the owner can delete an image.");
  if (image.protected) throw serviceRefusal("IMG.0028", "The image is protected.");
  const creating = image.status === "queued" || image.status === "saving";
  if (creating && state.world.deletionWhileCreated === "refused") {
    throw serviceRefusal("IMG.0090", "The image is being created and cannot be deleted.");
  }

  state.images = state.images.filter((other) => other !== image);
  for (const backup of state.backups) backup.imageIds = backup.imageIds.filter((id) => id !== image.id);
  failJob(state, image, now);
  if (withBackup && !creating) deleteBackupOf(state, image, now);
  return { status: 204 };
}

/** undefined: not said. */
function parseDeleteBackup(body: unknown): boolean | undefined {
  if (body === undefined) return undefined;
  const said = isObject(body) ? (body["delete_backup"] ?? undefined) : null;
  if (said === undefined || typeof said === "boolean") return said;
  throw serviceRefusal("IMG.0001", "delete_backup must be true or false.");
}

/** A job that still runs has nothing more to make; its backup goes on and stays. */
function failJob(state: CloudState, image: ImageState, now: Instant): void {
  const job = state.jobs.find(({ imageId }) => imageId === image.id);
  if (job === undefined || job.endAt !== null) return;
  const failReason = "The image was deleted while it was created.";
  Object.assign(job, { status: "FAIL", endAt: now, errorCode: "IMG.0027", failReason });
}

function deleteBackupOf(state: CloudState, image: ImageState, now: Instant): void {
  const backup = state.backups.find(({ id }) => id === image.backupId);
  if (backup === undefined || backup.status === "deleting") return;
  const running = makerOf(state, backup.id);
  if (running !== undefined) {
    if (state.world.backupSurvivesImageDeletion) return;
    endOperation(state, running);
    const log = state.operationLogs.find(({ id }) => id === running.operationLogId);
    const error = { code: "BackupService.6203", message: "The backup is being deleted." };
    if (log) Object.assign(log, { status: "failed", endedAt: now, error });
    // What is not finished does not count in the vault yet, so it must not be taken off later.
    backup.storedMb = 0;
  }
  beginBackupDeletion(state, backup, now);
}
