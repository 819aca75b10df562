import type { ImageState } from "../cloudState";
import { queryNumber } from "../gateway/pages";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { imageView } from "./imageView";
import { missingImage, visibleImages } from "./imageRules";

/** What `GET /v2/cloudimages` can be asked for. */
export const imageFilters = [
  ...[
    "id",
    "name",
    "status",
    "owner",
    "visibility",
    "protected",
    "container_format",
    "disk_format",
    "min_ram",
  ],
  ...["min_disk", "enterprise_project_id", "virtual_env_type", "tag", "created_at", "updated_at"],
  ...["__whole_image", "__imagetype", "__isregistered", "__os_type", "__os_bit", "__platform"],
  ...["limit", "marker", "sort_key", "sort_dir"],
];

const sortKeys = [
  "name",
  "container_format",
  "disk_format",
  "status",
  "id",
  "size",
  "created_at",
  "updated_at",
];

/** One image (native): 404 when it is gone. */
export function getImage({ state, now, parameters }: Call): Answer {
  const id = parameters["image_id"] ?? "";
  const image = visibleImages(state, now).find((one) => one.id === id);
  if (image === undefined) throw missingImage(id, 404);
  return { status: 200, body: imageView(state, image) };
}

/** Images. */
export function listImages({ state, now, query }: Call): Answer {
  const limit = queryNumber(query, "limit", { otherwise: 500, from: 0, to: 1_000_000 }, invalid);
  const found = sorted(
    visibleImages(state, now).filter((image) => matches(image, imageView(state, image), query)),
    query,
  ).map((image) => imageView(state, image));
  const marker = query.get("marker");
  const position = found.findIndex(({ id }) => id === marker);
  if (marker !== null && position < 0) throw invalid(`marker ${marker} is no image of this list`);
  return { status: 200, body: { images: found.slice(position + 1, position + 1 + limit) } };
}

function matches(image: ImageState, view: Record<string, unknown>, query: URLSearchParams): boolean {
  for (const [name, wanted] of query) {
    switch (name) {
      case "limit":
      case "marker":
      case "sort_key":
      case "sort_dir":
        break;
      case "tag": {
        const [key = "", value] = wanted.split(/=(.*)/s);
        if (!image.tags.some((tag) => tag.key === key && (value === undefined || tag.value === value))) {
          return false;
        }
        break;
      }
      // Works on what the image is, whether its attribute is shown or not.
      case "__whole_image":
        if (String(image.wholeImage) !== wanted.toLowerCase()) return false;
        break;
      case "created_at":
        if (!isInTime(image.createdAt, wanted)) return false;
        break;
      case "updated_at":
        if (!isInTime(image.updatedAt, wanted)) return false;
        break;
      case "enterprise_project_id":
        if (wanted !== "all_granted_eps" && view[name] !== wanted) return false;
        break;
      default: {
        const shown = view[name];
        if ((typeof shown === "string" ? shown : JSON.stringify(shown)) !== wanted) return false;
      }
    }
  }
  return true;
}

/** `gt:2026-01-01T00:00:00Z` and the like; nothing before the date means "equal". */
function isInTime(at: number, wanted: string): boolean {
  const [, operator = "eq", text = ""] = /^(?:(gt|gte|lt|lte|eq|neq):)?(.*)$/.exec(wanted) ?? [];
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw invalid(`${wanted} is no time`);
  const seconds = Math.floor(at / 1000) * 1000;
  const answers: Record<string, boolean> = {
    gt: seconds > time,
    gte: seconds >= time,
    lt: seconds < time,
    lte: seconds <= time,
    eq: seconds === time,
    neq: seconds !== time,
  };
  return answers[operator] ?? false;
}

/** By default the newest first; of the same moment, the one made later. */
function sorted(images: ImageState[], query: URLSearchParams): ImageState[] {
  const key = query.get("sort_key") ?? "created_at";
  const direction = query.get("sort_dir") ?? "desc";
  if (!sortKeys.includes(key)) throw invalid(`sort_key ${key} is not one of ${sortKeys.join(", ")}`);
  if (direction !== "asc" && direction !== "desc") throw invalid("sort_dir must be asc or desc");
  const value = (image: ImageState): string | number =>
    key === "name"
      ? image.name
      : key === "id"
        ? image.id
        : key === "status"
          ? image.status
          : key === "updated_at"
            ? image.updatedAt
            : key === "created_at"
              ? image.createdAt
              : 0;
  const ascending = images
    .map((image) => ({ image, value: value(image) }))
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    .map(({ image }) => image);
  return direction === "asc" ? ascending : ascending.reverse();
}

function invalid(message: string) {
  return serviceRefusal("IMG.0001", message);
}
