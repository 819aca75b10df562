import { constraintViolated, judge } from "../../constraints/constraint";
import type { Backup } from "../../ports/backups";
import type { Image, ImageJob } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import { OperationFailure } from "../../procedures/errors";
import { staleAfterSeconds, takenOver, type JournalView, type Rival } from "../../procedures/journal";
import { act, done, stop, wait, waitForOthers, type Move, type Progress } from "../../procedures/move";
import { digestOf, isUnsettled, type OperationRecord } from "../../procedures/operationRecord";
import { pollInterval } from "../../procedures/pollInterval";
import type { Goal as AnyGoal } from "../definition";
import { fullEcsImageConstraints } from "./constraints";
import type { FullEcsImageInputs } from "./inputs";

export interface Goal extends AnyGoal<FullEcsImageInputs> {
  /** Only follow what has begun, to its end; begin nothing. */
  followOnly?: boolean;
}

/**
 * How long nothing may be seen of a submission without an answer before it is taken for not sent, and of an
 * accepted one before its image is taken for gone.
 */
export const quietWindowSeconds = 15 * 60;

/** A complete image and its backup. */
export interface Complete {
  image: Image;
  backup: Backup;
}

/** The world as `decide` sees it. */
export interface World extends JournalView {
  /** The cloud's time, in seconds since 1970. */
  now: number;
  job: ImageJob | undefined;
  image: Image | undefined;
  backup: Backup | undefined;
  /** The newest sign of an interrupted run's submission, in seconds since 1970: see lookForTraces. */
  lastTraceAt: number | undefined;
  /** Since when this run has seen neither a running job nor an image, in seconds since 1970. */
  missingSince: number | undefined;
  /** This run has recorded that the operation failed: it is still to be told. */
  recordedFailure: boolean;
  /** From 0 to 1, where the cloud says how far the backup is. */
  progress: number | undefined;
  /** The cloud refused this run's submission because something else goes on; to be tried again in a while. */
  refusedAsBusy: string | undefined;
  /** Changes of the image that this run has made, and that may not show yet. */
  marked: boolean;
  aligned: boolean;
}

export type Action =
  | "takeOver"
  | "intend"
  | "withdraw"
  | "goElsewhere"
  | "forget"
  | "submit"
  | "recordFailure"
  | "mark"
  | "align"
  | "settle";

/** Done without an image: only where nothing was to be begun. */
type NextMove = Move<Action, Complete | undefined>;

/** What changing means another image: the record's digest. Name and description are not part of it. */
export function inputsDigest({ server, vault }: FullEcsImageInputs): string {
  return digestOf({ server, vault });
}

/** The next move towards a full-ECS image, judged from what the cloud shows. */
export function decide(goal: Goal, world: World): NextMove {
  const { record, image, job } = world;
  if (world.wroteRecord && record && record.generation !== goal.generation)
    return stop(takenOver(goal.inputs.server));
  if (world.intention === "unconfirmed" && !record && world.confirmInSeconds > 0) return confirm(world);
  if (image && parseMark(image.mark)?.generation === goal.generation) return followImage(goal, world);
  if (!record || isOver(goal, record, world)) return begin(goal, world);
  if (goal.followOnly && record.generation !== goal.generation) return done(undefined);
  if (record.generation !== goal.generation)
    return world.takeOverInSeconds > 0
      ? wait("found the operation of another run", world.takeOverInSeconds)
      : act("takeOver");
  if (image) return followImage(goal, world);
  if (job?.state === "failed") return fail(world, jobFailed(goal, job)); // FEI-16
  if (record.state === "intended") return followIntention(goal, world);
  if (!isMissing(world)) return wait("the image is being created", pause(world), progressOf(world)); // FEI-17
  return goal.followOnly ? done(undefined) : fail(world, imageMissing(goal, record));
}

/** Whether the record speaks of nothing that could still be followed. */
function isOver(goal: Goal, record: OperationRecord, { now, recordedFailure }: World): boolean {
  const ours = record.generation === goal.generation;
  if (isUnsettled(record)) return !ours && now - record.since > staleAfterSeconds;
  return !ours || (record.state === "failed" && !recordedFailure);
}

/** Whether an accepted operation shows nothing any more: its job does not run, and no image or backup appears. */
function isMissing({ now, missingSince, lastTraceAt }: World): boolean {
  return missingSince !== undefined && now - Math.max(missingSince, lastTraceAt ?? 0) > quietWindowSeconds;
}

