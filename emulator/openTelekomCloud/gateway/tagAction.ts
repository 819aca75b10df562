import type { Tag } from "../cloudState";
import { isObject } from "./json";
import type { Refusal } from "./refusal";

/** What is wrong with a tag. */
export interface TagProblem {
  about: "form" | "key" | "value";
  message: string;
}

/** A request to add tags or to remove them. */
export interface TagAction {
  action: "create" | "delete";
  tags: Tag[];
}

/** Reads a body `{action, tags: [{key, value}]}`. */
export function parseTagAction(body: unknown, refuse: (problem: TagProblem) => Refusal): TagAction {
  if (!isObject(body) || !Array.isArray(body["tags"]) || body["tags"].length === 0) {
    throw refuse({ about: "form", message: "tags are missing" });
  }
  const { action } = body;
  if (action !== "create" && action !== "delete") {
    throw refuse({ about: "form", message: "action must be create or delete" });
  }
  return { action, tags: body["tags"].map((tag) => parseTag(tag, action === "create", refuse)) };
}

/** Reads a tag; outer blanks are cut. A value may be left out where the tag is to be removed. */
export function parseTag(tag: unknown, withValue: boolean, refuse: (problem: TagProblem) => Refusal): Tag {
  if (!isObject(tag) || typeof tag["key"] !== "string") {
    throw refuse({ about: "form", message: "a tag must have a key" });
  }
  const value = tag["value"] ?? (withValue ? undefined : "");
  if (typeof value !== "string") throw refuse({ about: "form", message: "a tag must have a value" });
  const trimmed = { key: tag["key"].trim(), value: value.trim() };
  if (!/^[A-Za-z0-9_-]{1,36}$/.test(trimmed.key)) {
    throw refuse({ about: "key", message: `Invalid tag key ${trimmed.key}` });
  }
  if (!/^[A-Za-z0-9_-]{0,43}$/.test(trimmed.value)) {
    throw refuse({ about: "value", message: `Invalid value of tag ${trimmed.key}` });
  }
  return trimmed;
}

/** The tags after the action. */
export function applyTags(tags: Tag[], { action, tags: changes }: TagAction): Tag[] {
  const kept = tags.filter(({ key }) => !changes.some((change) => change.key === key));
  if (action === "delete") return kept;
  return [...kept, ...new Map(changes.map((tag) => [tag.key, tag])).values()];
}
