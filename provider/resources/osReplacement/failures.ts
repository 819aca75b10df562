import { rule } from "../../constraints/constraint";
import { OperationFailure } from "../../procedures/errors";
import type { Server, ServerJob } from "../../ports/servers";
import type { OperationRecord } from "../../procedures/operationRecord";
import { remedyAfter } from "./cloudRefusals";
import { osReplacementCarriedOut } from "./constraints/carriedOut";
import type { Goal } from "./goal";
import { inputsDigest, type Meant } from "./retry";
import type { Verification } from "./verification";

/** What a failure tells of. */
interface Seen {
  server: Server | undefined;
  record: OperationRecord | undefined;
  job: ServerJob | undefined;
}

/** The statement that a step carries out, as every refusal quotes it. */
function ruleOf(number: "OSR-17" | "OSR-25"): string {
  const statement = osReplacementCarriedOut.find(({ id }) => id === number);
  return statement ? rule(statement) : `[${number}]`;
}

/** In which state the server is left: what to do next depends on it. */
export function stateOf(server: Server | undefined): string {
  if (!server) return "The server does not exist any more.";
  const task = server.task === undefined ? "" : `, task ${server.task}`;
  return `${server.name} is ${server.stateText}${task}, with system disk ${server.systemDiskId ?? "none"} and image ${server.imageId ?? "unknown"}.`;
}

/** The image of an attempt: a record does not hold it, and the program may ask for another one since. */
function triedImage(goal: Meant, record: OperationRecord | undefined): string {
  return record?.inputsDigest === inputsDigest(goal) ? ` to image ${goal.imageId}` : "";
}

/** OSR-25 */
export function attemptFailed(goal: Goal, { server, record, job }: Seen): OperationFailure {
  const { code, reason } = job?.failure ?? { code: "no code", reason: "no reason given" };
  return new OperationFailure(
    "jobFailed",
    `attempt ${record?.attempt ?? 1} to change the OS of server ${goal.serverId}${triedImage(goal, record)} failed: ` +
      `job ${job?.id ?? "unknown"} (intended ${timeOf(record?.attemptAt)}) ended FAIL (${code}): ${reason}.${remedyAfter(code)} ${stateOf(server)}`,
  );
}

/** A run was interrupted, or got no answer, and nothing came of it for long: it counts as an attempt. */
export function attemptUnknown(goal: Goal, { server, record }: Seen): OperationFailure {
  return new OperationFailure(
    "jobFailed",
    `what became of attempt ${record?.attempt ?? 1} to change the OS of server ${goal.serverId}${triedImage(goal, record)} is not known: ` +
      `it was intended ${timeOf(record?.attemptAt)}, its job is unknown (the run was interrupted, or got no answer), and the server ` +
      `does not show the new OS. It counts as an attempt. ${stateOf(server)}`,
  );
}

/** An attempt of days ago: what the program consented to then may have got other data since. */
export function notRetried({ message }: OperationFailure): OperationFailure {
  return new OperationFailure(
    "jobFailed",
    `${message} That was more than a day ago, so that nothing is submitted now: look at the server, then run "pulumi up" again, ` +
      `whose preview says what would be deleted.`,
  );
}

/** OSR-25: never a third time. */
export function contactService(
  goal: Meant,
  { server, record, pastJobs }: Pick<Seen, "server" | "record"> & PastAttempts,
): OperationFailure {
  const { earlier } = record ?? {};
  const attempt = (which: string, jobId: string | undefined, at: number | undefined): string =>
    `${which} attempt: ${jobText(jobId)}${codeText(jobId, pastJobs)}, intended ${timeOf(at)}.${remedyAfter(failureOf(jobId, pastJobs)?.code)}`;
  return new OperationFailure(
    "jobFailed",
    [
      `two attempts to change the OS of server ${goal.serverId}${triedImage(goal, record)} were unsuccessful, and there is no third: contact customer service for manual recovery.`,
      attempt("first", earlier?.jobId, earlier?.attemptAt),
      attempt("second", record?.jobId, record?.attemptAt),
      stateOf(server),
      `Nothing is tried again until the server runs with the image that is asked for ("pulumi up" then completes), ` +
        `or until triggers changes (a change of its own, with consent to the system disk that is there then).`,
      ruleOf("OSR-25"),
    ].join("\n    "),
  );
}

/** What is known of attempts that failed. */
interface PastAttempts {
  pastJobs: readonly ServerJob[];
}

function failureOf(jobId: string | undefined, jobs: readonly ServerJob[]): ServerJob["failure"] {
  return jobs.find(({ id }) => id === jobId)?.failure;
}

