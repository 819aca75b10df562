import type { CloudState, Instant, ServerState } from "../cloudState";
import { newHexId } from "../identifiers";
import { addJob } from "./addJob";
import { endOperation } from "./endOperation";
import type { PowerOperation } from "./operation";

/** What an action makes of a server while it runs, and in the end. */
const effects = {
  stop: { jobType: "stopServer", task: "powering-off", during: undefined, after: "SHUTOFF" },
  start: { jobType: "startServer", task: "powering-on", during: undefined, after: "ACTIVE" },
  reboot: { jobType: "rebootServer", task: "rebooting", during: "REBOOT", after: "ACTIVE" },
} as const;

const jobQueueMs = 1000;

/** Begins to stop, start or restart servers; returns the id of a job about all the `named` ones. */
export function beginPower(
  state: CloudState,
  action: PowerOperation["action"],
  servers: ServerState[],
  named: ServerState[],
  seconds: number,
  failure: PowerOperation["failure"],
  now: Instant,
): string {
  const jobId = newHexId(state);
  const { jobType, task, during } = effects[action];
  for (const server of servers) {
    server.taskState = task;
    if (during !== undefined) server.status = during;
    server.updatedAt = now;
  }
  const serverIds = servers.map(({ id }) => id);
  addJob(state, now, {
    id: jobId,
    service: "ecs",
    type: jobType,
    serverIds: named.map(({ id }) => id),
  });
  state.operations.push({
    kind: "power",
    action,
    stage: "waiting",
    dueAt: now + Math.min(jobQueueMs, 1000 * seconds),
    endAt: now + 1000 * seconds,
    serverIds,
    jobId,
    failure,
  });
  return jobId;
}

/** The next stage of a stop, start or restart. */
export function advancePower(state: CloudState, operation: PowerOperation, at: Instant): void {
  const job = state.jobs.find(({ id }) => id === operation.jobId);
  if (operation.stage === "waiting") {
    operation.stage = "running";
    operation.dueAt = operation.endAt;
    if (job) job.status = "RUNNING";
    return;
  }

  endOperation(state, operation);
  const { failure } = operation;
  if (job && failure === null) Object.assign(job, { status: "SUCCESS", endAt: at });
  if (job && failure !== null) {
    Object.assign(job, { status: "FAIL", endAt: at, errorCode: failure.code, failReason: failure.reason });
  }
  for (const server of state.servers) {
    if (!operation.serverIds.includes(server.id)) continue;
    if (failure === null) server.status = effects[operation.action].after;
    Object.assign(server, { taskState: null, updatedAt: at });
  }
}
