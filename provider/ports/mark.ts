import { digestOf } from "../procedures/operationRecord";

/** The mark on what an operation made: which resource it belongs to, and which operation made it. */
export interface Mark {
  urnDigest: string;
  generation: string;
}

/** The tag key that carries the mark. Fixed for ever: a change would orphan every image that exists. */
export const markKey = "ecs-lifecycle";

/** The mark as the value of a tag: 12 + 1 + 16 characters of the 43 that a tag may have. */
export function formatMark(urn: string, generation: string): string {
  return `${digestOf(urn)}_${generation}`;
}

/** Reads a mark; undefined where the text is none. */
export function parseMark(text: string | undefined): Mark | undefined {
  const match = /^([0-9a-f]{12})_([0-9a-f]{16})$/.exec(text ?? "");
  return match ? { urnDigest: match[1] ?? "", generation: match[2] ?? "" } : undefined;
}
