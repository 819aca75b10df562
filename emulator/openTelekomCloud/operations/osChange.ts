import type { CloudState, Instant } from "../cloudState";
import { systemDiskOf } from "./backup";
import { endOperation } from "./endOperation";
import type { OsChangeOperation } from "./operation";
import { temporaryServerOf } from "./temporaryServer";

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

/** What a server is shown to do in a stage of it. */
export function taskIn({ world }: CloudState, stage: "queued" | "writing" | "starting"): string {
  if (world.osChangeShows !== "rebuildSteps") return "rebuilding";
  return { queued: "rebuilding", writing: "rebuild_block_device_mapping", starting: "rebuild_spawning" }[
    stage
  ];
}

function removeTemporaryServer(state: CloudState, { temporaryServerId }: OsChangeOperation): void {
  state.servers = state.servers.filter(({ id }) => id !== temporaryServerId);
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
