import type { CloudState, Fault, OsChangeOperation, World } from "../../../emulator";
import { osReplacementSubject, osWorldsOf } from "../osReplacementSubject";
import type { Subject } from "../subject";

const request = { method: "POST", path: "/changeos$" };

const whens = ["beforeDisk", "afterDisk"] as const;
type When = (typeof whens)[number];

const names: Record<When, string> = {
  beforeDisk: "before the system disk is replaced",
  afterDisk: "after the system disk was replaced",
};

/**
 * Much shorter than what the changes below take. The longest that a user has to type a command for are the 45 minutes of
 * silence after which an attempt counts.
 */
const deadlines = { timeouts: { create: "120s", update: "120s", delete: "120s" }, mostRuns: 60 };

/** Shorter than the deadlines: after a kill it may count only from when a run sees the change. */
const settleSeconds = 60;

const { inputs, changedInputs } = osReplacementSubject;

/** OsReplacement with those deadlines. */
const hurried: Subject<CloudState> = {
  ...osReplacementSubject,
  deadlines,
  inputs: { ...inputs, settleSeconds },
  changedInputs: { ...changedInputs, settleSeconds },
};

const hurriedWorldsOf = (world: string, facts: Partial<World>, faults: readonly Fault[] = []) =>
  osWorldsOf({ [world]: { injectionSeconds: settleSeconds, ...facts } }, faults);

/** OsReplacement with deadlines shorter than its change. */
export const slowJobs: Subject<CloudState> = {
  ...hurried,
  worlds: {
    ...hurriedWorldsOf("the change takes four times the deadline", { osChangeSeconds: 480 }),
    ...hurriedWorldsOf(
      "the change takes four times the deadline, the server shows nothing of it, records 3 s late",
      { osChangeSeconds: 480, osChangeShows: "nothing", metadataLagSeconds: 3 },
    ),
  },
};

/** OsReplacement whose first job fails. */
export const failingJobs: Subject<CloudState> = {
  ...osReplacementSubject,
  worlds: Object.fromEntries(
    whens.flatMap((when) => Object.entries(osWorldsOf({ [names[when]]: {} }, [failing(when)]))),
  ),
};

function failing(when: When): Fault {
  const why = { code: "Ecs.0202", reason: "There was no room for the disk." };
  return { id: "first job", kind: "osChangeFails", match: request, when, ...why };
}

/** What becomes of a stuck job once its user has looked into the console. */
const ends: Record<string, (when: When) => OsChangeOperation["fate"]> = {
  "goes on": () => null,
  "is given up by the cloud": (when) => ({
    kind: "fails",
    when,
    code: "Ecs.0202",
    reason: "The job was stuck.",
  }),
};

/** OsReplacement whose first job is stuck until its user has read that the deadline is reached. */
export const stuckJobs: Record<string, Subject<CloudState>> = Object.fromEntries(
  Object.entries(ends).map(([end, fateOf]) => [end, stuckUntil(fateOf)]),
);

function stuckUntil(fateOf: (typeof ends)[string]): Subject<CloudState> {
  const stuck = (when: When): Fault => ({ id: "first job", kind: "osChangeStuck", match: request, when });
  return {
    ...hurried,
    worlds: Object.fromEntries(
      whens.flatMap((when) => Object.entries(hurriedWorldsOf(names[when], {}, [stuck(when)]))),
    ),
    adviceIn: (message) => {
      if (!message.startsWith("not finished after")) return undefined;
      return ({ operations }) => {
        const operation = operations.find(isStuck);
        if (!operation?.fate) return;
        Object.assign(operation, { fate: fateOf(operation.fate.when), dueAt: operation.endAt });
      };
    },
  };
}

function isStuck(operation: CloudState["operations"][number]): operation is OsChangeOperation {
  return operation.kind === "osChange" && operation.dueAt === null;
}
