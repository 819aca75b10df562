import type { Instant, ServerState } from "../cloudState";
import type { OsChangeOperation } from "./operation";

/** The server that is there while an OS is changed: it has the new system disk until that is the other server's. */
export function temporaryServerOf(
  server: ServerState,
  { temporaryServerId, newDisk, target }: OsChangeOperation,
  at: Instant,
): ServerState {
  return {
    ...server,
    ...target,
    id: temporaryServerId,
    name: `ecs-${temporaryServerId.slice(0, 8)}`,
    description: "",
    status: "BUILD",
    taskState: "spawning",
    addresses: [],
    disks: [newDisk],
    metadata: {},
    tags: [],
    temporary: true,
    createdAt: at,
    updatedAt: at,
  };
}
