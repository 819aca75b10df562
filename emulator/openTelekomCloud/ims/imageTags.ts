import { isObject } from "../gateway/json";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { applyTags, parseTagAction } from "../gateway/tagAction";
import type { TagAction } from "../gateway/tagAction";
import { findImage, missingImage, visibleImages } from "./imageRules";
import { checkTags, imageTag, invalidTag, textTag } from "./tagRules";

/** The tags of an image. */
export function listImageTags({ state, now, parameters }: Call): Answer {
  const id = parameters["image_id"] ?? "";
  const image = visibleImages(state, now).find((one) => one.id === id);
  if (image === undefined) throw missingImage(id, 400);
  return { status: 200, body: { tags: image.tags } };
}

/** Adds one tag; the same key is overwritten. */
export function addImageTag(call: Call): Answer {
  if (!isObject(call.body)) throw serviceRefusal("IMG.0001", "The request message format is invalid.");
  return change(call, { action: "create", tags: [imageTag(call.body["tag"], true)] });
}

/** Adds one tag, as the older call has it: `{image_id, tag: "key.value"}` or `{image_id, image_tag: {key, value}}`. */
export function putImageTag(call: Call): Answer {
  if (!isObject(call.body)) throw serviceRefusal("IMG.0001", "The request message format is invalid.");
  const { image_id: id, tag, image_tag: object } = call.body;
  if (typeof id !== "string") throw serviceRefusal("IMG.0001", "image_id is missing.");
  // The official Go SDK sends an empty one beside `tag`.
  const isObjectGiven = object !== undefined && !(isObject(object) && (object["key"] ?? "") === "");
  if ((tag !== undefined) === isObjectGiven) throw invalidTag({ message: "use either tag or image_tag" });
  const added = tag === undefined ? imageTag(object, true) : textTag(tag);
  return change({ ...call, parameters: { image_id: id } }, { action: "create", tags: [added] });
}

/** Adds or removes tags; repeating it changes nothing. */
export function changeImageTags(call: Call): Answer {
  return change(call, parseTagAction(call.body, invalidTag));
}

/** Removes one tag, which has to be there. */
export function deleteImageTag(call: Call): Answer {
  const key = call.parameters["key"] ?? "";
  const image = findImage(call.state, call.parameters["image_id"] ?? "");
  if (!image.tags.some((tag) => tag.key === key)) {
    throw serviceRefusal("IMG.0115", `The image has no tag ${key}.`, 404);
  }
  return change(call, { action: "delete", tags: [{ key, value: "" }] });
}

function change({ state, now, parameters }: Call, action: TagAction): Answer {
  const image = findImage(state, parameters["image_id"] ?? "");
  image.tags = checkTags(applyTags(image.tags, action));
  image.updatedAt = now;
  return { status: 204 };
}
