import type { Image } from "../../ports/images";

/** What the status of an image means: whatever stands in no list is no usable image. */
export function imageState(status: string): Image["state"] {
  return imageStates[status] ?? "failed";
}

const imageStates: Record<string, Image["state"]> = {
  queued: "creating",
  saving: "creating",
  active: "usable",
  killed: "failed",
  deleted: "failed",
};
