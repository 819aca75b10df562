import assert from "node:assert/strict";
import { anotherGeneration, goal, ids, server, towards } from "../samples";
import {
  changed,
  expectMove,
  failed,
  intended,
  minute,
  moveIn,
  now,
  running,
  sent,
  settled,
  succeeded,
  verified,
  waitIn,
} from "./worlds";

const ended = { record: sent, server: changed, job: succeeded, completeSince: now - minute };
const settledTime = { job: { ...succeeded, endedAt: now - 5 * minute } };

const succeededLongAgo = { ...succeeded, endedAt: now - 6 * minute };

describe("the next move while an OS is changed", () => {
  it("OSR-11 accepts that it takes its time, and shows how far it may be", () => {
    const at = (minutes: number) => ({
      record: { ...sent, attemptAt: now - minutes * minute },
      job: running,
    });
    assert.equal(moveIn(at(5)), "wait Changing OS");
    assert.deepEqual(waitIn(at(5)).progress, { fraction: 1 / 3, source: "estimate" });
    assert.deepEqual(waitIn(at(60)).progress, { fraction: 0.95, source: "estimate" });
  });
  it("looks after a tenth of the time that has passed, from 10 seconds to a minute", () => {
    const pauseAfter = (seconds: number) =>
      waitIn({ record: { ...sent, attemptAt: now - seconds }, job: running }).pauseSeconds;
    assert.deepEqual([30, 300, 900, 3600].map(pauseAfter), [10, 30, 60, 60]);
  });
  it("looks so often around the likely end that half of the settle time is left, but not without a pause", () => {
    const pauseWith = (settleSeconds: number, minutes: number) =>
      waitIn(
        { record: { ...sent, attemptAt: now - minutes * minute }, job: running },
        towards({ settleSeconds }),
      ).pauseSeconds;
    assert.deepEqual(
      [300, 60, 0].map((settle) => pauseWith(settle, 15)),
      [60, 30, 9],
    );
    assert.deepEqual([pauseWith(0, 5), pauseWith(0, 60)], [30, 60]);
  });
  it("OSR-11 rejects to do anything to the server meanwhile, whatever it shows", () => {
    for (const one of [
      server,
      changed,
      { ...server, task: "rebuilding" },
      { ...server, state: "other" as const },
    ])
      expectMove({ record: sent, job: running, server: one }, "wait Changing OS");
  });

  it("OSR-22 accepts the change where the job has succeeded and the server shows the image on another disk", () => {
    expectMove(ended, "act verify");
  });
  it("OSR-22 rejects a job's success as a result: what lags is waited for, and then it is an error", () => {
    for (const one of [server, { ...changed, imageId: ids.image }]) {
      const world = { ...ended, server: one };
      expectMove(world, /^wait waiting for the server to show/);
      const late = { ...world, job: succeededLongAgo };
      expectMove(late, "act verify");
      expectMove({ ...late, verification: verified }, /^stop unexpectedState job job-1 .*does not show it/);
    }
  });
  it("OSR-01 accepts another system disk only, and rejects the old one after a success", () => {
    const same = { ...changed, systemDiskId: ids.system };
    expectMove({ ...ended, server: same }, /^wait waiting for the server/);
  });
  it("OSR-01 rejects a server that shows the image on its old system disk", () => {
    const same = { ...changed, systemDiskId: ids.system };
    const world = { ...ended, server: same, job: succeededLongAgo, verification: verified };
    expectMove(world, /^stop unexpectedState/);
  });
  it("OSR-08 rejects a server that was not started, and says what to do", () => {
    const stopped = { ...changed, state: "stopped", stateText: "SHUTOFF" } as const;
    expectMove({ ...ended, server: stopped }, /^wait waiting for the server/);
    const late = { ...ended, server: stopped, job: succeededLongAgo, verification: verified };
    expectMove(late, /^stop unexpectedState .*start it in the ECS console/);
  });
  it("OSR-22 accepts that a change has ended, and records it, where somebody has put another disk there since", () => {
    const others = { ...changed, systemDiskId: "22222222-9999-4000-8000-000000000001", imageId: ids.image };
    const late = { ...ended, server: others, job: succeededLongAgo, isRestored: true };
    expectMove({ ...late, verification: { ...verified, isOthersDisk: true } }, "act settle");
    expectMove({ ...late, verification: verified }, /^stop unexpectedState/);
  });
  it("OSR-22 rejects to judge the server while somebody is at work on it", () => {
    const busy = { ...changed, task: "powering-off" };
    expectMove({ ...ended, server: busy, job: succeededLongAgo }, /^wait waiting for .*: powering-off/);
  });

  it("OSR-12 accepts the settle time, counted from the end of the job", () => {
    const world = { ...ended, verification: verified };
    assert.match(moveIn(world), /^wait leaving the server alone/);
    assert.equal(waitIn(world).pauseSeconds, 4 * minute);
    expectMove({ ...world, ...settledTime }, "act restore");
    expectMove({ ...world, ...settledTime, isRestored: true }, "act settle");
  });
  it("OSR-12 rejects to touch the server earlier, also where nobody knows when the job ended", () => {
    const { job: _job, ...unknown } = { ...ended, verification: verified };
    assert.equal(waitIn({ ...unknown, completeSince: now }).pauseSeconds, 5 * minute);
    const foreign = { ...unknown, record: { ...sent, generation: anotherGeneration } };
    expectMove(foreign, /^wait leaving the server alone/);
    // The run that began it sees the end of the settle time at the same moment: it is left to record that.
    expectMove({ ...foreign, completeSince: now - 5 * minute }, /^wait waiting for the run that began/);
    expectMove({ ...foreign, completeSince: now - 5.5 * minute }, "act takeOver");
    assert.equal(
      waitIn({ ...ended, verification: verified }, towards({ settleSeconds: 90 })).pauseSeconds,
      30,
    );
  });

  it("OSR-25 accepts that a failed attempt is recorded before anything else", () => {
    expectMove(
      { record: sent, job: failed },
      /^act recordFailure jobFailed attempt 1 .*Ecs\.0202.*no new disk/,
    );
    expectMove({ record: { ...sent, generation: anotherGeneration }, job: failed }, "act takeOver");
  });
  it("OSR-25 rejects to go on where that cannot be recorded", () => {
    const { failure } = { failure: Object.assign(new Error("it failed"), { kind: "jobFailed" as const }) };
    expectMove(
      { record: sent, job: failed, isUnrecordable: true, failures: [failure as never] },
      "stop jobFailed it failed",
    );
  });

  const lost = (minutes: number) => ({
    record: { ...intended, attemptAt: now - minutes * minute },
    job: undefined,
  });
  it("OSR-25 accepts that a submission without an answer is looked for, for 45 minutes", () => {
    expectMove(lost(45), /^wait looking for what became of the change/);
    expectMove({ ...lost(5), server: { ...server, task: "rebuilding" } }, /^wait Changing OS \(rebuilding\)/);
    expectMove({ ...lost(20), server: changed }, "act verify");
  });
  it("OSR-25 rejects it as an attempt that came to nothing after that, and never before", () => {
    expectMove(lost(46), /^act recordFailure jobFailed what became of attempt 1 .*is not known/);
    const gone = { ...server, systemDiskId: undefined };
    expectMove({ ...lost(44), server: gone }, /^wait looking/);
  });

  it("tells what happened where the server is gone", () => {
    expectMove(
      { record: sent, job: undefined, server: undefined },
      /^stop unexpectedState server .*does not exist/,
    );
  });
});

