import type { Cloud } from "../../ports/cloud";
import type { Server } from "../../ports/servers";
import type { Goal, Warn } from "../definition";
import type { OsReplacementInputs } from "./inputs";
import type { OsReplacementOutputs } from "./outputs";

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
  const { drift: _drift, ...known } = outputs;
  const drift = driftOf(server, outputs);
  const isOtherImage = server.imageId !== undefined && server.imageId !== outputs.imageId;
  if (drift !== undefined)
    warn(
      `${drift} Nothing is done about it${isOtherImage ? `: to have the OS changed again, declare onDrift: "replaceAgain", with consent for the present system disk` : ""}.`,
    );
  const now = { ...known, ...(drift !== undefined && { drift }), serverName: server.name };
  if (!isOtherImage || inputs.onDrift !== "replaceAgain") return { outputs: now, inputs };
  const there = { image: { id: server.imageId ?? "" } };
  const { imageName: _name, imageKind: _kind, ...others } = now;
  return { outputs: { ...others, ...there, imageId: there.image.id }, inputs: { ...inputs, ...there } };
}

/** What is not as it was made; undefined: nothing that shows. */
function driftOf({ name, imageId, systemDiskId }: Server, outputs: OsReplacementOutputs): string | undefined {
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
    : `somebody else has changed ${name}: it has ${differences.join(", and ")}.`;
}
