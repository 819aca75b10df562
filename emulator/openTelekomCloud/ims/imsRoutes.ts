import { notEmulated, serviceRefusal } from "../gateway/refusal";
import type { Call, Route } from "../gateway/route";
import { versionRoutes } from "../gateway/versions";
import { deleteImage } from "./deleteImage";
import { getImageJob } from "./imageJobs";
import { findImage } from "./imageRules";
import { getImage, imageFilters, listImages, listNativeImages, nativeImageFilters } from "./images";
import { addImageTag, changeImageTags, deleteImageTag, listImageTags, putImageTag } from "./imageTags";
import { patchImage } from "./patchImage";
import { getImageQuota } from "./quota";
import { createWholeImage } from "./wholeImages";

const tags = "/v2/{project_id}/images/{image_id}/tags";

/** The calls of IMS. */
export const imsRoutes: Route[] = [
  ...versionRoutes("ims", [
    { name: "v1", status: "SUPPORTED" },
    { name: "v2", id: "v2.3", status: "CURRENT" },
  ]),
  {
    service: "ims",
    method: "POST",
    path: "/v1/cloudimages/wholeimages/action",
    answer: createWholeImage,
  },
  { service: "ims", method: "GET", path: "/v1/{project_id}/jobs/{job_id}", answer: getImageJob },
  { service: "ims", method: "GET", path: "/v1/cloudimages/quota", answer: getImageQuota },
  { service: "ims", method: "GET", path: "/v2/cloudimages", query: imageFilters, answer: listImages },
  { service: "ims", method: "PATCH", path: "/v2/cloudimages/{image_id}", answer: patchImage },
  { service: "ims", method: "GET", path: "/v2/images", query: nativeImageFilters, answer: listNativeImages },
  { service: "ims", method: "GET", path: "/v2/images/{image_id}", answer: getImage },
  { service: "ims", method: "DELETE", path: "/v2/images/{image_id}", answer: deleteImage },
  { service: "ims", method: "PUT", path: "/v1/cloudimages/tags", answer: putImageTag },
  { service: "ims", method: "GET", path: tags, answer: listImageTags },
  { service: "ims", method: "POST", path: tags, answer: addImageTag },
  { service: "ims", method: "POST", path: `${tags}/action`, answer: changeImageTags },
  { service: "ims", method: "DELETE", path: `${tags}/{key}`, answer: deleteImageTag },
  {
    service: "ims",
    method: "POST",
    path: "/v1/cloudimages/{image_id}/file",
    answer: refusedForWholeImages("IMG.0128", "exported"),
  },
  {
    service: "ims",
    method: "POST",
    path: "/v1/cloudimages/{image_id}/copy",
    answer: refusedForWholeImages("IMG.0130", "replicated"),
  },
];

/** An image of a whole server can neither be exported nor replicated; what happens to others is not emulated. */
function refusedForWholeImages(code: string, what: string): (call: Call) => never {
  return ({ state, parameters, requestId }) => {
    const image = findImage(state, parameters["image_id"] ?? "");
    if (image.wholeImage) throw serviceRefusal(code, `A full-ECS image cannot be ${what}.`);
    throw notEmulated(`images that are ${what}`, requestId);
  };
}
