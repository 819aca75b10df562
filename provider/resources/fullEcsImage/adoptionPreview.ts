import { CloudError } from "../../ports/cloudError";
import { parseMark } from "../../ports/mark";
import { OperationFailure } from "../../procedures/errors";
import { digestOf } from "../../procedures/operationRecord";
import type { PreflightQuestion } from "../definition";
import { whyNotAdoptable } from "./adoption";
import { differences, type Differences } from "./alignment";
import { defaultName } from "./imageName";
import type { FullEcsImageInputs } from "./inputs";

/** Refuses at preview what cannot be adopted, and says what an adoption would change. */
export async function previewAdoption(
  question: PreflightQuestion<FullEcsImageInputs>,
  imageId: string,
): Promise<void> {
  const { inputs, urn, cloud, warn } = question;
  try {
    const image =
      (await cloud.listings.images()).find(({ id }) => id === imageId) ?? (await cloud.images.get(imageId));
    const backups = image?.backupId === undefined ? [] : await cloud.listings.backups();
    const backup = backups.find(({ id }) => id === image?.backupId);
    const vault = backup && (await cloud.listings.vaults()).find(({ id }) => id === backup.vaultId);
    const why = whyNotAdoptable({ urn, inputs: { ...inputs, adopt: imageId } }, image, backup, vault);
    if (why) throw why;
    if (question.deletesBeforeReplacing && parseMark(image?.mark)?.urnDigest === digestOf(urn))
      throw new OperationFailure(
        "constraintViolated",
        `adopt: image ${imageId} is this resource's own, and deleteBeforeReplace would delete it first. ` +
          `Take adopt out of the program to have a new image taken, or the option to adopt it again.`,
      );
    if (!image) return;
    const goal = { urn, generation: "", inputs: { ...inputs, name: inputs.name ?? defaultName(urn, "new") } };
    const changed = inWords(differences(goal, image, cloud.defaultTags));
    if (changed.length > 0)
      warn(
        `adopt: image ${image.id} ("${image.name}") is brought to what the program says: ${changed.join("; ")}.`,
      );
  } catch (error) {
    if (!(error instanceof CloudError) || error.details.status === 401) throw error;
    warn(`could not be checked: whether image ${imageId} can be adopted: ${error.message}`);
  }
}

function inWords({ attributes, tags }: Differences): string[] {
  const { name, description, minRamMb, maxRamMb } = attributes;
  return [
    ...(name === undefined ? [] : [`its name becomes "${name}"`]),
    ...(description === undefined ? [] : [`its description becomes "${description}"`]),
    ...(minRamMb === undefined && maxRamMb === undefined ? [] : ["its memory limits change"]),
    ...(Object.keys(tags.set).length === 0 ? [] : [`tags are set: ${Object.keys(tags.set).join(", ")}`]),
    ...(tags.remove.length === 0 ? [] : [`tags are taken away: ${tags.remove.join(", ")}`]),
  ];
}
