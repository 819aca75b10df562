import assert from "node:assert/strict";
import { fleetIds, type CloudState, type Fault, type World } from "../../../emulator";
import {
  changesIn,
  outputsOf,
  recordsIn,
  running,
  serverIn,
  stageIn,
  type Stage,
} from "../../provider/resources/osReplacement/onTheCloud/stage";
import { kindsAt, type CutKind } from "../cutKinds";

/** The program of all sweeps: a running server that may be stopped. */
export const program = { ...running, triggers: ["a"] };

/** What is cut, and what comes after it. */
export interface Sweep {
  world?: Partial<World>;
  faults?: readonly Fault[];
  kinds: readonly CutKind[];
  /** What a user does after the cut, until there is nothing left to do. */
  afterwards?: (stage: Stage) => Promise<void>;
  /** Throws unless the end is one of those that are allowed. */
  assertEnd?: (stage: Stage) => void;
}

/** Cuts a change of an OS at every call, in every way; tells what went wrong, a line for each schedule. */
export async function problemsOf(sweep: Sweep): Promise<string[]> {
  const stage = stageIn(sweep.world, sweep.faults);
  await stage.up(program).catch(() => undefined);
  const calls = [...stage.calls];
  const problems: string[] = [];
  for (const [call, text] of calls.entries()) {
    for (const kind of kindsAt(calls, call, sweep.kinds)) {
      const problem = await problemOf(sweep, call, kind);
      if (problem !== undefined) problems.push(`${call} ${text} ${kind}: ${problem}`);
    }
  }
  return problems;
}

async function problemOf(
  { world, faults, afterwards = upAgain, assertEnd = assertGoal }: Sweep,
  call: number,
  kind: CutKind,
): Promise<string | undefined> {
  const stage = stageIn(world, faults);
  // A user types the command again.
  await stage.up(program, { call, kind }).catch(() => undefined);
  await stage.waitForLag();
  try {
    await afterwards(stage);
    assertEnd(stage);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The same program again. */
export const upAgain = (stage: Stage): Promise<void> => stage.upUntilUnchanged(program);

/** The server has its new OS, one change was made, the login works, data disks are untouched. */
export function assertGoal(stage: Stage): void {
  assert.equal(changesIn(stage.cloud.state()), 1, "one change");
  assertGoalAfter(stage);
}

/** The same, however many changes were made. */
export function assertGoalAfter(stage: Stage): void {
  const state = stage.cloud.state();
  assertUntouched(state);
  const server = serverIn(state, fleetIds.web01);
  assert.deepEqual([server.imageId, server.status], [fleetIds.suse, "ACTIVE"]);
  assert.equal(state.osChanges.at(-1)?.loginBroken, false, "the login works");
  assert.equal(outputsOf(stage)["settled"], true);
  assert.deepEqual(
    recordsIn(state, fleetIds.web01).map((record) => record.state),
    ["settled"],
  );
}

/** At most two changes, and the data disks are as they were. */
export function assertUntouched(state: CloudState): void {
  assert.ok(changesIn(state) <= 2, `${changesIn(state)} changes`);
  assert.deepEqual(
    serverIn(state, fleetIds.web01)
      .disks.slice(1)
      .map(({ id }) => id),
    [fleetIds.web01LogDisk, fleetIds.web01DataDisk],
  );
}