/** The failure is recorded first, so that the next run begins anew; then it is told. */
function fail(world: World, failure: OperationFailure): NextMove {
  if (world.elsewhere) return act("forget");
  return world.record && isUnsettled(world.record) ? act("recordFailure") : stop(failure);
}

/** Before anything is submitted: the documents' conditions, and nobody else at work. */
function begin(goal: Goal, world: World): NextMove {
  const { server, rivals, record } = world;
  if (goal.followOnly) return done(undefined);
  const { refusals } = judge(fullEcsImageConstraints, "preflight", {
    inputs: goal.inputs,
    server: server ?? null,
  });
  if (refusals.length > 0) return stop(constraintViolated(refusals)); // FEI-03
  if (server?.task !== undefined) return wait(`waiting for ${server.name}: ${server.task}`, 10); // FEI-03
  if (world.refusedAsBusy !== undefined) return wait(`waiting, the cloud says: ${world.refusedAsBusy}`, 15);
  // Of two that have both written an intention, only one waits for the other.
  const ours = record && isUnsettled(record) && record.generation === goal.generation ? record : undefined;
  const first = rivals.find((rival) => !ours || goesFirst(rival, ours));
  return first ? waitForOthers(waitingFor(first), 15) : act("intend");
}

function waitingFor({ key, record }: Rival): string {
  const what = record
    ? `${record.kind} since ${new Date(record.since * 1000).toISOString()}`
    : "of a newer version";
  return (
    `waiting for another operation on the server (${what}). ` +
    `If no run works on it any more, delete the server's metadata key ${key}`
  );
}

function followIntention(goal: Goal, world: World): NextMove {
  if (world.intention !== "none") return submit(world);
  return world.nothingSent ? begin(goal, world) : lookForTraces(goal, world);
}

/** The intention is written: is it seen, and is it the first? */
function submit(world: World): NextMove {
  const { record, rivals } = world;
  if (record && rivals.some((rival) => goesFirst(rival, record))) return act("withdraw");
  if (world.intention === "unconfirmed") return confirm(world);
  return world.interruptedElsewhere ? act("goElsewhere") : act("submit"); // FEI-13
}

function confirm(world: World): NextMove {
  return wait("making sure that no other run has begun", Math.max(1, world.confirmInSeconds));
}

function goesFirst({ record: rival }: Rival, own: OperationRecord): boolean {
  if (!rival) return true;
  if (rival.state === "sent" || rival.attemptAt !== own.attemptAt) {
    return rival.state === "sent" || rival.attemptAt < own.attemptAt;
  }
  return rival.generation < own.generation;
}

/** An interrupted run may have submitted: only a long silence allows to submit again. */
function lookForTraces(goal: Goal, world: World): NextMove {
  const { now, record, lastTraceAt } = world;
  const quietSince = Math.max(record?.attemptAt ?? now, lastTraceAt ?? 0);
  if (now - quietSince > quietWindowSeconds) return world.elsewhere ? act("forget") : begin(goal, world);
  const left = quietWindowSeconds - (now - quietSince);
  return wait("looking for the image of an interrupted run", Math.min(15, left + 1), progressOf(world));
}

/** From the moment that the image is seen until it is complete. */
function followImage(goal: Goal, world: World): NextMove {
  const { image, backup, record, server } = world;
  if (!image) throw new Error("there is no image to follow");
  if (image.state === "failed" || backup?.state === "failed")
    return fail(world, imageFailed(image, backup, world.job)); // FEI-16
  if (image.state === "creating") return wait("the image is being created", pause(world), progressOf(world));
  if (!backup) return wait("looking for the backup behind the image", 5);
  if (backup.state !== "finished" || backup.restorableFrom !== "backup")
    return wait(availableOnlyIn(backup), pause(world), progressOf(world)); // FEI-06, FEI-17
  const wrong = image.wholeServer === false ? "it is not a full-ECS image" : missingDisks(record, backup);
  if (wrong !== undefined) return fail(world, notWhatWasAskedFor(image, wrong)); // FEI-01
  if (parseMark(image.mark)?.generation !== goal.generation)
    return world.marked ? wait("waiting for the image's mark to show", 2) : act("mark");
  const asAskedFor = !record || record.inputsDigest === inputsDigest(goal.inputs);
  // The name is not part of the operation: it may have changed while the image was made.
  if (asAskedFor && !isAligned(goal.inputs, image))
    return world.aligned ? wait("waiting for the image's name and description to show", 2) : act("align");
  if (record && record.state !== "settled" && server) return act("settle");
  return asAskedFor ? done({ image, backup }) : stop(unsettledChange(goal, image));
}

