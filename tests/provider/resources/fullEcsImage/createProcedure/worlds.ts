import type { ImageJob } from "../../../../../provider/ports/images";
import type { Progress, Wait } from "../../../../../provider/procedures/move";
import type { Rival } from "../../../../../provider/procedures/journal";
import { digestOf, type OperationRecord } from "../../../../../provider/procedures/operationRecord";
import {
  decide,
  disksDigest,
  inputsDigest,
  type Goal,
  type World,
} from "../../../../../provider/resources/fullEcsImage/createProcedure";
import { assertMove, moveText } from "../../moveText";
import { allWell } from "../judged";
import { goal, ids, sampleTime, server } from "../samples";

export const now = sampleTime;
export const minute = 60;

/** What is looked up before a submission, where all is well. */
export const { servers: _looked, ...examinedFacts } = allWell;

/** The records of an operation, one state after the other. */
export const intended: OperationRecord = {
  kind: "FullEcsImage",
  generation: goal.generation,
  inputsDigest: inputsDigest(goal),
  attempt: 1,
  state: "intended",
  since: now - minute,
  attemptAt: now - minute,
  disksDigest: disksDigest(server.diskIds),
  systemDiskDigest: digestOf(ids.system),
  serverState: "running",
};
export const sent: OperationRecord = { ...intended, state: "sent", jobId: "job-1" };
export const failedRecord: OperationRecord = { ...sent, state: "failed" };
export const settled: OperationRecord = { ...sent, state: "settled" };

export const running: ImageJob = { id: "job-1", state: "running", imageId: undefined, failure: undefined };
export const failed: ImageJob = {
  ...running,
  state: "failed",
  failure: { code: "IMG.0182", reason: "the vault is too small" },
};

/** This run has written the intention, and has seen it. */
export const justIntended = { intention: "confirmed", wroteRecord: true } as const;

/** Another resource's operation on the same server. */
export const rivalOf = (record: OperationRecord | undefined): Rival => ({
  key: "ecs-lifecycle.rival",
  record,
});

/** Nothing is begun, and what has to be looked up has just been. */
const blank: World = {
  now,
  server,
  record: undefined,
  elsewhere: false,
  interruptedElsewhere: false,
  rivals: [],
  others: [],
  job: undefined,
  image: undefined,
  backup: undefined,
  lastTraceAt: undefined,
  progress: undefined,
  pace: undefined,
  confirmInSeconds: 0,
  takeOverInSeconds: 0,
  refusedAsBusy: undefined,
  missingSince: undefined,
  recordedFailure: undefined,
  failedBackupIds: [],
  examined: { facts: examinedFacts, at: now, tookSeconds: 0 },
  vaultName: undefined,
  hasVanished: false,
  submitted: undefined,
  vanishedForeign: undefined,
  vaultId: ids.vault,
  diskSizesGb: undefined,
  disturbances: [],
  nothingSent: false,
  marked: false,
  aligned: false,
  intention: "none",
  wroteRecord: false,
};

/** The move in short: see moveText. */
export function moveIn(world: Partial<World>, towards: Goal = goal): string {
  return moveText(decide(towards, { ...blank, ...world }));
}

export function expectMove(world: Partial<World>, expected: string | RegExp, towards?: Goal): void {
  assertMove(moveIn(world, towards), expected);
}

/** How far a wait says that the image is. */
export function progressIn(world: Partial<World>): Progress | undefined {
  return waitIn(world).progress;
}

/** How long a wait is, in seconds. */
export function pauseIn(world: Partial<World>): number {
  return waitIn(world).pauseSeconds;
}

function waitIn(world: Partial<World>): Wait {
  const move = decide(goal, { ...blank, ...world });
  if (move.kind !== "wait") throw new Error(`it does not wait: ${move.kind}`);
  return move;
}
