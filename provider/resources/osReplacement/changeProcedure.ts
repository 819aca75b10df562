import { constraintViolated, judge, type Refusal } from "../../constraints/constraint";
import type { Server, ServerJob } from "../../ports/servers";
import type { OperationFailure } from "../../procedures/errors";
import { isOutdated, type Examined } from "../../procedures/examined";
import { confirmAfterSeconds, takenOver, type JournalView } from "../../procedures/journal";
import { act, done, stop, wait, waitForOthers, type Move, type Progress } from "../../procedures/move";
import { digestOf, isUnsettled, type OperationRecord } from "../../procedures/operationRecord";
import { pollInterval } from "../../procedures/pollInterval";
import { goesFirst, waitingFor } from "../../procedures/rivals";
import { whyNothingToDo } from "./asItIs";
import { osReplacementConstraints, type LiveFacts } from "./constraints";
import {
  attemptFailed,
  attemptUnknown,
  contactService,
  differencesFound,
  notRetried,
  notShown,
  notStopped,
  serverGone,
  startedByOthers,
  unsettledChange,
  withFirstFailure,
} from "./failures";
import type { Goal } from "./goal";
import { defaultSettleSeconds } from "./inputs";
import type { StopAsked } from "./power";
import { isOfTheseInputs, isStale, isToBeRetried, usedUpRecord } from "./retry";
import { injectionLeft } from "./settling";
import type { Verification } from "./verification";

/**
 * How long nothing may be seen of a submission without an answer before it counts as an attempt that came to nothing:
 * more than twice the 20 minutes of the guide.
 */
export const quietWindowSeconds = 45 * 60;

/** The guide's 10 to 20 minutes. */
export const likelySeconds = 15 * 60;

/** Between two looks at the job around its likely end, where there is hardly any settle time. */
const shortestPauseSeconds = 9;

/** For how long what the server shows may lag behind its job. */
export const longestLagSeconds = 5 * 60;

/** How long a server may take to shut down where it must not be switched off. */
const softStopSeconds = 10 * 60;
const hardStopSeconds = 5 * 60;

const afterIntention = wait("making sure that no other run has begun", confirmAfterSeconds);
const afterRequest = wait("asking for the change of the OS", 15);

/** The world as `decide` sees it. */
export interface World extends JournalView {
  /** The cloud's time, in seconds since 1970. */
  now: number;
  /** The job of the attempt in the record, where it is known. */
  job: ServerJob | undefined;
  /** Since when this run has seen the change complete, in seconds since 1970. */
  completeSince: number | undefined;
  /** What a submission is judged by. */
  examined: Examined<Omit<LiveFacts, "servers">> | undefined;
  /** What the resource has recorded under the URN that it had before it was renamed with an alias. */
  former: OperationRecord | undefined;
  /** How often this run has asked the server to stop. */
  timesStopped: number;
  /** undefined: this run is not stopping the server. */
  stopAsked: StopAsked | undefined;
  /** The cloud refused this run's request because something else goes on; to be tried again in a while. */
  refusedAsBusy: string | undefined;
  /** How the attempts of this run have failed. */
  failures: readonly OperationFailure[];
  /** The jobs of attempts that failed in earlier runs, as far as the cloud still knows them. */
  pastJobs: readonly ServerJob[];
  /** It could not be recorded that it failed: then nothing more may be begun. */
  isUnrecordable: boolean;
  verification: Verification | undefined;
  /** What the platform has dropped is put back, or nothing was dropped. */
  isRestored: boolean;
  /** Nothing had to be done, and that is noted. */
  isNotedAsItIs: boolean;
}

export type Action =
  | "takeOver"
  | "examine"
  | "noteAsItIs"
  | "stopSoftly"
  | "stopHard"
  | "intend"
  | "withdraw"
  | "submit"
  | "recordFailure"
  | "verify"
  | "restore"
  | "settle";

/** Done with what is there; undefined: nothing was to be begun. */
type NextMove = Move<Action, "changed" | "asItIs" | undefined>;

