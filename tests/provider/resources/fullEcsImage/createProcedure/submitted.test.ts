import assert from "node:assert/strict";
import type { Image } from "../../../../../provider/ports/images";
import { quietWindowSeconds } from "../../../../../provider/resources/fullEcsImage/createProcedure";
import { goal, image } from "../samples";
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
  const told = { record: failedRecord, recordedFailure: true };

  it("FEI-16 accepts a job that runs, and waits for its end", () => {
    expectMove({ record: sent, job: running }, "wait the image is being created");
  });
  it("FEI-16 rejects a job that failed: it is recorded, then told with the service's reason", () => {
    expectMove({ record: sent, job: failed }, "act recordFailure");
    expectMove(
      { ...told, job: failed },
      /^stop jobFailed .*job job-1 ended FAIL \(IMG\.0182\): the vault is too small.*"pulumi up"/,
    );
  });
  it("FEI-16 rejects an image in a failed state", () => {
    const killed: Image = { ...image, state: "failed", stateText: "killed" };
    expectMove({ record: sent, image: killed }, "act recordFailure");
    expectMove(
      { ...told, image: killed, job: failed },
      /^stop jobFailed .*its status is killed \(IMG\.0182: the vault is too small\)/,
    );
  });

  const disturbances = ["web-01 is being stopped (task powering-off)", "web-01 has been stopped"];

  it("FEI-05 rejects a calm failure where somebody disturbed it: the message says what happened, in its order", () => {
    const expected =
      /While the image was made, web-01 is being stopped \(task powering-off\), then web-01 has been stopped.*\[FEI-05: /;
    expectMove({ ...told, job: failed, disturbances }, expected);
    const killed: Image = { ...image, state: "failed", stateText: "killed" };
    expectMove({ ...told, image: killed, disturbances }, expected);
  });
  it("FEI-05 accepts a failure for which nobody is to blame: none is named", () => {
    assert.doesNotMatch(moveIn({ ...told, job: failed }), /FEI-05|While the image was made/);
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
    expectMove({ record: sent, missingSince }, "act recordFailure");
    expectMove(
      { ...told, missingSince },
      /^stop jobFailed .*is not there: job job-1 does not run, and for 15 minutes neither.*Somebody may have deleted/,
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
