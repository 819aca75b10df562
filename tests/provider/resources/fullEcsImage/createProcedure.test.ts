import assert from "node:assert/strict";
import type { Backup } from "../../../../provider/ports/backups";
import type { Image, ImageJob } from "../../../../provider/ports/images";
import { formatMark } from "../../../../provider/ports/mark";
import type { Server } from "../../../../provider/ports/servers";
import { staleAfterSeconds, type Rival } from "../../../../provider/procedures/journal";
import type { OperationRecord } from "../../../../provider/procedures/operationRecord";
import {
  decide,
  disksDigest,
  inputsDigest,
  quietWindowSeconds,
  type Goal,
  type World,
} from "../../../../provider/resources/fullEcsImage/createProcedure";
import { backup, copying, goal, image } from "./samples";

const now = 1_767_322_800;
const minute = 60;

const another = "fedcba9876543210";

const server: Server = {
  id: "server-1",
  name: "web-01",
  state: "running",
  stateText: "ACTIVE",
  task: undefined,
  diskIds: ["system", "data-1", "data-2"],
  records: {},
};
const intended: OperationRecord = {
  kind: "FullEcsImage",
  generation: goal.generation,
  inputsDigest: inputsDigest(goal.inputs),
  attempt: 1,
  state: "intended",
  since: now - minute,
  attemptAt: now - minute,
  disksDigest: disksDigest(server.diskIds),
};
const sent: OperationRecord = { ...intended, state: "sent", jobId: "job-1" };
const settled: OperationRecord = { ...sent, state: "settled" };
const running: ImageJob = { id: "job-1", state: "running", imageId: undefined, failure: undefined };
const failed: ImageJob = {
  ...running,
  state: "failed",
  failure: { code: "IMG.0182", reason: "the vault is too small" },
};
const nothingDone = { intention: "none", wroteRecord: false } as const;
const justIntended = { intention: "confirmed", wroteRecord: true } as const;

const blank: World = {
  now,
  server,
  record: undefined,
  elsewhere: false,
  interruptedElsewhere: false,
  rivals: [],
  job: undefined,
  image: undefined,
  backup: undefined,
  lastTraceAt: undefined,
  progress: undefined,
  confirmInSeconds: 0,
  takeOverInSeconds: 0,
  refusedAsBusy: undefined,
  missingSince: undefined,
  recordedFailure: false,
  nothingSent: false,
  marked: false,
  aligned: false,
  ...nothingDone,
};

/** The move in short: "act submit", "wait ...", "done", "stop jobFailed ...". */
function moveIn(world: Partial<World>, towards: Goal = goal): string {
  const move = decide(towards, { ...blank, ...world });
  switch (move.kind) {
    case "act":
      return `act ${move.action}`;
    case "wait":
      return `wait ${move.what}`;
    case "done":
      return "done";
    case "stop":
      return `stop ${move.failure.kind} ${move.failure.message}`;
  }
}

function expectMove(world: Partial<World>, expected: string | RegExp, towards?: Goal): void {
  const move = moveIn(world, towards);
  if (typeof expected === "string") assert.equal(move, expected);
  else assert.match(move, expected);
}

