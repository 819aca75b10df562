import type { CloudState, Fault, WholeImageOperation } from "../../../emulator";
import { worldsOf } from "../emulatedIn";
import { fullEcsImageSubject } from "../fullEcsImageSubject";
import type { Subject } from "../subject";

const request = { method: "POST", path: "/wholeimages/action$" };

/** The first image that is asked for comes to nothing. */
const firstJobFails: Fault = {
  id: "first job",
  kind: "imageJobFails",
  match: request,
  code: "IMG.0061",
  reason: "The image could not be created.",
};

/** The job of the first image that is asked for never ends. */
const firstJobStuck: Fault = { id: "first job", kind: "imageJobStuck", match: request };

/**
 * Much shorter than what the jobs below take. With what a user takes to read an error, runs follow each other in a divisor
 * of the 15 minutes of silence: each of them that submits again has little time left for it.
 */
const deadlines = { timeouts: { create: "90s", update: "90s", delete: "90s" }, mostRuns: 30 };

/** FullEcsImage with deadlines shorter than its jobs. */
export const slowJobs: Subject<CloudState> = {
  ...fullEcsImageSubject,
  deadlines,
  worlds: worldsOf({
    "the backup takes four times the deadline": { backupSeconds: 480 },
    "the snapshots take four times the deadline, image invisible while made, effects show 5 s late": {
      snapshotSeconds: 480,
      jobEnds: "afterBackup",
      imageVisibleWhileCreated: false,
      visibilityLagSeconds: 5,
    },
  }),
};

/** FullEcsImage whose first job fails. */
export const failingJobs: Subject<CloudState> = {
  ...fullEcsImageSubject,
  worlds: worldsOf(
    {
      "the failed image is removed": {},
      "the failed image stays": { failedImage: "killed" },
    },
    [firstJobFails],
  ),
};

/** FullEcsImage whose first job fails, and the cloud knows nothing of the job any more when it is asked. */
export const forgottenJobs: Subject<CloudState> = {
  ...fullEcsImageSubject,
  worlds: worldsOf({ "the job is forgotten at once": { jobRecordLifetimeSeconds: 1 } }, [firstJobFails]),
};

/** What becomes of a stuck job once its user has looked into the console. */
const ends: Record<string, (state: CloudState, stuck: WholeImageOperation) => void> = {
  "goes on": (_state, stuck) => {
    Object.assign(stuck, { fate: null, dueAt: stuck.snapshotsAt });
  },
  "is given up by the cloud": (_state, stuck) => {
    const fate = { kind: "fails", code: "IMG.0061", reason: "The job was stuck." };
    Object.assign(stuck, { fate, dueAt: stuck.snapshotsAt });
  },
  "ends as somebody deletes image and backup": (state, stuck) => {
    const { jobId, imageId, backupId, backupAt } = stuck;
    const failure = { status: "FAIL", endAt: backupAt, errorCode: "IMG.0027", failReason: "Deleted." };
    Object.assign(state.jobs.find(({ id }) => id === jobId) ?? {}, failure);
    state.images = state.images.filter(({ id }) => id !== imageId);
    state.backups = state.backups.filter(({ id }) => id !== backupId);
    state.operations = state.operations.filter((operation) => operation !== stuck);
  },
};

/** The only world of the stuck jobs. */
export const stuckWorld = "the first job is stuck";

/** FullEcsImage whose first job is stuck until its user has read that the deadline is reached. */
export const stuckJobs: Record<string, Subject<CloudState>> = Object.fromEntries(
  Object.entries(ends).map(([end, change]) => [end, stuckUntil(change)]),
);

function stuckUntil(end: (typeof ends)[string]): Subject<CloudState> {
  return {
    ...fullEcsImageSubject,
    deadlines,
    worlds: worldsOf({ [stuckWorld]: {} }, [firstJobStuck]),
    adviceIn: (message) => {
      if (!message.startsWith("not finished after")) return fullEcsImageSubject.adviceIn(message);
      return (state) => {
        const stuck = state.operations.find(isStuck);
        if (stuck) end(state, stuck);
      };
    },
  };
}

function isStuck(operation: CloudState["operations"][number]): operation is WholeImageOperation {
  return operation.kind === "wholeImage" && operation.dueAt === null;
}
