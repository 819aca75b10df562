import type { Server, ServerJob } from "../../../../../provider/ports/servers";
import type { Rival } from "../../../../../provider/procedures/journal";
import type { Wait } from "../../../../../provider/procedures/move";
import { digestOf, type OperationRecord } from "../../../../../provider/procedures/operationRecord";
import { triggersDigest } from "../../../../../provider/resources/osReplacement/asItIs";
import { decide, type World } from "../../../../../provider/resources/osReplacement/changeProcedure";
import type { Goal } from "../../../../../provider/resources/osReplacement/goal";
import { inputsDigest } from "../../../../../provider/resources/osReplacement/retry";
import {
  addressesDigest,
  dataDisksDigest,
  type Verification,
} from "../../../../../provider/resources/osReplacement/verification";
import { assertMove, moveText } from "../../moveText";
import { allWell } from "../judged";
import { goal, ids, sampleTime, server } from "../samples";

export const now = sampleTime;
export const minute = 60;

/** What is looked up before a submission, where all is well. */
export const { servers: _looked, ...examinedFacts } = { ...allWell, isActing: true };

/** The records of an operation, one state after the other. */
export const intended: OperationRecord = {
  kind: "OsReplacement",
  generation: goal.generation,
  inputsDigest: inputsDigest(goal),
  ...{ attempt: 1, state: "intended", since: now - minute, attemptAt: now - minute },
  disksDigest: dataDisksDigest(server),
  systemDiskDigest: digestOf(ids.system),
  serverState: "stopped",
  addressesDigest: addressesDigest(server),
  triggersDigest: triggersDigest(goal.inputs),
};
export const sent: OperationRecord = { ...intended, state: "sent", jobId: "job-1" };
export const failedOnce: OperationRecord = { ...sent, state: "failed" };
export const failedTwice: OperationRecord = {
  ...failedOnce,
  ...{ attempt: 2, jobId: "job-2", earlier: { attemptAt: now - 60 * minute, jobId: "job-1" } },
};
export const settled: OperationRecord = { ...sent, state: "settled" };

export const running: ServerJob = { id: "job-1", state: "running", failure: undefined, endedAt: undefined };
export const succeeded: ServerJob = { ...running, state: "succeeded", endedAt: now - minute };
export const failed: ServerJob = {
  ...running,
  ...{ state: "failed", endedAt: now - minute, failure: { code: "Ecs.0202", reason: "no new disk" } },
};

/** The server with its new OS. */
export const changed: Server = {
  ...server,
  ...{ state: "running", stateText: "ACTIVE", imageId: ids.newImage, systemDiskId: ids.newDisk },
  diskIds: [ids.newDisk, ids.data1, ids.data2],
};

/** This run has written the intention, and has seen it. */
export const justIntended = { record: intended, intention: "confirmed", wroteRecord: true } as const;

/** Another resource's operation on the same server. */
export const rivalOf = (record: OperationRecord | undefined): Rival => ({
  key: "ecs-lifecycle.rival",
  record,
});

export const verified: Verification = {
  ...{ verified: [], notVerifiable: [], differences: [], leftServers: [] },
  ...{ isOldDiskThere: false, isOthersDisk: false },
};

/** Nothing is begun, and what has to be looked up has just been. */
const blank: World = {
  ...{ now, server, record: undefined, elsewhere: false, interruptedElsewhere: false, rivals: [] },
  ...{ others: [], former: undefined, timesStopped: 0 },
  ...{
    job: undefined,
    completeSince: undefined,
    examined: { facts: examinedFacts, at: now, tookSeconds: 0 },
  },
  ...{ stopAsked: undefined, refusedAsBusy: undefined, failures: [], pastJobs: [], isUnrecordable: false },
  ...{ verification: undefined, isRestored: false, isNotedAsItIs: false },
  ...{ confirmInSeconds: 0, takeOverInSeconds: 0, hasVanished: false, submitted: undefined },
  ...{ vanishedForeign: undefined, nothingSent: false, intention: "none", wroteRecord: false },
};

/** The move in short: see moveText. */
export function moveIn(world: Partial<World>, towards: Goal = goal): string {
  return moveText(decide(towards, { ...blank, ...world }), (result) => [result ?? "with nothing"]);
}

export function expectMove(world: Partial<World>, expected: string | RegExp, towards?: Goal): void {
  assertMove(moveIn(world, towards), expected);
}

/** The wait that is next. */
export function waitIn(world: Partial<World>, towards: Goal = goal): Wait {
  const move = decide(towards, { ...blank, ...world });
  if (move.kind !== "wait") throw new Error(`it does not wait: ${move.kind}`);
  return move;
}
