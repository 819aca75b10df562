import type { CloudState, Instant, ServerState } from "../cloudState";
import type { OsChangeOperation } from "./operation";

/** The server that is there while an OS is changed: it has the new system disk until that is the other server's. */
export function temporaryServerOf(
  { world }: CloudState,
  server: ServerState,
  { temporaryServerId, newDisk, target }: OsChangeOperation,
  at: Instant,
): ServerState {
  return {
    ...server,
    ...target,
    id: temporaryServerId,
    name: world.temporaryServer === "sameName" ? server.name : `ecs-${temporaryServerId.slice(0, 8)}`,
    description: "",
    status: "BUILD",
    taskState: "spawning",
    addresses: [],
    disks: [newDisk],
    metadata: {},
    tags: [],
    windowsPasswordAt: null,
    temporary: true,
    shown: null,
    createdAt: at,
    updatedAt: at,
  };
}
