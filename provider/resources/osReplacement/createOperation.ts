import type { Cloud } from "../../ports/cloud";
import { asAnyProcedure, mapResult } from "../../procedures/procedure";
import type { Goal as AnyGoal, Operation, Warn } from "../definition";
import { Change } from "./change";
import { completeGoal } from "./goal";
import type { OsReplacementInputs } from "./inputs";
import type { OsReplacementOutputs } from "./outputs";

/**
 * Two attempts of the guide's 20 minutes, each with room for a stop, lags and the settle time. When they are over nothing is
 * lost: the next run goes on.
 */
const defaultTimeoutMilliseconds = 120 * 60_000;

/** Changes the OS of a server, or goes on changing it. */
export async function createOperation(
  goal: AnyGoal<OsReplacementInputs>,
  earlier: OsReplacementOutputs | undefined,
  cloud: Cloud,
  warn: Warn,
): Promise<Operation<OsReplacementOutputs>> {
  const change = new Change(await completeGoal(goal, earlier, cloud), earlier, cloud, warn);
  const changed = (outputs: OsReplacementOutputs | undefined): OsReplacementOutputs => {
    if (outputs) return outputs;
    throw new Error("a change that was to be made cannot end as nothing");
  };
  return { ...operationOf(change), procedure: asAnyProcedure(mapResult(change, changed)) };
}

/** Follows a change that an interrupted run has begun, and begins none; undefined where nothing came of it. */
export async function followOperation(
  goal: AnyGoal<OsReplacementInputs>,
  earlier: OsReplacementOutputs,
  cloud: Cloud,
  warn: Warn,
): Promise<Operation<OsReplacementOutputs | undefined>> {
  const complete = await completeGoal(goal, earlier, cloud);
  return operationOf(new Change({ ...complete, followOnly: true }, earlier, cloud, warn));
}

function operationOf(change: Change): Operation<OsReplacementOutputs | undefined> {
  return {
    procedure: asAnyProcedure(change),
    abandon: () => change.abandon(),
    known: () => change.known(),
    turn: change.serverId,
    defaultTimeoutMilliseconds: () => defaultTimeoutMilliseconds,
  };
}
