import type { Definition } from "../definition";
import { fullEcsImageCarriedOut, fullEcsImageConstraints, type Facts } from "./constraints";
import { createOperation, followOperation } from "./createOperation";
import { deleteOperation } from "./deleteOperation";
import { fullEcsImageChanges, fullEcsImageInputs, type FullEcsImageInputs } from "./inputs";
import type { FullEcsImageOutputs } from "./outputs";
import { previewFacts } from "./preflight";
import { readImage } from "./readImage";
import { updateOperation } from "./updateOperation";

/**
 * An image of a whole server, with all its disks. It never stops, starts or changes the server: besides the
 * image it writes one metadata key, the record of the operation, and makes a vault where it is asked to. Calls: server
 * list, detail and metadata (ECS); disks (EVS); whole-image action, job, quota, image list, get, update, tags and delete
 * (IMS); vaults, backups and operation log (CBR).
 */
export const fullEcsImage: Definition<FullEcsImageInputs, FullEcsImageOutputs, Facts> = {
  kind: "FullEcsImage",
  inputs: fullEcsImageInputs,
  changes: fullEcsImageChanges,
  secretInputs: [],
  constraints: fullEcsImageConstraints,
  carriedOut: fullEcsImageCarriedOut,
  driftOf,
  refuseReplacement,
  inputFacts: (known) => known,
  preflightFacts: previewFacts,
  create: createOperation,
  follow: followOperation,
  update: updateOperation,
  delete: deleteOperation,
  read: readImage,
};

/** The profile's default tags are no inputs: that they have changed shows only here. */
function driftOf(
  { tags }: Partial<FullEcsImageInputs>,
  { tagsAll }: FullEcsImageOutputs,
  defaultTags: Record<string, string>,
): string | undefined {
  const wanted = Object.entries({ ...defaultTags, ...tags });
  const differs =
    wanted.length !== Object.keys(tagsAll ?? {}).length ||
    wanted.some(([key, value]) => tagsAll?.[key] !== value);
  return differs ? "the image's tags are not the program's and the profile's default tags" : undefined;
}

/** A replacement would adopt the very image that it is to replace. */
function refuseReplacement(
  { adopt }: Partial<FullEcsImageInputs>,
  { imageId }: FullEcsImageOutputs,
): string | undefined {
  if (!adopt || adopt !== imageId) return undefined;
  return `adopt names image ${imageId}, which this resource holds already: take adopt out of the program to have a new image taken`;
}
