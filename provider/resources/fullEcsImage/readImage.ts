import type { Cloud } from "../../ports/cloud";
import { isUnsettled, parseRecord, recordKey } from "../../procedures/operationRecord";
import type { Warn } from "../definition";
import type { Goal } from "./createProcedure";
import type { FullEcsImageInputs } from "./inputs";
import { interruptedReplacement } from "./interruptedReplacement";
import { OwnImages } from "./ownImages";
import { inputsFrom, outputsOf, type FullEcsImageOutputs } from "./outputs";

/** What is there now. While an operation is unsettled it is never "gone". */
export async function readImage(
  goal: Goal,
  outputs: FullEcsImageOutputs,
  cloud: Cloud,
  warn: Warn,
): Promise<{ outputs: FullEcsImageOutputs; inputs: FullEcsImageInputs } | "gone"> {
  const image = await (outputs.imageId === undefined
    ? new OwnImages(cloud.images, goal.urn, goal.generation).marked()
    : cloud.images.get(outputs.imageId));
  const backupId = image?.backupId ?? outputs.backupId;
  const backup = backupId === undefined ? undefined : await cloud.backups.get(backupId);
  await tellOfReplacement(goal, cloud, warn);
  if (!image) {
    // Nothing is forgotten of what does not show yet.
    if (!outputs.settled) return { inputs: goal.inputs, outputs };
    if (backup)
      warn(`the image is gone, and its backup ${backup.id} is still in vault ${backup.vaultId}, and billed`);
    return "gone";
  }
  if (image.state === "usable" && backupId !== undefined && (!backup || backup.state === "failed"))
    warn(
      `the backup ${backupId} behind image ${image.id} is ${backup ? `in state ${backup.stateText}` : "gone"}: ` +
        `no server can be created from the image. Run "pulumi up --replace <URN>" to make another.`,
    );
  const inputs = inputsFrom(goal.inputs, image, backup);
  const { settled, account, jobId } = outputs;
  return { inputs, outputs: outputsOf(inputs, { settled, account, jobId, image, backup }) };
}

/** A replacement that was killed is known to no state: the record beside the server tells of it. */
async function tellOfReplacement(goal: Goal, cloud: Cloud, warn: Warn): Promise<void> {
  const server = await cloud.servers.get(goal.inputs.server);
  const record = parseRecord(server?.records[recordKey(goal.urn)] ?? "");
  if (record && isUnsettled(record) && record.generation !== goal.generation)
    warn(interruptedReplacement(goal, record));
}
