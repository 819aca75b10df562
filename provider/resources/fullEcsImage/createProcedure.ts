import { constraintViolated, judge, type Refusal } from "../../constraints/constraint";
import type { Backup } from "../../ports/backups";
import type { Image, ImageJob } from "../../ports/images";
import { parseMark } from "../../ports/mark";
import type { OperationFailure } from "../../procedures/errors";
import { isOutdated, type Examined } from "../../procedures/examined";
import {
  confirmAfterSeconds,
  staleAfterSeconds,
  takenOver,
  type JournalView,
} from "../../procedures/journal";
import { act, done, stop, wait, waitForOthers, type Move, type Progress } from "../../procedures/move";
import { digestOf, isUnsettled, type OperationRecord } from "../../procedures/operationRecord";
import { goesFirst, waitingFor } from "../../procedures/rivals";
import { likelyFraction, untilNextLook, type Pace } from "../../procedures/pace";
import type { Goal as AnyGoal } from "../definition";
import { differences, isAligned } from "./alignment";
import { availableOnlyIn, isUsableEnough } from "./availability";
import { fullEcsImageConstraints, type LiveFacts } from "./constraints";
import { imageFailed, imageMissing, jobFailed, notWhatWasAskedFor, unsettledChange } from "./failures";
import type { FullEcsImageInputs } from "./inputs";

export interface Goal extends AnyGoal<FullEcsImageInputs> {
  /** The source server, whose name was looked up. */
  serverId: string;
  /** Tags that the profile adds to the image's own. */
  defaultTags: Record<string, string>;
  /** Only follow what has begun, to its end; begin nothing. */
  followOnly?: boolean;
}

/**
 * How long nothing may be seen of a submission without an answer before it is taken for not sent, and of an
 * accepted one before its image is taken for gone.
 */
export const quietWindowSeconds = 15 * 60;

/** After a request the first look can wait so long: no job ends sooner. */
const firstLookSeconds = 15;

const afterIntention = wait("making sure that no other run has begun", confirmAfterSeconds);
const afterRequest = wait("the image is being created", firstLookSeconds);

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
  recordedFailure: OperationFailure | undefined;
  /** Backups of the server that failed since the operation began. */
  failedBackupIds: readonly string[];
  /** What a submission is judged by. */
  examined: Examined<Omit<LiveFacts, "servers">> | undefined;
  /** The vault that image and backup go to, once it is known or made. */
  vaultId: string | undefined;
  vaultName: string | undefined;
  /** From 0 to 1, where the cloud has just said how far the backup is. */
  progress: number | undefined;
  /** How the backup goes on; undefined before the first look at it. */
  pace: Pace | undefined;
  /** Sizes of the server's disks, in GiB, where they are known. */
  diskSizesGb: readonly number[] | undefined;
  /** What somebody did to the server while the image was made (FEI-05). */
  disturbances: readonly string[];
  /** The cloud refused this run's submission because something else goes on; to be tried again in a while. */
  refusedAsBusy: string | undefined;
  /** Changes of the image that this run has made, and that may not show yet. */
  marked: boolean;
  aligned: boolean;
}

export type Action =
  | "takeOver"
  | "restore"
  | "examine"
  | "intend"
  | "withdraw"
  | "goElsewhere"
  | "forget"
  | "ensureVault"
  | "submit"
  | "recordFailure"
  | "mark"
  | "align"
  | "settle";

/** Done without an image: only where nothing was to be begun. */
type NextMove = Move<Action, Complete | undefined>;

/** What changing means another image: the record's digest. What can be changed in place is not part of it. */
export function inputsDigest({ inputs, serverId }: Goal): string {
  const { enterpriseProject, guest, triggers } = inputs;
  // The vault is compared with what is there: it can be named in several ways.
  return digestOf({ serverId, enterpriseProject: enterpriseProject ?? "0", guest, triggers });
}

/** Whether an operation that was found was begun with the goal's inputs, in whatever words. */
export function isAsAskedFor(
  goal: Goal,
  { record, backup, vaultName }: Pick<World, "record" | "backup" | "vaultName">,
): boolean {
  if (!record) return true;
  const { id, name, ensure } = goal.inputs.vault ?? {};
  const called = name ?? ensure?.name;
  const isOtherVault = id
    ? backup !== undefined && id.toLowerCase() !== backup.vaultId
    : vaultName !== undefined && called !== undefined && vaultName !== called;
  return record.inputsDigest === inputsDigest(goal) && !isOtherVault;
}

