import type { Tag } from "../cloudState";
import { serviceRefusal } from "../gateway/refusal";
import { parseTag } from "../gateway/tagAction";

const mostTags = 10;

/** Refuses more tags than an image may have. */
export function checkTags(tags: Tag[]): Tag[] {
  if (tags.length > mostTags) throw serviceRefusal("IMG.0116", `An image may have up to ${mostTags} tags.`);
  return tags;
}

/** A tag in the form `{key, value}`. */
export function imageTag(tag: unknown, withValue: boolean): Tag {
  return parseTag(tag, withValue, invalidTag);
}

/** A tag in the form `key.value`. */
export function textTag(tag: unknown): Tag {
  const match = typeof tag === "string" ? /^([^.]*)\.(.*)$/s.exec(tag) : null;
  if (match === null) throw invalidTag({ message: `${JSON.stringify(tag)} is not of the form key.value` });
  return parseTag({ key: match[1], value: match[2] }, true, invalidTag);
}

/** IMG.0115 */
export function invalidTag({ message }: { message: string }) {
  return serviceRefusal("IMG.0115", `The tag is invalid: ${message}.`);
}
