import type { Image, ImageChanges, Images } from "../../ports/images";
import type { Goal } from "../definition";
import { imageName } from "./imageName";
import type { FullEcsImageInputs } from "./inputs";

/** What the cloud has accepted may show late; what does not show by then has come to nothing, and is done again. */
const showsWithinMilliseconds = 60_000;

/** Whether a change that was accepted at this time may still show. */
export function mayStillShow(acceptedAt: number | undefined, now: number): boolean {
  return acceptedAt !== undefined && now - acceptedAt < showsWithinMilliseconds;
}

/** What of an image differs from what is asked for, and can be changed in place. */
export interface Differences {
  attributes: ImageChanges;
  tags: { set: Record<string, string>; remove: string[] };
}

/** What has to be changed so that the image is as it is asked for. */
export function differences(
  goal: Goal<FullEcsImageInputs>,
  image: Image,
  defaultTags: Record<string, string>,
): Differences {
  const { description, minRamMb, maxRamMb, tags } = goal.inputs;
  const name = imageName(goal);
  const wanted = { ...defaultTags, ...tags };
  return {
    attributes: {
      ...(name !== image.name && { name }),
      ...((description ?? "") !== (image.description ?? "") && { description: description ?? "" }),
      ...((minRamMb ?? 0) !== image.minRamMb && { minRamMb: minRamMb ?? 0 }),
      // No limit and a limit of 0 are the same.
      ...((maxRamMb ?? 0) !== (image.maxRamMb ?? 0) && { maxRamMb: maxRamMb ? maxRamMb : null }),
    },
    tags: {
      set: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => image.tags[key] !== value)),
      remove: Object.keys(image.tags).filter((key) => !Object.hasOwn(wanted, key)),
    },
  };
}

/** Changes the image in place: the attributes in one call, and the tags where they differ. */
export async function align(images: Images, image: Image, { attributes, tags }: Differences): Promise<void> {
  if (Object.keys(attributes).length > 0) await images.update(image, attributes);
  await images.changeTags(image.id, tags);
}

/** Whether nothing differs. */
export function isAligned({ attributes, tags }: Differences): boolean {
  return [attributes, tags.set, tags.remove].every((part) => Object.keys(part).length === 0);
}

/**
 * The tags that a user would have to declare to have these: without those that the profile adds, unless the
 * program declares them, too.
 */
export function tagsWithoutDefaults(
  tags: Record<string, string>,
  declared: Record<string, string>,
  defaultTags: Record<string, string>,
): Record<string, string> {
  const isAdded = (key: string, value: string): boolean =>
    defaultTags[key] === value && !Object.hasOwn(declared, key);
  return Object.fromEntries(Object.entries(tags).filter(([key, value]) => !isAdded(key, value)));
}
