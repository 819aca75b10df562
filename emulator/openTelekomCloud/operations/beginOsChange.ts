import type { CloudState, DiskState, Instant, OsChangeState, ServerState, SubJobState } from "../cloudState";
import { newHexId, newUuid } from "../identifiers";
import { addJob } from "./addJob";
import type { OsChangeFate, OsChangeOperation, OsChangeTarget } from "./operation";
import { taskIn } from "./osChange";

/** Until the job runs. */
const queueMs = 5000;
/** Of the whole change: until then the new disk is written, afterwards the server is started from it. */
const writingShare = 0.7;

/** What a request to change an OS asks for. */
export interface RequestedOsChange {
  kind: OsChangeState["kind"];
  target: OsChangeTarget;
  disk: Pick<DiskState, "sizeGb" | "encrypted" | "cmkId">;
  byol: boolean;
}

/** Begins to change a server's OS; returns the job's id. Nothing is checked here. */
export function beginOsChange(
  state: CloudState,
  server: ServerState,
  oldDisk: DiskState,
  requested: RequestedOsChange,
  fate: OsChangeFate,
  now: Instant,
): string {
  const { kind, target } = requested;
  const operation = planned(state, server, oldDisk, requested, fate, now);
  state.operations.push(operation);
  const { status, taskState, updatedAt } = server;
  Object.assign(server, { status: "REBUILD", taskState: taskIn(state, "queued"), updatedAt: now });
  if (state.world.osChangeShowsImage === "early") {
    Object.assign(server, { imageId: target.imageId, osType: target.osType });
  }
  server.shown = state.world.osChangeShows === "nothing" ? { status, taskState, updatedAt } : null;
  state.osChanges.push({
    id: operation.jobId,
    kind,
    serverId: server.id,
    imageId: target.imageId,
    oldSystemDiskId: oldDisk.id,
    newSystemDiskId: operation.newDisk.id,
    beginAt: now,
    byol: requested.byol,
    diskReplacedAt: null,
    endAt: null,
    result: "running",
    injectionEndsAt: null,
    loginBroken: false,
  });
  addJob(state, now, {
    id: operation.jobId,
    service: "ecs",
    type: kind === "change" ? "changeOSWithCloudInit" : "reinstallOSWithCloudInit",
    serverIds: [server.id],
    subJobs: [subJob("replaceSystemDisk"), subJob("startServer")],
  });
  return operation.jobId;
}

function planned(
  state: CloudState,
  server: ServerState,
  oldDisk: DiskState,
  { target, disk }: RequestedOsChange,
  fate: OsChangeFate,
  now: Instant,
): OsChangeOperation {
  const totalMs = 1000 * state.world.osChangeSeconds;
  const before = { imageId: server.imageId, osType: server.osType };
  return {
    kind: "osChange",
    stage: "queued",
    dueAt: now + Math.min(queueMs, totalMs * writingShare),
    jobId: newHexId(state),
    serverId: server.id,
    temporaryServerId: newUuid(state),
    newDisk: {
      ...oldDisk,
      ...disk,
      id: newUuid(state),
      imageId: target.imageId,
      createdAt: now,
      shared: false,
    },
    target,
    before,
    replaceDiskAt: now + totalMs * writingShare,
    endAt: now + totalMs,
    fate,
  };
}

function subJob(type: string): SubJobState {
  return { type, status: "INIT", beginAt: null, endAt: null, errorCode: null, failReason: null };
}