function codeText(jobId: string | undefined, jobs: readonly ServerJob[]): string {
  const failure = failureOf(jobId, jobs);
  return failure ? ` (${failure.code}: ${failure.reason})` : "";
}

function jobText(jobId: string | undefined): string {
  return jobId === undefined ? "job unknown, the run was interrupted" : `job ${jobId}`;
}

function timeOf(seconds: number | undefined): string {
  return seconds === undefined ? "at an unknown time" : new Date(seconds * 1000).toISOString();
}

/** OSR-17 */
export function notStopped(server: Server, how: "soft" | "hard"): OperationFailure {
  const remedy =
    how === "soft"
      ? "Shut it down from inside, or allow it to be switched off: stopServer: { soft: true, hardAfterSeconds: 300 }."
      : "Stop it in the ECS console.";
  return new OperationFailure(
    "unexpectedState",
    `stopServer: ${server.name} was asked to stop${how === "hard" ? ", was switched off," : ""} and is still ${server.stateText}. ` +
      `Its system disk was not touched. ${remedy} Then run "pulumi up" again. ${ruleOf("OSR-17")}`,
  );
}

/** OSR-22, OSR-08: a job's success is not a result. */
export function notShown(goal: Goal, { server, job }: Seen): OperationFailure {
  const start =
    server?.state === "stopped" && server.imageId === goal.imageId
      ? "The server was not started after the change: start it in the ECS console."
      : "Look at the server in the ECS console.";
  return new OperationFailure(
    "unexpectedState",
    `job ${job?.id ?? "unknown"} changed the OS of server ${goal.serverId}, and the server does not show it: ${stateOf(server)} ` +
      `Expected: running, with image ${goal.imageId} on a new system disk. ${start} Nothing is submitted again; "pulumi up" looks again.`,
  );
}

export function serverGone(goal: Goal, { record, job }: Seen): OperationFailure {
  return new OperationFailure(
    "unexpectedState",
    `server ${goal.serverId} does not exist any more, although a change of its OS was intended ${timeOf(record?.attemptAt)} ` +
      `(${jobText(job?.id ?? record?.jobId)}). Take the resource out of the program, or name another server.`,
  );
}

/** OSR-06, OSR-09, OSR-10, OSR-15: it is done, and not as the documents promise, or not as it was asked for. */
export function differencesFound(goal: Goal, { differences }: Verification): OperationFailure {
  return new OperationFailure(
    "unexpectedState",
    `the OS of server ${goal.serverId} was changed to image ${goal.imageId}, and something is not as before, or not as it was asked for: ${differences.join("; ")}. ` +
      `Look at the server in the ECS console, and contact customer service if nobody else has changed it. Nothing is done again: the next "pulumi up" goes on from here.`,
  );
}

export function unsettledChange(goal: Goal, { server }: Seen): OperationFailure {
  return new OperationFailure(
    "unsettledChange",
    `an earlier run had begun to change the OS of server ${goal.serverId} with other inputs; it was followed to its end. ${stateOf(server)} ` +
      `What the program says now has not been carried out: run "pulumi up" again. The system disk is another one now, and needs consent of its own.`,
  );
}

/** What refuses a second attempt, together with what happened to the first. */
export function withFirstFailure(
  refusal: OperationFailure,
  failure: OperationFailure | undefined,
): OperationFailure {
  if (!failure) return refusal;
  return new OperationFailure(
    "jobFailed",
    `${failure.message}\nA second attempt is refused:\n${refusal.message}`,
  );
}

/** It would be stopped under somebody's hands again and again. */
export function startedByOthers(server: Server): OperationFailure {
  return new OperationFailure(
    "unexpectedState",
    `server: ${server.name} was stopped for the change of its OS, and somebody has started it again, twice. Its system disk was not touched. ` +
      `Find out who starts it (a colleague, a schedule, an automatic recovery), then run "pulumi up" again. ${ruleOf("OSR-17")}`,
  );
}

/** The change is made, and Pulumi cannot rely on its record. */
export function unrecordedSuccess({ serverId, imageId }: Goal, why: string): OperationFailure {
  return new OperationFailure(
    "unexpectedState",
    `the OS of server ${serverId} was changed to image ${imageId}, and verified; but that could not be recorded on the server (${why}). ` +
      `Nothing is changed again: run "pulumi up" once the server takes metadata. Until then other operations on it wait.`,
  );
}

/** Where it cannot be recorded that an attempt failed, nothing may follow it. */
export function unrecordable(failure: OperationFailure, why: string): OperationFailure {
  return new OperationFailure(
    "jobFailed",
    `${failure.message} That could not be recorded on the server (${why}), so that nothing is tried again now: run "pulumi up" once the server takes metadata.`,
  );
}