/** The next move towards a server with another OS, judged from what the cloud shows. */
export function decide(goal: Goal, world: World): NextMove {
  const { record, intention } = world;
  if (world.wroteRecord && record && record.generation !== goal.generation)
    return stop(takenOver(goal.serverId));
  const failure = world.failures.at(-1);
  if (world.isUnrecordable && failure) return stop(failure);
  if (world.isNotedAsItIs) return done("asItIs");
  if (intention === "unconfirmed" && !record && world.confirmInSeconds > 0) return confirm(world);
  if (!record || isOver(goal, record)) return begin(goal, world);
  if (record.state === "settled") return conclude(goal, world);
  if (intention !== "none") return submit(goal, world);
  return world.nothingSent ? begin(goal, world) : follow(goal, world);
}

/** Whether the record speaks of nothing that could still be followed. */
function isOver(goal: Goal, { state, generation }: OperationRecord): boolean {
  return state === "failed" || (state === "settled" && generation !== goal.generation);
}

/** Before anything is submitted: nobody else at work, something to do, the documents' conditions, a stopped server. */
function begin(goal: Goal, world: World): NextMove {
  const { server, record } = world;
  const failure = world.failures.at(-1);
  if (goal.followOnly) return failure ? stop(failure) : done(undefined);
  // No preview has judged what would be destroyed now.
  if (failure && record && isStale(record, world.now)) return stop(notRetried(failure));
  if (world.stopAsked && server?.state === "running") return stopping(goal, world, server);
  if (server?.task !== undefined) return wait(`waiting for ${server.name}: ${server.task}`, 10);
  const ours = isOurs(goal, record) && isUnsettled(record) ? record : undefined;
  const first = world.rivals.find((rival) => !ours || goesFirst(rival, ours));
  // Whatever another change of the OS leaves has to be judged; an image leaves the server as it is, and is judged first.
  if (first && (first.record?.kind !== fullEcsImage || world.examined))
    return waitForOthers(waitingFor(first), 15);
  const refusals = refusalsOf(goal, world);
  if (!refusals) return act("examine");
  if (isAsAskedFor(goal, world)) return first ? waitForOthers(waitingFor(first), 15) : asItIs(goal, world);
  const usedUp = usedUpRecord(goal, server, world);
  if (usedUp) return stop(contactService(goal, { ...world, record: usedUp })); // OSR-25
  if (refusals.length > 0) return stop(withFirstFailure(constraintViolated(refusals), failure));
  if (first) return waitForOthers(waitingFor(first), 15);
  if (world.refusedAsBusy !== undefined) return wait(`waiting, the cloud says: ${world.refusedAsBusy}`, 15);
  if (record && isToBeRetried(goal, record) && !isOurs(goal, record)) return takeOver(world);
  if (server?.state === "running")
    return world.timesStopped < mostStops ? act("stopSoftly") : stop(startedByOthers(server)); // OSR-17
  return act("intend", { then: afterIntention });
}

/** Somebody, or something, may start it again once by chance. */
const mostStops = 2;

/** The kind of operation that leaves the server as it is. */
const fullEcsImage = "FullEcsImage";

/** Nothing has to be done; but what is there may be so new that it must be left alone. */
function asItIs({ inputs }: Goal, { server, examined, record, others, now }: World): NextMove {
  const looked = examined?.facts.systemDisk;
  const disk = looked && "value" in looked ? looked.value : undefined;
  const records = record ? [record, ...others] : others;
  const settleSeconds = settleSecondsOf(inputs);
  const left = server ? injectionLeft(server, disk, records, { settleSeconds, now }) : 0;
  return left > 0 ? wait(settling, Math.ceil(Math.min(left, 60))) : act("noteAsItIs");
}

const settling = "leaving the server alone while the password or key is injected";

