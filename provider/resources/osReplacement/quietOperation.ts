import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import { done } from "../../procedures/move";
import { recordKey } from "../../procedures/operationRecord";
import { asAnyProcedure } from "../../procedures/procedure";
import type { Goal, Operation, Warn } from "../definition";
import { osReplacementChanges, type OsReplacementInputs } from "./inputs";
import type { OsReplacementOutputs } from "./outputs";
import { recordBeside } from "./underWay";

/** Takes over what the inputs say: nothing that is changed in place touches the server. */
export function updateOperation(
  { inputs }: Goal<OsReplacementInputs>,
  outputs: OsReplacementOutputs,
): Operation<OsReplacementOutputs> {
  return untouching(outputs, () => Promise.resolve(), { ...withoutInputs(outputs), ...inputs });
}

/** What was taken out of the program must not stay. */
function withoutInputs(outputs: OsReplacementOutputs): OsReplacementOutputs {
  const entries = Object.entries(outputs).filter(([name]) => !Object.hasOwn(osReplacementChanges, name));
  return Object.fromEntries(entries) as OsReplacementOutputs;
}

/** Leaves the server as it is, and says so. Its record stays: so that nothing is done a second time. */
export function deleteOperation(
  goal: Goal<OsReplacementInputs>,
  outputs: OsReplacementOutputs,
  cloud: Cloud,
  warn: Warn,
): Operation<OsReplacementOutputs> {
  return untouching(outputs, async () => {
    if (await isReplacedHere(goal, outputs, cloud)) return;
    const { serverName, serverId = "", settled, drift, osVersion } = outputs;
    const isMade = settled && drift === undefined && osVersion !== undefined;
    warn(
      `${serverName ?? "the server"} (${serverId}) stays as it is${isMade ? `, with ${osVersion}` : ""}: ` +
        `what a change of the OS has deleted does not come back. The record of it stays in the server's metadata (${recordKey(goal.urn)}).`,
    );
  });
}

/** Whether this very process has made the replacement: then it has said itself how the server is. */
async function isReplacedHere(
  { urn, isMadeHere }: Goal<OsReplacementInputs>,
  { serverId }: OsReplacementOutputs,
  cloud: Cloud,
): Promise<boolean> {
  try {
    const server = (await cloud.listings.servers()).find(({ id }) => id === serverId);
    const record = recordBeside(urn, server);
    return record !== undefined && isMadeHere?.(record.generation) === true;
  } catch (error) {
    if (error instanceof CloudError) return false;
    throw error;
  }
}

function untouching(
  outputs: OsReplacementOutputs,
  look: () => Promise<void>,
  result = outputs,
): Operation<OsReplacementOutputs> {
  return {
    procedure: asAnyProcedure({
      observe: look,
      decide: () => done(result),
      actions: {},
    }),
    known: () => undefined,
    turn: `${outputs.serverId ?? ""}, nothing done to it`,
    defaultTimeoutMilliseconds: () => 10 * 60_000,
  };
}