function availableOnlyIn({ availabilityZone }: Backup): string {
  return `available in ${availabilityZone ?? "the source's zone"} only, copying the backup`;
}

/** What the image lacks of the server's disks as they were when it was asked for. */
function missingDisks(record: OperationRecord | undefined, backup: Backup): string | undefined {
  if (!record || disksDigest(backup.disks.map((disk) => disk.diskId)) === record.disksDigest)
    return undefined;
  return `it holds ${backup.disks.length} disks (${backup.disks.map((disk) => disk.diskId).join(", ")}), and these are not the disks that the server had when the image was asked for`;
}

/** What of an image's name and description differs from what is asked for. */
export function differences(
  { name, description }: FullEcsImageInputs,
  image: Image,
): { name?: string; description?: string } {
  return {
    ...(name !== image.name && { name }),
    ...((description ?? "") !== image.description && { description: description ?? "" }),
  };
}

/** Whether an image has the name and description that are asked for. */
export function isAligned(inputs: FullEcsImageInputs, image: Image): boolean {
  return Object.keys(differences(inputs, image)).length === 0;
}

/** Digest of a set of disks, in whatever order. */
export function disksDigest(diskIds: readonly string[]): string {
  return digestOf([...diskIds].sort());
}

function pause(world: World): number {
  return pollInterval(world.now - (world.record?.attemptAt ?? world.now), world.progress);
}

function progressOf({ progress }: World): Progress | undefined {
  return progress === undefined ? undefined : { fraction: progress };
}

const tryAgain = `Run "pulumi up" to try again.`;

function jobFailed({ inputs }: Goal, job: ImageJob): OperationFailure {
  const { code, reason } = job.failure ?? { code: "no code", reason: "no reason given" };
  return new OperationFailure(
    "jobFailed",
    `the image "${inputs.name}" of server ${inputs.server} was not created: job ${job.id} ended FAIL (${code}): ${reason}. ` +
      `A backup that was begun may be left in vault ${inputs.vault.id}. ${tryAgain}`,
  );
}

function imageMissing({ inputs }: Goal, { jobId }: OperationRecord): OperationFailure {
  return new OperationFailure(
    "jobFailed",
    `the image "${inputs.name}" of server ${inputs.server} is not there: job ${jobId ?? "(unknown)"} does not run, and for ` +
      `${quietWindowSeconds / 60} minutes neither its image nor a backup of it has appeared. Somebody may have deleted them. ${tryAgain}`,
  );
}

function imageFailed(image: Image, backup: Backup | undefined, job: ImageJob | undefined): OperationFailure {
  const seen =
    image.state === "failed"
      ? `its status is ${image.stateText}`
      : `its backup ${backup?.id ?? ""} is in state ${backup?.stateText ?? "unknown"}`;
  const why = job?.failure ? ` (${job.failure.code}: ${job.failure.reason})` : "";
  return new OperationFailure(
    "jobFailed",
    `image ${image.id} ("${image.name}") cannot be used: ${seen}${why}. ` +
      `Run "pulumi up --replace <URN>" to make another, or "pulumi destroy" to remove it.`,
  );
}

function notWhatWasAskedFor(image: Image, what: string): OperationFailure {
  return new OperationFailure(
    "unexpectedState",
    `image ${image.id} ("${image.name}") is not the image that was asked for: ${what}. ` +
      `It was kept. Run "pulumi up --replace <URN>" to make another, or "pulumi destroy" to remove it.`,
  );
}

function unsettledChange(goal: Goal, image: Image): OperationFailure {
  return new OperationFailure(
    "unsettledChange",
    `an operation that an earlier run had begun with other inputs was followed to its end: it made image ${image.id} ("${image.name}"), ` +
      `which this resource now holds. The inputs of now (server ${goal.inputs.server}, vault ${goal.inputs.vault.id}) have not been carried out: ` +
      `run "pulumi up" again, and its preview shows what it would replace.`,
  );
}
