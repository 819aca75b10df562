import { CloudError } from "../../ports/cloudError";
import type { Cloud } from "../../ports/cloud";
import { OperationFailure } from "../../procedures/errors";
import { isUnsettled, parseRecord, recordKey } from "../../procedures/operationRecord";
import type { Definition } from "../definition";
import { fullEcsImageCarriedOut, fullEcsImageConstraints, type Facts } from "./constraints";
import { createOperation, followOperation } from "./createOperation";
import { deleteOperation } from "./deleteOperation";
import { fullEcsImageChanges, fullEcsImageInputs, type FullEcsImageInputs } from "./inputs";
import type { FullEcsImageOutputs } from "./outputs";
import { readImage } from "./readImage";
import { updateOperation } from "./updateOperation";

/**
 * An image of a whole server, with all its disks. It never stops, starts or changes the server: besides the
 * image it writes one metadata key, the record of the operation. Calls: server detail and metadata (ECS);
 * whole-image action, job, image list, get, update, tags and delete (IMS); backups and operation log (CBR).
 */
export const fullEcsImage: Definition<FullEcsImageInputs, FullEcsImageOutputs, Facts> = {
  kind: "FullEcsImage",
  inputs: fullEcsImageInputs,
  changes: fullEcsImageChanges,
  constraints: fullEcsImageConstraints,
  carriedOut: fullEcsImageCarriedOut,
  serverOf: (inputs) => inputs.server,
  inputFacts: (inputs) => ({ inputs }),
  preflightFacts,
  create: createOperation,
  follow: followOperation,
  update: updateOperation,
  delete: deleteOperation,
  read: readImage,
};

async function preflightFacts(
  inputs: Partial<FullEcsImageInputs>,
  urn: string,
  cloud: Cloud,
): Promise<Facts | undefined> {
  if (inputs.server === undefined) return { inputs };
  try {
    const server = await cloud.servers.get(inputs.server);
    const record = parseRecord(server?.records[recordKey(urn)] ?? "");
    return record && isUnsettled(record) ? undefined : { inputs, server: server ?? null };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    // Wrong credentials will not become right when acting; a key that fails too often is even blocked.
    if (error.details.status === 401) throw notLoggedIn(error);
    return { inputs, notLookedUp: error.message };
  }
}

function notLoggedIn(error: CloudError): OperationFailure {
  return new OperationFailure(
    "configurationInvalid",
    `the cloud does not accept the credentials of the profile: ${error.message}. ` +
      `Look at ecs-lifecycle:profiles in the stack's configuration.`,
  );
}
