import type { CloudState, DiskState, Instant, OsChangeState, ServerState, SubJobState } from "../cloudState";
import { newHexId, newUuid } from "../identifiers";
import { systemDiskOf } from "./backup";
import { endOperation } from "./endOperation";
import type { OsChangeFate, OsChangeOperation, OsChangeTarget } from "./operation";
import { temporaryServerOf } from "./temporaryServer";

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
  const { fate } = operation;
  switch (operation.stage) {
    case "queued":
      beginWriting(state, operation, at);
      break;
    case "writing":
      if (fate?.kind === "fails" && fate.when === "beforeDisk") fail(state, operation, fate, at);
      else replaceDisk(state, operation, at);
      break;
    case "starting":
      if (fate?.kind === "fails") fail(state, operation, fate, at);
      else succeed(state, operation, at);
      break;
    case "showing":
      endOperation(state, operation);
      showAll(state, operation);
      break;
  }
}

/** The change of a server's OS, or its reinstallation, that was begun last. */
export function lastOsChange(state: CloudState, serverId: string): OsChangeState | undefined {
  return state.osChanges.findLast((change) => change.serverId === serverId);
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

function beginWriting(state: CloudState, operation: OsChangeOperation, at: Instant): void {
  const { server, job, replaceJob } = parts(state, operation);
  operation.stage = "writing";
  operation.dueAt = isStuck(operation, "beforeDisk") ? null : operation.replaceDiskAt;
  if (job) job.status = "RUNNING";
  if (replaceJob) Object.assign(replaceJob, { status: "RUNNING", beginAt: at });
  if (server === undefined) return;
  server.taskState = taskIn(state, "writing");
  state.servers.push(temporaryServerOf(state, server, operation, at));
}

/** The old system disk is gone with all that is on it; data disks stay untouched. */
function replaceDisk(state: CloudState, operation: OsChangeOperation, at: Instant): void {
  const { server, change, replaceJob, startJob } = parts(state, operation);
  const { world } = state;
  operation.stage = "starting";
  operation.dueAt = isStuck(operation, "afterDisk") ? null : operation.endAt;
  removeTemporaryServer(state, operation);
  if (replaceJob) Object.assign(replaceJob, { status: "SUCCESS", endAt: at });
  if (startJob) Object.assign(startJob, { status: "RUNNING", beginAt: at });
  if (change) change.diskReplacedAt = at;
  if (server === undefined) return;
  if (world.osChangeLagSeconds > 0) server.shown = { ...server.shown, disks: server.disks };
  const oldDisk = systemDiskOf(server);
  server.disks = server.disks.map((disk) => (disk === oldDisk ? operation.newDisk : disk));
  server.taskState = taskIn(state, "starting");
  server.windowsPasswordAt = null;
  if (world.osChangeMetadata === "lost") server.metadata = {};
  if (world.osChangeTags === "lost") server.tags = [];
}

function succeed(state: CloudState, operation: OsChangeOperation, at: Instant): void {
  const { server, job, startJob, change } = parts(state, operation);
  const { world } = state;
  const { target } = operation;
  if (startJob) Object.assign(startJob, { status: "SUCCESS", endAt: at });
  if (job) Object.assign(job, { status: "SUCCESS", endAt: at });
  if (change) {
    const injectionEndsAt = at + 1000 * world.injectionSeconds;
    Object.assign(change, { result: "succeeded", endAt: at, injectionEndsAt });
  }
  if (server === undefined || world.osChangeLagSeconds === 0) endOperation(state, operation);
  else {
    const { status, taskState, imageId, osType, keyName, updatedAt } = server;
    server.shown = { status, taskState, imageId, osType, keyName, updatedAt, ...server.shown };
    operation.stage = "showing";
    operation.dueAt = at + 1000 * world.osChangeLagSeconds;
  }
  if (server === undefined) return;
  if (operation.stage !== "showing") server.shown = null;
  const hasPassword = target.osType === "Windows" && target.keyName !== null;
  Object.assign(server, target, {
    status: "ACTIVE",
    taskState: null,
    updatedAt: at,
    windowsPasswordAt: hasPassword ? at + 1000 * world.windowsPasswordSeconds : null,
  });
}

/** The server is stopped, with the disk that it has by then. */
function fail(
  state: CloudState,
  operation: OsChangeOperation,
  { code, reason }: { code: string; reason: string },
  at: Instant,
): void {
  const { server, job, replaceJob, startJob, change } = parts(state, operation);
  endOperation(state, operation);
  removeTemporaryServer(state, operation);
  const why = { status: "FAIL", endAt: at, errorCode: code, failReason: reason };
  const failed = operation.stage === "writing" ? replaceJob : startJob;
  if (failed) Object.assign(failed, why);
  if (job) Object.assign(job, state.world.failedJobTells === "job" ? why : { status: "FAIL", endAt: at });
  if (change) Object.assign(change, { result: "failed", endAt: at });
  if (server === undefined) return;
  if (operation.stage === "writing") Object.assign(server, operation.before);
  const status = state.world.failedOsChangeShows;
  Object.assign(server, { status, taskState: null, shown: null, updatedAt: at });
}

function isStuck({ fate }: OsChangeOperation, when: "beforeDisk" | "afterDisk"): boolean {
  return fate?.kind === "stuck" && fate.when === when;
}

function taskIn({ world }: CloudState, stage: "queued" | "writing" | "starting"): string {
  if (world.osChangeShows !== "rebuildSteps") return "rebuilding";
  return { queued: "rebuilding", writing: "rebuild_block_device_mapping", starting: "rebuild_spawning" }[
    stage
  ];
}

function removeTemporaryServer(state: CloudState, { temporaryServerId }: OsChangeOperation): void {
  state.servers = state.servers.filter(({ id }) => id !== temporaryServerId);
}

function subJob(type: string): SubJobState {
  return { type, status: "INIT", beginAt: null, endAt: null, errorCode: null, failReason: null };
}

function showAll(state: CloudState, operation: OsChangeOperation): void {
  const { server } = parts(state, operation);
  if (server) server.shown = null;
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
