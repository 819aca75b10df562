import type { CloudState } from "../cloudState";
import type { Answer, Call } from "../gateway/route";

/** How many private images there are, those being made included. */
export function privateImagesUsed(state: CloudState): number {
  return state.images.filter(({ imageType }) => imageType === "private").length;
}

/** How many images the project has and may have. */
export function getImageQuota({ state }: Call): Answer {
  const image = { type: "image", used: privateImagesUsed(state), quota: state.imageQuota, min: 0, max: 1000 };
  return { status: 200, body: { quotas: { resources: [image] } } };
}
