import type { CloudState, Instant } from "../cloudState";
import type { WholeImageOperation } from "./operation";
import { failBackup, failWholeImage } from "./wholeImage";

/**
 * While a whole image is made its server may not be stopped, started or restarted, nor lose its system disk, "or the
 * image creation will fail" (the guide to full-ECS images). Nothing in the API prevents it.
 */
export function noticeDisturbances(state: CloudState, at: Instant): void {
  for (const operation of [...state.operations]) {
    if (operation.kind !== "wholeImage") continue;
    const what = disturbance(state, operation);
    if (what === undefined) continue;
    const reason = `The image could not be created: ${what}.`;
    if (operation.stage !== "backup") failWholeImage(state, operation, { code: "IMG.0126", reason }, at);
    else if (state.world.disturbanceAfterSnapshot === "backupFails") failBackup(state, operation, reason, at);
  }
}

function disturbance(state: CloudState, operation: WholeImageOperation): string | undefined {
  const server = state.servers.find(({ id }) => id === operation.serverId);
  if (server === undefined) return `server ${operation.serverId} is gone`;
  if (server.taskState !== null) return `server ${server.id} is ${server.taskState}`;
  if (server.status !== operation.serverStatus) {
    return `server ${server.id} was ${operation.serverStatus} and is ${server.status}`;
  }
  if (!server.disks.some(({ id, bootIndex }) => bootIndex === 0 && id === operation.systemDiskId)) {
    return `system disk ${operation.systemDiskId} is no longer attached to server ${server.id}`;
  }
  return undefined;
}
