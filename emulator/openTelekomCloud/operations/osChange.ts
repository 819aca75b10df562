import type { CloudState, DiskState, Instant, ServerState } from "../cloudState";
import { newHexId, newUuid } from "../identifiers";
import { systemDiskOf } from "./backup";
import { endOperation } from "./endOperation";
import type { OsChangeOperation, OsChangeTarget } from "./operation";
import { temporaryServerOf } from "./temporaryServer";

/** Until the job runs. */
const queueMs = 5000;
/** Of the whole change: until then the new disk is written, afterwards the server is started from it. */
const writingShare = 0.7;

/** What a request to change an OS asks for. */
export interface RequestedOsChange {
  kind: "change" | "reinstallation";
  target: OsChangeTarget;
  disk: Pick<DiskState, "sizeGb" | "encrypted">;
}

/** Begins to change a server's OS; returns the job's id. Nothing is checked here. */
export function beginOsChange(
  state: CloudState,
  server: ServerState,
  oldDisk: DiskState,
  { kind, target, disk }: RequestedOsChange,
  now: Instant,
): string {
  const totalMs = 1000 * state.world.osChangeSeconds;
  const operation: OsChangeOperation = {
    kind: "osChange",
    stage: "queued",
    dueAt: now + Math.min(queueMs, totalMs * writingShare),
    jobId: newHexId(state),
    serverId: server.id,
    temporaryServerId: newUuid(state),
    newDisk: { ...oldDisk, ...disk, id: newUuid(state), dedicatedStorage: false, shared: false },
    target,
    replaceDiskAt: now + totalMs * writingShare,
    endAt: now + totalMs,
  };
  state.operations.push(operation);
  Object.assign(server, { status: "REBUILD", taskState: "rebuilding", updatedAt: now });
  state.osChanges.push({
    id: operation.jobId,
    kind,
    serverId: server.id,
    imageId: target.imageId,
    oldSystemDiskId: oldDisk.id,
    newSystemDiskId: operation.newDisk.id,
    beginAt: now,
    diskReplacedAt: null,
    endAt: null,
    result: "running",
  });
  state.jobs.push({
    id: operation.jobId,
    service: "ecs",
    type: kind === "change" ? "changeOSWithCloudInit" : "reinstallOSWithCloudInit",
    status: "INIT",
    beginAt: now,
    endAt: null,
    errorCode: null,
    failReason: null,
    imageId: null,
    imageName: null,
    serverIds: [server.id],
    subJobs: [subJob("replaceSystemDisk"), subJob("startServer")],
  });
  return operation.jobId;
}

/** The next stage of a change of an OS. */
export function advanceOsChange(state: CloudState, operation: OsChangeOperation, at: Instant): void {
  switch (operation.stage) {
    case "queued":
      beginWriting(state, operation, at);
      break;
    case "writing":
      replaceDisk(state, operation, at);
      break;
    case "starting":
      finish(state, operation, at);
      break;
  }
}

function beginWriting(state: CloudState, operation: OsChangeOperation, at: Instant): void {
  const { server, job, replaceJob } = parts(state, operation);
  operation.stage = "writing";
  operation.dueAt = operation.replaceDiskAt;
  if (job) job.status = "RUNNING";
  if (replaceJob) Object.assign(replaceJob, { status: "RUNNING", beginAt: at });
  if (server) state.servers.push(temporaryServerOf(server, operation, at));
}

/** The old system disk is gone with all that is on it; data disks stay untouched. */
function replaceDisk(state: CloudState, operation: OsChangeOperation, at: Instant): void {
  const { server, change, replaceJob, startJob } = parts(state, operation);
  operation.stage = "starting";
  operation.dueAt = operation.endAt;
  removeTemporaryServer(state, operation);
  if (replaceJob) Object.assign(replaceJob, { status: "SUCCESS", endAt: at });
  if (startJob) Object.assign(startJob, { status: "RUNNING", beginAt: at });
  if (change) change.diskReplacedAt = at;
  if (server === undefined) return;
  const oldDisk = systemDiskOf(server);
  server.disks = server.disks.map((disk) => (disk === oldDisk ? operation.newDisk : disk));
}

function finish(state: CloudState, operation: OsChangeOperation, at: Instant): void {
  const { server, job, startJob, change } = parts(state, operation);
  endOperation(state, operation);
  if (startJob) Object.assign(startJob, { status: "SUCCESS", endAt: at });
  if (job) Object.assign(job, { status: "SUCCESS", endAt: at });
  if (change) Object.assign(change, { result: "succeeded", endAt: at });
  if (server) Object.assign(server, operation.target, { status: "ACTIVE", taskState: null, updatedAt: at });
}

function removeTemporaryServer(state: CloudState, { temporaryServerId }: OsChangeOperation): void {
  state.servers = state.servers.filter(({ id }) => id !== temporaryServerId);
}

function subJob(type: string) {
  return { type, status: "INIT" as const, beginAt: null, endAt: null, errorCode: null, failReason: null };
}

function parts(state: CloudState, { serverId, jobId }: OsChangeOperation) {
  const job = state.jobs.find(({ id }) => id === jobId);
  return {
    job,
    replaceJob: job?.subJobs?.[0],
    startJob: job?.subJobs?.[1],
    server: state.servers.find(({ id }) => id === serverId),
    change: state.osChanges.find(({ id }) => id === jobId),
  };
}
