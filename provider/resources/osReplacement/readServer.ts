import type { Cloud } from "../../ports/cloud";
import type { Server } from "../../ports/servers";
import { isUnsettled, type OperationRecord } from "../../procedures/operationRecord";
import type { Goal, Warn } from "../definition";
import type { OsReplacementInputs } from "./inputs";
import type { OsReplacementOutputs } from "./outputs";
import { recordBeside } from "./underWay";

/**
 * What is there now. What somebody else has changed shows as what it is; it becomes a difference that the next "up" mends
 * only where the user wants that, because mending deletes a system disk.
 */
export async function readServer(
  goal: Goal<OsReplacementInputs>,
  outputs: OsReplacementOutputs,
  cloud: Cloud,
  warn: Warn,
): Promise<{ outputs: OsReplacementOutputs; inputs: OsReplacementInputs } | "gone"> {
  const { inputs } = goal;
  const { serverId } = outputs;
  if (!outputs.settled || serverId === undefined) return { outputs, inputs };
  const server =
    (await cloud.listings.servers()).find(({ id }) => id === serverId) ?? (await cloud.servers.get(serverId));
  if (!server) return "gone";
  const { drift: _drift, presentImageId: _image, ...known } = outputs;
  const record = recordBeside(goal.urn, server);
  const isAnothers = record !== undefined && record.generation !== goal.generation;
  if (isAnothers && isUnsettled(record)) {
    warn(interruptedReplacement(goal.urn, server, record));
    return { outputs, inputs };
  }
  const drift = driftOf(server, outputs, isAnothers ? "another operation of this resource" : "somebody else");
  const isOtherImage = server.imageId !== undefined && server.imageId !== outputs.imageId;
  if (drift !== undefined)
    warn(
      `${drift} Nothing is done about it${isOtherImage ? `: to have the OS changed again, declare onDrift: "replaceAgain", with consent for the present system disk` : ""}.`,
    );
  const now = {
    ...known,
    ...(drift !== undefined && { drift }),
    ...(isOtherImage && server.imageId !== undefined && { presentImageId: server.imageId }),
    serverName: server.name,
  };
  if (!isOtherImage || inputs.onDrift !== "replaceAgain") return { outputs: now, inputs };
  const there = { image: { id: server.imageId ?? "" } };
  const { imageName: _name, imageKind: _kind, ...others } = now;
  return { outputs: { ...others, ...there, imageId: there.image.id }, inputs: { ...inputs, ...there } };
}

/** A replacement that was killed, or goes on elsewhere: Pulumi's state knows nothing of it, only its record does. */
function interruptedReplacement(urn: string, { name }: Server, { attemptAt }: OperationRecord): string {
  return (
    `another change of the OS of ${name} by this resource began ${new Date(attemptAt * 1000).toISOString()}, and is not known to have ended: ` +
    `it goes on elsewhere, or its run was killed. "pulumi up --replace '${urn}'", or "pulumi up" where its preview shows a ` +
    `replacement, goes on with it. Until then do not start, stop or restart ${name}.`
  );
}

/** What is not as it was made; undefined: nothing that shows. */
function driftOf(
  { name, imageId, systemDiskId }: Server,
  outputs: OsReplacementOutputs,
  who: string,
): string | undefined {
  const differences = [
    ...(imageId !== undefined && imageId !== outputs.imageId
      ? [`image ${imageId} instead of ${outputs.imageId ?? "unknown"}`]
      : []),
    ...(outputs.systemDisk !== undefined && systemDiskId !== outputs.systemDisk.id
      ? [`system disk ${systemDiskId ?? "none"} instead of ${outputs.systemDisk.id}`]
      : []),
  ];
  return differences.length === 0
    ? undefined
    : `${who} has changed ${name}: it has ${differences.join(", and ")}.`;
}