describe("the end of a change of an OS", () => {
  const world = { record: settled, server: changed };
  it("is done with what was verified", () => {
    expectMove({ ...world, verification: verified }, "done changed");
    expectMove(world, "act verify");
  });
  it("OSR-06 rejects data disks that are others, after the operation is recorded as ended", () => {
    const found = { ...verified, differences: ["the data disks are none now"] };
    expectMove(
      { ...world, verification: found },
      /^stop unexpectedState .*something is not as before, or not as it was asked for: the data disks/,
    );
  });
  it("tells that an earlier run's operation with other inputs was followed to its end", () => {
    const record = { ...settled, inputsDigest: "000000000000" };
    expectMove({ ...world, record, verification: verified }, /^stop unsettledChange/);
    const open = { ...ended, record: { ...sent, inputsDigest: "000000000000" } };
    expectMove({ ...open, server: { ...changed, imageId: ids.data1 } }, "act verify");
  });
  it("waits for the old disk to go, for a while", () => {
    const found = { ...verified, isOldDiskThere: true };
    const at = { ...ended, ...settledTime, verification: found, isRestored: true };
    expectMove(at, "act verify");
    expectMove({ ...at, completeSince: now - 11 * minute }, "act settle");
  });
  it("is not for a run that is only to follow, where another one has the operation", () => {
    const foreign = { record: { ...sent, generation: anotherGeneration } };
    expectMove(foreign, "done with nothing", { ...goal, followOnly: true });
  });
});