/** The next move towards a full-ECS image, judged from what the cloud shows. */
export function decide(goal: Goal, world: World): NextMove {
  const { record, image, job } = world;
  if (world.wroteRecord && record && record.generation !== goal.generation)
    return stop(takenOver(goal.serverId));
  if (world.recordedFailure) return fail(world, world.recordedFailure);
  if (world.intention === "unconfirmed" && !record && world.confirmInSeconds > 0) return confirm(world);
  if (world.hasVanished && world.server) return act("restore");
  const isOwnImage = image && parseMark(image.mark)?.generation === goal.generation;
  // Taken over by a run that has died since: its record would fence us off for ever.
  const isFencedOff = record && record.generation !== goal.generation && record.state !== "settled";
  if (isOwnImage) return isFencedOff ? takeOver(world) : followImage(goal, world);
  if (!record || isOver(goal, record, world.now)) return begin(goal, world);
  if (goal.followOnly && record.generation !== goal.generation) return done(undefined);
  if (record.generation !== goal.generation) return takeOver(world);
  if (image) return followImage(goal, world);
  if (job?.state === "failed") return fail(world, jobFailed(goal, job, world)); // FEI-16
  if (record.state === "intended") return followIntention(goal, world);
  if (!isMissing(world)) return wait("the image is being created", pause(world), progressOf(world));
  return goal.followOnly ? done(undefined) : fail(world, imageMissing(goal, record, quietWindowSeconds / 60));
}

/** Only what was seen for a while: a first look may lag behind the other run's end. */
function takeOver({ takeOverInSeconds }: World): NextMove {
  return takeOverInSeconds > 0
    ? wait("found the operation of another run", takeOverInSeconds)
    : act("takeOver");
}

/** Whether the record speaks of nothing that could still be followed. */
export function isOver(goal: Goal, record: OperationRecord, now: number): boolean {
  const ours = record.generation === goal.generation;
  if (isUnsettled(record)) return !ours && now - record.since > staleAfterSeconds;
  return !ours || record.state === "failed";
}

/** Whether an accepted operation shows nothing any more: its job does not run, and no image or backup appears. */
function isMissing({ now, missingSince, lastTraceAt }: World): boolean {
  return missingSince !== undefined && now - Math.max(missingSince, lastTraceAt ?? 0) > quietWindowSeconds;
}

/** The failure is recorded first, so that the next run begins anew; then it is told. */
function fail(world: World, failure: OperationFailure): NextMove {
  if (world.elsewhere) return act("forget");
  return world.record && isUnsettled(world.record)
    ? act("recordFailure", { because: failure })
    : stop(failure);
}

/** Before anything is submitted: the documents' conditions, and nobody else at work. */
function begin(goal: Goal, world: World): NextMove {
  const { server, rivals, record } = world;
  if (goal.followOnly) return done(undefined);
  const refusals = refusalsOf(goal, world);
  if (!refusals) return act("examine");
  if (refusals.length > 0) return stop(constraintViolated(refusals));
  if (server?.task !== undefined) return wait(`waiting for ${server.name}: ${server.task}`, 10); // FEI-03
  if (world.refusedAsBusy !== undefined) return wait(`waiting, the cloud says: ${world.refusedAsBusy}`, 15);
  // Of two that have both written an intention, only one waits for the other.
  const ours = record && isUnsettled(record) && record.generation === goal.generation ? record : undefined;
  const first = rivals.find((rival) => !ours || goesFirst(rival, ours));
  return first ? waitForOthers(waitingFor(first), 15) : act("intend", { then: afterIntention });
}

/** What the documents have against a submission; undefined: that has to be looked up first. */
function refusalsOf(goal: Goal, { server, examined, now }: World): Refusal[] | undefined {
  if (!examined || isOutdated(examined, now)) return undefined;
  const live = { ...examined.facts, servers: { value: server ? [server] : [] } };
  const facts = { inputs: goal.inputs, isUnknown: () => false, live };
  return judge(fullEcsImageConstraints, "preflight", facts).refusals;
}

