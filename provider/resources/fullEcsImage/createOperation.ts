import type { Cloud } from "../../ports/cloud";
import { asAnyProcedure, mapResult } from "../../procedures/procedure";
import type { Goal as AnyGoal, Operation, Warn } from "../definition";
import { adoptOperation, followAdoption } from "./adoptOperation";
import type { Goal } from "./createProcedure";
import { Creation } from "./creation";
import type { FullEcsImageInputs } from "./inputs";
import type { FullEcsImageOutputs } from "./outputs";
import { sourceServerId } from "./source";

/** Makes a full-ECS image, or goes on making it; or adopts one that exists. */
export async function createOperation(
  goal: AnyGoal<FullEcsImageInputs>,
  earlier: FullEcsImageOutputs | undefined,
  cloud: Cloud,
  warn: Warn,
): Promise<Operation<FullEcsImageOutputs>> {
  if (goal.inputs.adopt) return adoptOperation(goal, cloud);
  const creation = new Creation(await completeGoal(goal, earlier, cloud), earlier, cloud, warn);
  const made = (outputs: FullEcsImageOutputs | undefined): FullEcsImageOutputs => {
    if (outputs) return outputs;
    throw new Error("an image that was to be made cannot end as nothing");
  };
  return { ...operationOf(creation), procedure: asAnyProcedure(mapResult(creation, made)) };
}

/** Follows an image that an interrupted run has begun, and begins none; undefined where nothing came of it. */
export async function followOperation(
  goal: AnyGoal<FullEcsImageInputs>,
  earlier: FullEcsImageOutputs,
  cloud: Cloud,
  warn: Warn,
): Promise<Operation<FullEcsImageOutputs | undefined>> {
  if (goal.inputs.adopt) return followAdoption(goal, cloud);
  const complete = await completeGoal(goal, earlier, cloud);
  return operationOf(new Creation({ ...complete, followOnly: true }, earlier, cloud, warn));
}

async function completeGoal(
  goal: AnyGoal<FullEcsImageInputs>,
  earlier: FullEcsImageOutputs | undefined,
  cloud: Cloud,
): Promise<Goal> {
  const serverId = earlier?.serverId ?? (await sourceServerId(goal.inputs, cloud));
  return { ...goal, serverId, defaultTags: cloud.defaultTags };
}

function operationOf(creation: Creation): Operation<FullEcsImageOutputs | undefined> {
  return {
    procedure: asAnyProcedure(creation),
    abandon: () => creation.abandon(),
    known: () => creation.known(),
    turn: creation.serverId,
    defaultTimeoutMilliseconds: () => creation.defaultTimeoutMilliseconds(),
  };
}
