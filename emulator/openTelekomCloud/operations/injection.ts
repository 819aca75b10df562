import type { CloudState, Instant } from "../cloudState";

/**
 * For some minutes after a change of an OS the password or the key is injected: whoever stops, starts or restarts the
 * server meanwhile, or changes its OS again, cannot log in to it later (the guide to changing an OS). What only writes
 * metadata or tags, or reads, does no harm. Nothing in the API tells of it.
 */
export function noticeBrokenLogins(state: CloudState, at: Instant): void {
  for (const change of state.osChanges) {
    if (change.loginBroken || change.injectionEndsAt === null || change.injectionEndsAt <= at) continue;
    const server = state.servers.find(({ id }) => id === change.serverId);
    if (server?.status !== "ACTIVE" || server.taskState !== null) change.loginBroken = true;
  }
}