function followIntention(goal: Goal, world: World): NextMove {
  if (world.intention !== "none") return submit(goal, world);
  return world.nothingSent ? begin(goal, world) : lookForTraces(goal, world);
}

/** The intention is written: is it seen, and is it the first? */
function submit(goal: Goal, world: World): NextMove {
  const { record, rivals, server } = world;
  if (record && rivals.some((rival) => goesFirst(rival, record))) return act("withdraw");
  if (world.intention === "unconfirmed") return confirm(world);
  if (world.interruptedElsewhere) return act("goElsewhere");
  // The server may have changed since: then the intention is taken back, and begun anew when it fits again.
  const refusals = refusalsOf(goal, world);
  if (!refusals) return act("examine");
  if (refusals.length > 0 || server?.task !== undefined) return act("withdraw");
  if (world.vaultId === undefined) return act("ensureVault"); // FEI-14
  return act("submit", { then: afterRequest }); // FEI-13
}

function confirm(world: World): NextMove {
  return wait("making sure that no other run has begun", Math.max(1, world.confirmInSeconds));
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
    return fail(world, imageFailed(image, backup, world)); // FEI-16
  if (image.state === "creating") return wait("the image is being created", pause(world), progressOf(world));
  if (!backup) return wait("looking for the backup behind the image", 5);
  if (!isUsableEnough(goal.inputs, backup))
    return wait(availableOnlyIn(backup), pause(world), progressOf(world)); // FEI-17
  const wrong = image.wholeServer === false ? "it is not a full-ECS image" : missingDisks(record, backup);
  if (wrong !== undefined) return fail(world, notWhatWasAskedFor(image, wrong)); // FEI-01
  if (parseMark(image.mark)?.generation !== goal.generation)
    return world.marked ? wait("waiting for the image's mark to show", 2) : act("mark");
  const asAskedFor = isAsAskedFor(goal, world);
  // The name is not part of the operation: it may have changed while the image was made.
  if (asAskedFor && !isAligned(differences(goal, image, goal.defaultTags)))
    return world.aligned ? wait("waiting for the image's attributes to show", 2) : act("align");
  if (record && record.state !== "settled" && server) return act("settle");
  return asAskedFor ? done({ image, backup }) : stop(unsettledChange(image));
}

/** What the image lacks of the server's disks as they were when it was asked for. */
function missingDisks(record: OperationRecord | undefined, backup: Backup): string | undefined {
  if (!record || disksDigest(backup.disks.map((disk) => disk.diskId)) === record.disksDigest)
    return undefined;
  return `it holds ${backup.disks.length} disks (${backup.disks.map((disk) => disk.diskId).join(", ")}), and these are not the disks that the server had when the image was asked for`;
}

/** Digest of a set of disks, in whatever order. */
export function disksDigest(diskIds: readonly string[]): string {
  return digestOf([...diskIds].sort());
}

/** The server is watched meanwhile (FEI-05): longer than this it is never out of sight. */
const longestOutOfSightSeconds = 60;

/** Until the operation is worth a look; the server is looked at in every turn. */
function pause({ pace, now }: World): number {
  const wanted = pace ? untilNextLook(pace, now) : 0;
  // What is due, and was not looked at, cannot be asked for now.
  return wanted > 1 ? Math.min(longestOutOfSightSeconds, wanted) : firstLookSeconds;
}

/** How far it is: by the cloud's own figure, else by the time that it is likely to take. */
function progressOf(world: World): Progress | undefined {
  if (world.progress !== undefined) return { fraction: world.progress, source: "backup task" };
  const likely = estimated(world);
  const least = world.pace?.fraction ?? 0;
  const fraction = likely === undefined ? 0 : Math.max(least, Math.min(0.95, likely));
  return fraction > 0 ? { fraction, source: "estimate" } : undefined;
}

/** By the pace of the backup so far; before that is known, by the size of the disks. */
function estimated({ pace, record, now, diskSizesGb }: World): number | undefined {
  const likely = pace && likelyFraction(pace, now);
  if (likely !== undefined || !record || !diskSizesGb) return likely;
  const expectedSeconds = likelySeconds + diskSizesGb.reduce((sum, size) => sum + size, 0);
  return (now - record.attemptAt) / expectedSeconds;
}

/** The guide's 10 minutes; a second for each GiB is added to it. */
const likelySeconds = 600;
