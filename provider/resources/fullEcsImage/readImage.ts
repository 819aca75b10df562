import type { Cloud } from "../../ports/cloud";
import { parseMark } from "../../ports/mark";
import type { Goal } from "./createProcedure";
import type { FullEcsImageInputs } from "./inputs";
import { inputsFrom, outputsOf, type FullEcsImageOutputs } from "./outputs";

/** What is there now. While an operation is unsettled it is never "gone". */
export async function readImage(
  goal: Goal,
  outputs: FullEcsImageOutputs,
  cloud: Cloud,
): Promise<{ outputs: FullEcsImageOutputs; inputs: FullEcsImageInputs } | "gone"> {
  const image =
    outputs.imageId === undefined
      ? (await cloud.images.listMarked()).find(
          (candidate) => parseMark(candidate.mark)?.generation === goal.generation,
        )
      : await cloud.images.get(outputs.imageId);
  // Nothing is forgotten of what does not show yet.
  if (!image) return outputs.settled ? "gone" : { inputs: goal.inputs, outputs };
  const backup = image.backupId === undefined ? undefined : await cloud.backups.get(image.backupId);
  const inputs = inputsFrom(goal.inputs, image, backup);
  const { settled, account, jobId } = outputs;
  return { inputs, outputs: outputsOf(inputs, { settled, account, jobId, image, backup }) };
}