/** The server was asked to stop: softly first, and hard only where and when that is allowed (OSR-17). */
function stopping(goal: Goal, { now, stopAsked }: World, server: Server): NextMove {
  if (!stopAsked) throw new Error("nobody has asked the server to stop");
  const hardAfter = goal.inputs.stopServer?.hardAfterSeconds ?? undefined;
  const waited = now - stopAsked.softAt;
  if (stopAsked.hardAt !== undefined)
    return now - stopAsked.hardAt > hardStopSeconds
      ? stop(notStopped(server, "hard"))
      : wait(`${server.name} is being switched off`, 5);
  if (hardAfter !== undefined && waited >= hardAfter) return act("stopHard");
  if (hardAfter === undefined && waited > softStopSeconds) return stop(notStopped(server, "soft"));
  return wait(`${server.name} is being stopped`, 5);
}

/** What the documents have against a submission; undefined: that has to be looked up first. */
function refusalsOf(goal: Goal, { server, examined, now }: World): Refusal[] | undefined {
  if (!examined || isOutdated(examined, now)) return undefined;
  const live = { ...examined.facts, servers: { value: server ? [server] : [] } };
  const facts = { inputs: goal.inputs, isUnknown: () => false, live };
  return judge(osReplacementConstraints, "preflight", facts).refusals;
}

/** Whether nothing has to be done. What was found to be missing once is not looked for again. */
function isAsAskedFor(goal: Goal, { server, examined, former, ...world }: World): boolean {
  const record = world.record ?? former;
  if (!server || !examined || (isOurs(goal, record) && isUnsettled(record))) return false;
  const { systemDisk, keys } = examined.facts;
  return whyNothingToDo(goal.inputs, goal.imageId, { server, systemDisk, keys, record }) !== undefined;
}

function isOurs(goal: Goal, record: OperationRecord | undefined): record is OperationRecord {
  return record?.generation === goal.generation;
}

/** The intention is written: is it seen, is it the first, and do the conditions still hold? */
function submit(goal: Goal, world: World): NextMove {
  const { record, rivals, server } = world;
  if (record && rivals.some((rival) => goesFirst(rival, record))) return act("withdraw");
  if (world.intention === "unconfirmed") return confirm(world);
  const refusals = refusalsOf(goal, world);
  if (!refusals) return act("examine");
  const isDisturbed = server?.task !== undefined || server?.state === "running";
  if (refusals.length > 0 || isDisturbed) return act("withdraw");
  return act("submit", { then: afterRequest }); // OSR-01
}

function confirm(world: World): NextMove {
  return wait("making sure that no other run has begun", Math.max(1, world.confirmInSeconds));
}

/** Only what was seen for a while: a first look may lag behind the other run's end. */
function takeOver({ takeOverInSeconds }: World): NextMove {
  return takeOverInSeconds > 0
    ? wait("found the operation of another run", takeOverInSeconds)
    : act("takeOver");
}

/** From the request until the server shows what was asked for. */
function follow(goal: Goal, world: World): NextMove {
  const { record, server, job } = world;
  if (goal.followOnly && !isOurs(goal, record)) return done(undefined);
  if (job?.state === "running") return wait("Changing OS", pause(goal, world), progressOf(world)); // OSR-11
  if (!server) return goal.followOnly ? done(undefined) : stop(serverGone(goal, world));
  if (job?.state === "failed") return fail(goal, world, attemptFailed(goal, world)); // OSR-25
  return isChanged(goal, world) ? complete(goal, world) : lookForChange(goal, world, server);
}

/** It shows nothing of the new OS, or not all of it. */
function lookForChange(goal: Goal, world: World, server: Server): NextMove {
  const { now, job, record } = world;
  const left = quietWindowSeconds - (now - (record?.attemptAt ?? now));
  if (job?.state === "succeeded") {
    if (now - (job.endedAt ?? now) <= longestLagSeconds)
      return wait("waiting for the server to show its new operating system", 5);
    if (server.task !== undefined) return wait(`waiting for ${server.name}: ${server.task}`, 15);
    if (!world.verification) return act("verify");
    return hasEnded(goal, world) ? complete(goal, world) : stop(notShown(goal, world)); // OSR-08, OSR-22
  }
  if (server.task !== undefined) return wait(`Changing OS (${server.task})`, 15, progressOf(world));
  if (left >= 0)
    return wait("looking for what became of the change of the OS", Math.min(15, left + 1), progressOf(world));
  return fail(goal, world, attemptUnknown(goal, world)); // OSR-25
}