describe("the next move towards a full-ECS image", () => {
  const rivalOf = (record: OperationRecord | undefined): Rival => ({ key: "ecs-lifecycle.rival", record });

  describe("before anything is submitted", () => {
    it("FEI-03 accepts: a server that is Running", () => {
      expectMove({}, "act intend");
    });
    it("FEI-03 accepts: a server that is Stopped", () => {
      expectMove({ server: { ...server, state: "stopped", stateText: "SHUTOFF" } }, "act intend");
    });
    it("FEI-03 rejects: any other state, with the state in the message", () => {
      expectMove(
        { server: { ...server, state: "other", stateText: "ERROR" } },
        /^stop constraintViolated server: web-01 is ERROR; expected: Running.*Stopped.*FEI-03/,
      );
    });
    it("FEI-03 rejects: a server that does not exist", () => {
      expectMove({ server: undefined }, /^stop constraintViolated server: there is no server server-1/);
    });
    it("FEI-03 accepts: a task in progress is waited for", () => {
      expectMove({ server: { ...server, task: "rebooting" } }, "wait waiting for web-01: rebooting");
    });
    it("waits for another operation on the server", () => {
      expectMove(
        { rivals: [rivalOf({ ...sent, generation: another })] },
        /^wait waiting for another operation/,
      );
    });
    it("waits where the cloud has just refused because of other work", () => {
      expectMove({ refusedAsBusy: "being backed up" }, /^wait .*being backed up/);
    });
    it("names the metadata key of what it waits for, which may be of a newer version", () => {
      expectMove(
        { rivals: [rivalOf(undefined)] },
        /newer version.*delete the server's metadata key ecs-lifecycle\.rival/,
      );
    });
    it("begins anew after an operation of its own that has ended: a replacement", () => {
      expectMove({ record: { ...settled, generation: another } }, "act intend");
    });
    it("begins anew after an attempt that failed", () => {
      expectMove({ record: { ...sent, state: "failed" } }, "act intend");
    });
  });

  describe("with an intention written", () => {
    it("FEI-13 accepts: submits what this run has intended, once it is confirmed", () => {
      expectMove({ record: intended, ...justIntended }, "act submit");
    });
    it("FEI-13 rejects: submits nothing as long as another run may have begun at the same time", () => {
      expectMove({ record: intended, ...justIntended, intention: "unconfirmed" }, /^wait making sure/);
    });
    it("waits for its own record to show", () => {
      expectMove({ ...justIntended, intention: "unconfirmed", confirmInSeconds: 5 }, /^wait making sure/);
    });
    it("does not wait for ever for a record that somebody has removed", () => {
      expectMove({ ...justIntended, intention: "unconfirmed", confirmInSeconds: -1 }, "act intend");
      expectMove(
        { ...justIntended, intention: "unconfirmed", confirmInSeconds: -1, server: undefined },
        /^stop constraintViolated server: there is no server/,
      );
    });
    it("begins again with an intention that was refused, so that nothing was sent", () => {
      expectMove({ record: intended, nothingSent: true, wroteRecord: true }, "act intend");
    });
    it("stops when another run has written over it", () => {
      expectMove({ record: { ...intended, generation: another }, ...justIntended }, /^stop takenOver/);
    });
    it("withdraws for an operation that was first", () => {
      const rival = { ...intended, generation: another, attemptAt: intended.attemptAt - 1 };
      expectMove({ record: intended, rivals: [rivalOf(rival)], ...justIntended }, "act withdraw");
    });
    it("withdraws for an operation that has been sent, whenever that was", () => {
      const rival = { ...sent, generation: another, attemptAt: now };
      expectMove({ record: intended, rivals: [rivalOf(rival)], ...justIntended }, "act withdraw");
    });
    it("goes on where it was first", () => {
      const rival = { ...intended, generation: another, attemptAt: intended.attemptAt + 1 };
      expectMove({ record: intended, rivals: [rivalOf(rival)], ...justIntended }, "act submit");
    });
    it("follows its own interrupted operation on another server first", () => {
      expectMove({ record: intended, interruptedElsewhere: true, ...justIntended }, "act goElsewhere");
    });
    it("exactly one of two that wrote in the same second goes on", () => {
      const [low, high] = [
        { ...intended, generation: "0000000000000000" },
        { ...intended, generation: "ffffffffffffffff" },
      ];
      const as = (own: OperationRecord, rival: OperationRecord) =>
        moveIn(
          { record: own, rivals: [rivalOf(rival)], ...justIntended },
          { ...goal, generation: own.generation },
        );
      assert.deepEqual([as(low, high), as(high, low)], ["act submit", "act withdraw"]);
    });
  });

  describe("with an intention of a run that was interrupted", () => {
    it("looks twice before it takes it over: a look may lag behind its end", () => {
      const record = { ...intended, generation: another };
      expectMove({ record, takeOverInSeconds: 3 }, /^wait found the operation/);
    });
    it("takes it over before anything else", () => {
      expectMove({ record: { ...intended, generation: another } }, "act takeOver");
    });
    it("does not submit again while something may still show", () => {
      expectMove({ record: intended }, /^wait looking for the image of an interrupted run/);
    });
    it("does not submit again while a backup of the server shows that something goes on", () => {
      const old = { ...intended, attemptAt: now - quietWindowSeconds - 1 };
      expectMove({ record: old, lastTraceAt: now }, /^wait looking for/);
    });
    it("submits again after a long silence", () => {
      expectMove({ record: { ...intended, attemptAt: now - quietWindowSeconds - 1 } }, "act intend");
    });
    it("forgets one on another server after a long silence", () => {
      const old = { ...intended, attemptAt: now - quietWindowSeconds - 1 };
      expectMove({ record: old, elsewhere: true }, "act forget");
    });
    it("does not take over what is older than a day", () => {
      const stale = { ...sent, generation: another, since: now - staleAfterSeconds - 1 };
      expectMove({ record: stale }, "act intend");
    });
    it("goes on with its own however old it is", () => {
      expectMove({ record: { ...sent, since: now - staleAfterSeconds - 1 }, job: running }, /^wait/);
    });
  });

  describe("after the submission", () => {
    it("FEI-16 accepts: waits while the job runs", () => {
      expectMove({ record: sent, job: running }, "wait the image is being created");
    });
    it("FEI-16 rejects: a failed job is recorded, then told with the service's reason", () => {
      expectMove({ record: sent, job: failed }, "act recordFailure");
      expectMove(
        { record: { ...sent, state: "failed" }, recordedFailure: true, job: failed },
        /^stop jobFailed .*job job-1 ended FAIL \(IMG\.0182\): the vault is too small/,
      );
    });
    it("FEI-16 rejects: an image in a failed state", () => {
      const killed: Image = { ...image, state: "failed", stateText: "killed" };
      expectMove({ record: sent, image: killed }, "act recordFailure");
      expectMove(
        { record: { ...sent, state: "failed" }, recordedFailure: true, image: killed, job: failed },
        /^stop jobFailed .*its status is killed \(IMG\.0182: the vault is too small\)/,
      );
    });
    it("waits where the job is not known any more", () => {
      expectMove({ record: sent, missingSince: now - minute }, "wait the image is being created");
    });
    it("waits as long as a backup shows that something goes on", () => {
      const missingSince = now - quietWindowSeconds - 1;
      expectMove({ record: sent, missingSince, lastTraceAt: now }, "wait the image is being created");
    });
    it("fails where nothing has shown for a long time: somebody deleted the image", () => {
      const missingSince = now - quietWindowSeconds - 1;
      expectMove({ record: sent, missingSince }, "act recordFailure");
      expectMove({ record: sent, missingSince }, "done", { ...goal, followOnly: true });
    });
  });

  describe("once the image is seen", () => {
    it("FEI-06 accepts: Normal, but available in one zone only, is not complete", () => {
      expectMove({ record: sent, image, backup: copying }, /^wait available in eu-de-01 only/);
    });
    it("FEI-17 accepts: waits until the restriction has gone", () => {
      expectMove({ record: sent, image, backup: copying, progress: 0.4 }, /^wait/);
      expectMove({ record: sent, image, backup }, "act settle");
    });
    it("FEI-17 rejects: a backup that fails meanwhile", () => {
      const broken: Backup = { ...backup, state: "failed", stateText: "error" };
      expectMove({ record: sent, image, backup: broken }, "act recordFailure");
      expectMove(
        { record: { ...sent, state: "failed" }, recordedFailure: true, image, backup: broken },
        /^stop jobFailed .*backup backup-1 is in state error/,
      );
    });
    it("FEI-01 accepts: every disk that the server had", () => {
      expectMove({ record: settled, image, backup }, "done");
    });
    it("FEI-01 rejects: a disk is not in the image", () => {
      const lacking: Backup = { ...backup, disks: backup.disks.slice(0, 1) };
      expectMove({ record: sent, image, backup: lacking }, "act recordFailure");
      expectMove(
        { record: { ...sent, state: "failed" }, recordedFailure: true, image, backup: lacking },
        /^stop unexpectedState .*it holds 1 disks \(data-1\)/,
      );
    });
    it("FEI-01 rejects: an image that does not hold a whole server", () => {
      expectMove(
        { record: settled, image: { ...image, wholeServer: false }, backup },
        /^stop unexpectedState/,
      );
    });
    it("marks what it took over, and waits for the mark to show", () => {
      const taken = { ...image, mark: formatMark(goal.urn, another) };
      expectMove({ record: sent, image: taken, backup }, "act mark");
      expectMove({ record: sent, image: taken, backup, marked: true }, /^wait waiting for the image's mark/);
    });
    it("brings name and description up to what is asked for now", () => {
      expectMove({ record: sent, image: { ...image, name: "the old name" }, backup }, "act align");
    });
    it("settles before it is done", () => {
      expectMove({ record: sent, image, backup }, "act settle");
    });
    it("follows an operation with other inputs to its end, and then says so", () => {
      const other = { ...sent, inputsDigest: "000000000000" };
      expectMove({ record: other, image, backup }, "act settle");
      expectMove(
        { record: { ...other, state: "settled" }, image, backup },
        /^stop unsettledChange .*image-1/,
      );
    });
    it("is done without a record where the server is gone", () => {
      expectMove({ server: undefined, image, backup }, "done");
    });
  });

  describe("before a deletion", () => {
    const following: Goal = { ...goal, followOnly: true };
    it("begins nothing", () => {
      expectMove({}, "done", following);
      expectMove({ record: { ...intended, attemptAt: now - quietWindowSeconds - 1 } }, "done", following);
    });
    it("takes nothing over", () => {
      expectMove({ record: { ...sent, generation: another } }, "done", following);
    });
    it("waits for what has begun", () => {
      expectMove({ record: sent, job: running }, /^wait/, following);
    });
  });
});
