import assert from "node:assert/strict";
import type { Image } from "../../../../../provider/ports/images";
import { OperationFailure } from "../../../../../provider/procedures/errors";
import { quietWindowSeconds } from "../../../../../provider/resources/fullEcsImage/createProcedure";
import { goal, ids, image } from "../samples";
import {
  expectMove,
  failed,
  failedRecord,
  minute,
  moveIn,
  now,
  pauseIn,
  progressIn,
  running,
  sent,
} from "./worlds";

describe("the next move after a full-ECS image was asked for", () => {
  it("FEI-16 accepts a job that runs, and waits for its end", () => {
    expectMove({ record: sent, job: running }, "wait the image is being created");
  });
  it("FEI-16 rejects a job that failed: it is recorded, then told with the service's reason", () => {
    expectMove(
      { record: sent, job: failed },
      /^act recordFailure jobFailed .*job job-1 ended FAIL \(IMG\.0182\): the vault is too small.*"pulumi up"/,
    );
  });
  it("FEI-16 rejects an image in a failed state", () => {
    const killed: Image = { ...image, state: "failed", stateText: "killed" };
    expectMove(
      { record: sent, image: killed, job: failed },
      /^act recordFailure jobFailed .*its status is killed \(IMG\.0182: the vault is too small\)/,
    );
  });

  it("FEI-16 rejects it with the failure that was recorded, whatever is seen by then", () => {
    const recordedFailure = new OperationFailure("jobFailed", "the job ended FAIL (IMG.0182)");
    expectMove({ record: failedRecord, recordedFailure }, "stop jobFailed the job ended FAIL (IMG.0182)");
    expectMove(
      { record: failedRecord, recordedFailure, image },
      "stop jobFailed the job ended FAIL (IMG.0182)",
    );
    const notWrittenYet = { record: sent, recordedFailure };
    expectMove(notWrittenYet, "act recordFailure jobFailed the job ended FAIL (IMG.0182)");
  });
  it("FEI-16 rejects a job that failed, and names the backups that it left", () => {
    expectMove({ record: sent, job: failed }, /A backup that was begun may be left in the vault/);
    expectMove(
      { record: sent, job: failed, failedBackupIds: [ids.backup] },
      new RegExp(`^act recordFailure jobFailed .*Left of it in the vault.*backup ${ids.backup}; delete it`),
    );
  });

  const disturbances = ["web-01 is being stopped (task powering-off)", "web-01 has been stopped"];

  it("FEI-05 rejects a calm failure where somebody disturbed it: the message says what happened, in its order", () => {
    const expected =
      /While the image was made, web-01 is being stopped \(task powering-off\), then web-01 has been stopped.*\[FEI-05: /;
    expectMove({ record: sent, job: failed, disturbances }, expected);
    const killed: Image = { ...image, state: "failed", stateText: "killed" };
    expectMove({ record: sent, image: killed, disturbances }, expected);
  });
  it("FEI-05 accepts a failure for which nobody is to blame: none is named", () => {
    assert.doesNotMatch(moveIn({ record: sent, job: failed }), /FEI-05|While the image was made/);
  });
  it("FEI-05 accepts a disturbance as long as the job runs: the cloud decides what comes of it", () => {
    expectMove({ record: sent, job: running, disturbances }, "wait the image is being created");
  });

  it("FEI-05 accepts no longer pause than a minute: the server is watched, however far the end is", () => {
    const pace = { beganAt: now - 60, lookedAt: now, fraction: 0.01, expectedSeconds: 6000 };
    assert.equal(pauseIn({ record: sent, job: running, pace }), 60);
  });
  it("looks again when the pace of the backup says so", () => {
    const pace = { beganAt: now - 580, lookedAt: now - 5, fraction: 0.95, expectedSeconds: 600 };
    // Three quarters of the 25 s that were left 5 s ago.
    assert.equal(pauseIn({ record: sent, job: running, pace }), 13.75);
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
    expectMove(
      { record: sent, missingSince },
      /^act recordFailure jobFailed .*is not there: job job-1 does not run, and for 15 minutes neither.*Somebody may have deleted/,
    );
    expectMove({ record: sent, missingSince }, "done", { ...goal, followOnly: true });
  });
});

describe("how far a full-ECS image is", () => {
  const record = { ...sent, attemptAt: now - 370 };

  it("is what the backup task says", () => {
    assert.deepEqual(progressIn({ record, job: running, progress: 0.42, diskSizesGb: [140] }), {
      fraction: 0.42,
      source: "backup task",
    });
    assert.deepEqual(progressIn({ record, job: running, progress: 0 }), {
      fraction: 0,
      source: "backup task",
    });
  });

  it("is estimated from the guide's ten minutes and the disks' size where the cloud does not say", () => {
    const progress = progressIn({ record, job: running, diskSizesGb: [40, 50, 50] });
    assert.deepEqual(progress, { fraction: 0.5, source: "estimate" });
  });

  it("is estimated from the backup's pace between two looks at its task", () => {
    const pace = { beganAt: now - 300, lookedAt: now - 60, fraction: 0.4, expectedSeconds: 600 };
    const progress = progressIn({ record, job: running, pace, diskSizesGb: [40] });
    assert.deepEqual(progress, { fraction: 0.5, source: "estimate" });
  });

  it("is never estimated to be less than the task has said", () => {
    const pace = { beganAt: now - 990, lookedAt: now - 1, fraction: 0.99, expectedSeconds: 1000 };
    assert.deepEqual(progressIn({ record, job: running, pace }), { fraction: 0.99, source: "estimate" });
  });

  it("is never estimated to be complete", () => {
    const late = { ...sent, attemptAt: now - 100_000 };
    assert.deepEqual(progressIn({ record: late, job: running, diskSizesGb: [40] }), {
      fraction: 0.95,
      source: "estimate",
    });
  });

  it("is not said where nothing is known to estimate it from", () => {
    assert.equal(progressIn({ record, job: running }), undefined);
    assert.equal(
      progressIn({ record: { ...sent, attemptAt: now }, job: running, diskSizesGb: [40] }),
      undefined,
    );
  });
});