/** An attempt has failed: that is recorded first, so that it counts in every later run. */
function fail(goal: Goal, world: World, failure: OperationFailure): NextMove {
  return isOurs(goal, world.record) ? act("recordFailure", { because: failure }) : takeOver(world);
}

/** The change is there: it is verified by reading, left alone for the settle time, mended, and recorded. */
function complete(goal: Goal, world: World): NextMove {
  const left = settleLeft(goal, world);
  if (!world.verification) return act("verify");
  if (left > 0) return wait(settling, Math.ceil(left)); // OSR-12
  if (!isOurs(goal, world.record))
    return left > -ownersTurnSeconds
      ? wait("waiting for the run that began the change to complete it", 5)
      : takeOver(world);
  if (world.verification.isOldDiskThere && isWithinLag(world))
    return act("verify", { then: afterVerification });
  return world.isRestored ? act("settle") : act("restore");
}

/** How long the run that began a change is left to record its end, if it is still there: both see it at the same time. */
const ownersTurnSeconds = 30;

const afterVerification = wait("waiting for the old system disk to go", 15);

/** The record is settled: what is left is to tell. */
function conclude(goal: Goal, world: World): NextMove {
  if (!world.verification) return act("verify");
  if (!isOfTheseInputs(goal, world.record)) return stop(unsettledChange(goal, world));
  return world.verification.differences.length > 0
    ? stop(differencesFound(goal, world.verification))
    : done("changed");
}

/** OSR-01, OSR-08, OSR-22: another system disk, the image that was asked for, running, and nothing going on. */
function isChanged(goal: Goal, world: World): boolean {
  const { server, record } = world;
  if (!server || !record || server.task !== undefined || server.state !== "running") return false;
  const showsImage =
    server.imageId === undefined || server.imageId === goal.imageId || !isOfTheseInputs(goal, record);
  return isOnAnotherDisk(server, record) && showsImage;
}

/**
 * After a job that has succeeded: the server will not show this change any more, because somebody has put another disk there
 * since; or the resource goes, and nobody waits for it.
 */
function hasEnded({ followOnly }: Goal, { server, record, verification }: World): boolean {
  if (!server || !record || !isOnAnotherDisk(server, record)) return false;
  return followOnly === true || verification?.isOthersDisk === true;
}

function isOnAnotherDisk({ systemDiskId }: Server, { systemDiskDigest }: OperationRecord): boolean {
  return systemDiskId !== undefined && digestOf(systemDiskId) !== systemDiskDigest;
}

/** Seconds of the settle time that are left, counted from the end of the job. */
export function settleLeft(
  goal: Goal,
  { job, completeSince, now }: Pick<World, "job" | "completeSince" | "now">,
): number {
  const endedAt = job?.endedAt ?? completeSince ?? now;
  return endedAt + settleSecondsOf(goal.inputs) - now;
}

function settleSecondsOf({ settleSeconds }: Goal["inputs"]): number {
  return settleSeconds ?? defaultSettleSeconds;
}

function isWithinLag({ completeSince, now }: World): boolean {
  return completeSince !== undefined && now - completeSince <= 2 * longestLagSeconds;
}

/**
 * An end that is noticed within the settle time costs no time, because that counts from the job's end: until then a look
 * after a tenth of the time that has passed is often enough.
 */
function pause({ inputs }: Goal, { record, now }: World): number {
  const elapsed = now - (record?.attemptAt ?? now);
  const unhurried = pollInterval(elapsed, undefined);
  if (elapsed < likelySeconds / 2 || elapsed > 2 * likelySeconds) return unhurried;
  return Math.min(unhurried, Math.max(shortestPauseSeconds, settleSecondsOf(inputs) / 2));
}

function progressOf({ record, now }: World): Progress | undefined {
  const fraction = Math.min(0.95, (now - (record?.attemptAt ?? now)) / likelySeconds);
  return fraction > 0 ? { fraction, source: "estimate" } : undefined;
}
