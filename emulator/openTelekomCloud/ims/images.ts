import type { CloudState, ImageState } from "../cloudState";
import { utcTime } from "../dates";
import { asksForEnterpriseProject, flagFilter, queryNumber } from "../gateway/pages";
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
  ...["__system__cmkid", "__support_*", "member_status", "size_min", "size_max"],
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

const anyNumber = { otherwise: 0, from: 0, to: Number.MAX_SAFE_INTEGER };

/** One image (native): 404 when it is gone. */
export function getImage({ state, now, parameters }: Call): Answer {
  const id = parameters["image_id"] ?? "";
  const image = visibleImages(state, now).find((one) => one.id === id);
  if (image === undefined) throw missingImage(id, 404);
  return { status: 200, body: imageView(state, image) };
}

/** What the native list can be asked for. */
export const nativeImageFilters = [
  ...["name", "status", "visibility", "owner", "protected", "container_format", "disk_format", "tag"],
  ...["min_ram", "min_disk", "size_min", "size_max", "created_at", "updated_at"],
  ...["limit", "marker", "sort_key", "sort_dir", "__whole_image", "__imagetype", "__os_type", "__platform"],
];

/** Images. */
export function listImages(call: Call): Answer {
  return { status: 200, body: { images: pageOf(call, 500).page } };
}

/** Images (native): 25 at a time, with the way to the next ones. */
export function listNativeImages(call: Call): Answer {
  const { page, isLast } = pageOf(call, 25);
  const address = (query: URLSearchParams) => {
    const text = query.toString();
    return `/v2/images${text && `?${text}`}`;
  };
  const first = new URLSearchParams(call.query);
  first.delete("marker");
  const next = new URLSearchParams(call.query);
  next.set("marker", String(page.at(-1)?.["id"]));
  return {
    status: 200,
    body: {
      images: page,
      first: address(first),
      schema: "/v2/schemas/images",
      ...(isLast || page.length === 0 ? {} : { next: address(next) }),
    },
  };
}

function pageOf({ state, now, query }: Call, usualLimit: number) {
  const limit = queryNumber(query, "limit", { otherwise: usualLimit, from: 0, to: 1_000_000 }, invalid);
  const conditions = [...query].map(([name, wanted]) => conditionOf(name, wanted, query));
  const isAskedFor = (image: ImageState) => {
    const view = imageView(state, image);
    return conditions.every((condition) => condition(image, view));
  };
  const found = sorted(
    visibleImages(state, now).filter((image) => isListed(state, image, query) && isAskedFor(image)),
    query,
  ).map((image) => imageView(state, image));
  const marker = query.get("marker");
  const position = found.findIndex(({ id }) => id === marker);
  if (marker !== null && position < 0) throw invalid(`marker ${marker} is no image of this list`);
  const end = position + 1 + limit;
  return { page: found.slice(position + 1, end), isLast: end >= found.length };
}

/** What another project shares is listed once it is accepted, or where it is asked for by its member status. */
function isListed({ world }: CloudState, { sharing }: ImageState, query: URLSearchParams): boolean {
  if (sharing === null || sharing.memberStatus === "accepted") return true;
  return query.has("member_status") || world.unacceptedImages === "listed";
}

type Condition = (image: ImageState, view: Record<string, unknown>) => boolean;

const always: Condition = () => true;

/** What one parameter of the query asks of an image. What cannot be understood is refused, whatever images there are. */
function conditionOf(name: string, wanted: string, query: URLSearchParams): Condition {
  switch (name) {
    case "limit":
    case "marker":
    case "sort_key":
    case "sort_dir":
      return always;
    case "tag": {
      const [key = "", value] = wanted.split(/=(.*)/s);
      return ({ tags }) =>
        tags.some((tag) => tag.key === key && (value === undefined || tag.value === value));
    }
    // Works on what the image is, whether its attribute is shown or not.
    case "__whole_image": {
      const isWanted = flagFilter(query, name, invalid);
      return ({ wholeImage }) => isWanted(wholeImage);
    }
    case "__isregistered": {
      const isWanted = flagFilter(query, name, invalid);
      return () => isWanted(true);
    }
    case "protected": {
      const isWanted = flagFilter(query, name, invalid);
      return (image) => isWanted(image.protected);
    }
    case "member_status":
      if (query.get("visibility") !== "shared") throw invalid("member_status needs visibility=shared");
      return ({ sharing }) => sharing?.memberStatus === wanted;
    case "size_min": {
      const smallest = queryNumber(query, name, anyNumber, invalid);
      return ({ sizeBytes }) => sizeBytes >= smallest;
    }
    case "size_max": {
      const largest = queryNumber(query, name, anyNumber, invalid);
      return ({ sizeBytes }) => sizeBytes <= largest;
    }
    case "created_at": {
      const isInTime = timeFilter(wanted);
      return ({ createdAt }) => isInTime(createdAt);
    }
    case "updated_at": {
      const isInTime = timeFilter(wanted);
      return ({ updatedAt }) => isInTime(updatedAt);
    }
    case "enterprise_project_id":
      return ({ enterpriseProjectId }) => asksForEnterpriseProject(query, enterpriseProjectId);
    default:
      return (_image, view) => {
        const shown = view[name];
        return (typeof shown === "string" ? shown : JSON.stringify(shown)) === wanted;
      };
  }
}

/** `gt:2026-01-01T00:00:00Z` and the like; nothing before the date means "equal". */
function timeFilter(wanted: string): (at: number) => boolean {
  const [, operator = "eq", text = ""] = /^(?:(gt|gte|lt|lte|eq|neq):)?(.*)$/.exec(wanted) ?? [];
  const time = utcTime(text);
  if (time === undefined) throw invalid(`${wanted} is no time such as gt:2026-01-02T03:04:05Z`);
  return (at) => {
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
  };
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
