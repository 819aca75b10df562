import type { Cloud } from "../../ports/cloud";
import { CloudError } from "../../ports/cloudError";
import type { Server } from "../../ports/servers";
import { isUnsettled, parseRecord, recordKey } from "../../procedures/operationRecord";
import type { Goal as AnyGoal, Warn } from "../definition";
import type { FullEcsImageInputs } from "./inputs";
import { interruptedReplacement, unsavedReplacement } from "./interruptedReplacement";
import { OwnImages } from "./ownImages";
import { inputsFrom, outputsOf, type FullEcsImageOutputs } from "./outputs";

type Goal = AnyGoal<FullEcsImageInputs>;

/** What is there now. While an operation is unsettled it is never "gone". */
export async function readImage(
  goal: Goal,
  outputs: FullEcsImageOutputs,
  cloud: Cloud,
  warn: Warn,
): Promise<{ outputs: FullEcsImageOutputs; inputs: FullEcsImageInputs } | "gone"> {
  const image = await (outputs.imageId === undefined
    ? new OwnImages(cloud.images, goal.urn, goal.generation).marked()
    : confirmed(cloud.listings.images(), outputs.imageId, (id) => cloud.images.get(id)));
  const backupId = image?.backupId ?? outputs.backupId;
  const backup =
    backupId === undefined
      ? undefined
      : await confirmed(cloud.listings.backups(), backupId, (id) => cloud.backups.get(id));
  await tellOfReplacement(goal, outputs.serverId, cloud, warn);
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
  const { settled, account } = outputs;
  const { defaultTags } = cloud;
  const inputs = inputsFrom(goal, outputs, { image, backup, defaultTags });
  const seenBackup = backup ?? (backupId === undefined ? undefined : ("gone" as const));
  const found = { settled, account, image, backup: seenBackup };
  return { inputs, outputs: outputsOf(inputs, found, outputs) };
}

/** From a list that all resources look at; what is not in it is asked for by its ID before it counts as gone. */
async function confirmed<T extends { id: string }>(
  list: Promise<T[]>,
  id: string,
  get: (id: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  return (await list).find((one) => one.id === id) ?? (await get(id));
}

/** A replacement that was killed is known to no state: the record beside the server tells of it. */
async function tellOfReplacement(
  goal: Goal,
  serverId: string | undefined,
  cloud: Cloud,
  warn: Warn,
): Promise<void> {
  const server = (await serversOf(cloud)).find(({ id }) => id === serverId);
  const record = parseRecord(server?.records[recordKey(goal.urn)] ?? "");
  if (record && isUnsettled(record) && record.generation !== goal.generation)
    warn(interruptedReplacement(goal, record));
  if (record?.state === "settled" && record.generation !== goal.generation)
    warn(unsavedReplacement(goal, record));
}

/** It is only a hint: a list that cannot be had keeps no refresh from its work. */
async function serversOf({ listings }: Cloud): Promise<Server[]> {
  try {
    return await listings.servers();
  } catch (error) {
    if (error instanceof CloudError) return [];
    throw error;
  }
}
