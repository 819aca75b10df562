import type { Goal } from "../definition";

const longestName = 128;
const generationCharacters = 8;

/** The image's name: the one that is asked for, or one that no other operation of the resource has. */
export function imageName({ urn, generation, inputs }: Goal<{ name?: string | null | undefined }>): string {
  return inputs.name ?? defaultName(urn, generation);
}

/**
 * "<logical name>-<8 of the generation>": a replacement has another one than what it replaces. Characters that an
 * image's name cannot have become "-".
 */
export function defaultName(urn: string, generation: string): string {
  const logicalName = urn.split("::").slice(3).join("::");
  const usable = logicalName.replace(/[^A-Za-z0-9._\- ]/g, "-").trim();
  const longest = longestName - generationCharacters - 1;
  return `${usable.slice(0, longest)}-${generation.slice(0, generationCharacters)}`;
}
