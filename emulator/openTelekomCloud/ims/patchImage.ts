import type { ImageState } from "../cloudState";
import { isObject } from "../gateway/json";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { checkDescription, checkName, checkNameIsFree, findImage } from "./imageRules";
import { imageView } from "./imageView";

interface Change {
  op: "add" | "replace" | "remove";
  attribute: string;
  value: string;
}

/** Attributes of the service that can be changed, besides those that have a rule of their own. */
const changeable = ["__description", "__is_config_init", "hw_firmware_type", "hw_vif_multiqueue_enabled"];

/** Changes attributes of an image: all of them, or none where one is refused. */
export function patchImage({ state, now, parameters, body }: Call): Answer {
  const image = findImage(state, parameters["image_id"] ?? "");
  if (image.imageType !== "private") {
    throw serviceRefusal("IMG.0026", "No permission to change this image.", 403);
  }
  if (image.status !== "active") {
    throw serviceRefusal("IMG.0046", `The image is not available: its status is ${image.status}.`);
  }
  if (!Array.isArray(body) || body.length === 0) {
    throw serviceRefusal("IMG.0001", "The request message format is invalid.");
  }

  const changed = structuredClone(image);
  for (const change of body.map(parseChange)) {
    const present = isPresent(changed, imageView(state, changed), change.attribute);
    if (change.op !== "add" && !present) {
      throw serviceRefusal("IMG.0035", `The image has no attribute ${change.attribute}: use add.`);
    }
    apply(changed, change);
  }
  if (changed.name !== image.name) checkNameIsFree(state, changed.name);
  Object.assign(image, changed, { updatedAt: now });
  return { status: 200, body: imageView(state, image) };
}

function parseChange(change: unknown): Change {
  if (!isObject(change)) throw serviceRefusal("IMG.0001", "The request message format is invalid.");
  const { op, path, value } = change;
  if (op !== "add" && op !== "replace" && op !== "remove") {
    throw serviceRefusal("IMG.0001", "op must be add, replace or remove.");
  }
  if (typeof path !== "string" || !/^\/[^/]+$/.test(path)) {
    throw serviceRefusal("IMG.0001", "path must be /<attribute>.");
  }
  if (op !== "remove" && typeof value !== "string") {
    throw serviceRefusal("IMG.0001", "value must be a text.");
  }
  return { op, attribute: path.slice(1), value: typeof value === "string" ? value : "" };
}

function isPresent(image: ImageState, view: Record<string, unknown>, attribute: string): boolean {
  return Object.hasOwn(image.attributes, attribute) || Object.hasOwn(view, attribute);
}

function apply(image: ImageState, { op, attribute, value }: Change): void {
  const removed = op === "remove";
  switch (attribute) {
    case "name":
      image.name = checkName(removed ? "" : value);
      return;
    case "__description":
      image.description = removed ? null : checkDescription(value);
      return;
    case "min_ram":
      image.minRamMb = removed ? 0 : megabytes(attribute, value);
      return;
    case "max_ram":
      image.maxRamMb = removed ? null : megabytes(attribute, value);
      return;
    case "enterprise_project_id":
      if (removed) throw serviceRefusal("IMG.0155", "The enterprise project ID is invalid.");
      image.enterpriseProjectId = value;
      return;
    default:
      if (!isChangeable(image, attribute)) {
        throw serviceRefusal("IMG.0001", `The attribute ${attribute} cannot be changed.`);
      }
      if (removed) Reflect.deleteProperty(image.attributes, attribute);
      else image.attributes[attribute] = value;
  }
}

/** Own attributes have names without capitals that are not the service's. */
function isChangeable(image: ImageState, attribute: string): boolean {
  if (changeable.includes(attribute) || attribute.startsWith("__support_")) return true;
  if (Object.hasOwn(image.attributes, attribute)) return true;
  return /^[a-z0-9][a-z0-9_.-]*$/.test(attribute) && !fixedAttributes.has(attribute);
}

const fixedAttributes = new Set([
  ...[
    "id",
    "status",
    "owner",
    "visibility",
    "protected",
    "container_format",
    "disk_format",
    "min_disk",
    "tags",
  ],
  ...["self", "file", "schema", "created_at", "updated_at", "active_at", "virtual_env_type", "virtual_size"],
  ...["size", "checksum", "instance_id", "vault_id"],
]);

function megabytes(attribute: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw serviceRefusal("IMG.0001", `${attribute} must be a number of MB.`);
  return Number(value);
}
