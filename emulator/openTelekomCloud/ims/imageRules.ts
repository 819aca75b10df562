import type { CloudState, ImageState, Instant } from "../cloudState";
import { serviceRefusal } from "../gateway/refusal";
import { asSeen } from "../history";

/** Refuses names that the service refuses. */
export function checkName(name: unknown): string {
  if (typeof name !== "string" || name === "") throw serviceRefusal("IMG.0003", "The image name is missing.");
  if (name.length > 128) {
    throw serviceRefusal("IMG.0002", "The image name contains more than 128 characters.");
  }
  if (!/^[A-Za-z0-9._\- ]+$/.test(name) || name.startsWith(" ") || name.endsWith(" ")) {
    throw serviceRefusal("IMG.0003", "The image name format is invalid.");
  }
  return name;
}

/** Refuses a name that another private image has, in a world that does so. Images being made count. */
export function checkNameIsFree(state: CloudState, name: string): void {
  if (state.world.duplicateImageNames === "allowed") return;
  if (!state.images.some((image) => image.imageType === "private" && image.name === name)) {
    return;
  }
  throw serviceRefusal("IMG.0009", "The image name already exists.");
}

/** Refuses descriptions that the service refuses. */
export function checkDescription(description: unknown): string {
  if (typeof description !== "string") throw serviceRefusal("IMG.0054", "The description format is invalid.");
  if (description.length > 1024) {
    throw serviceRefusal("IMG.0004", "The description contains more than 1024 characters.");
  }
  if (/[<>\r]/.test(description)) {
    throw serviceRefusal("IMG.0054", "The description contains characters that are not allowed.");
  }
  return description;
}

/** The image itself, or a refusal: IMG.0027. One that cannot be seen while it is made is missing here, too. */
export function findImage(state: CloudState, id: string, status = 400): ImageState {
  const image = state.images.find((one) => one.id === id);
  if (image === undefined || !isVisible(state, image)) throw missingImage(id, status);
  return image;
}

/** The images that reads show at `now`. */
export function visibleImages(state: CloudState, now: Instant): ImageState[] {
  return asSeen(state, "images", now).filter((image) => isVisible(state, image));
}

/** IMG.0027 */
export function missingImage(id: string, status: number) {
  return serviceRefusal("IMG.0027", `The image ${id} does not exist.`, status);
}

function isVisible({ world }: CloudState, { status }: ImageState): boolean {
  return world.imageVisibleWhileCreated || (status !== "queued" && status !== "saving");
}
