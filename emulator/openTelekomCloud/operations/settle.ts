import type { CloudState, Instant } from "../cloudState";
import { remember } from "../history";
import { finishBackupDeletion } from "./backupDeletion";
import { noticeDisturbances } from "./disturbances";
import { noticeBrokenLogins } from "./injection";
import type { Operation } from "./operation";
import { advanceImageFromBackup } from "./imageFromBackup";
import { advanceOsChange } from "./osChange";
import { advancePower } from "./power";
import { advanceServerBackup } from "./serverBackup";
import { finishVaultDeletion } from "./vaultDeletion";
import { advanceWholeImage } from "./wholeImage";

/** Brings the cloud up to `now`: every stage that is due happens, in order, at its own moment. */
export function settle(state: CloudState, now: Instant): void {
  for (let next = nextDue(state, now); next !== undefined; next = nextDue(state, now)) {
    const at = next.dueAt ?? now;
    advance(state, next, at);
    changed(state, at);
  }
}

/** To be called after every change of the cloud. */
export function changed(state: CloudState, at: Instant): void {
  noticeDisturbances(state, at);
  noticeBrokenLogins(state, at);
  remember(state, at);
}

function nextDue(state: CloudState, now: Instant): Operation | undefined {
  let next: Operation | undefined;
  for (const operation of state.operations) {
    if (operation.dueAt === null || operation.dueAt > now) continue;
    if (next === undefined || operation.dueAt < (next.dueAt ?? Infinity)) next = operation;
  }
  return next;
}

function advance(state: CloudState, operation: Operation, at: Instant): void {
  switch (operation.kind) {
    case "power":
      advancePower(state, operation, at);
      break;
    case "wholeImage":
      advanceWholeImage(state, operation, at);
      break;
    case "serverBackup":
      advanceServerBackup(state, operation, at);
      break;
    case "imageFromBackup":
      advanceImageFromBackup(state, operation, at);
      break;
    case "osChange":
      advanceOsChange(state, operation, at);
      break;
    case "backupDeletion":
      finishBackupDeletion(state, operation, at);
      break;
    case "vaultDeletion":
      finishVaultDeletion(state, operation);
      break;
  }
}
