import type { Route } from "../gateway/route";
import { getQuotaSet } from "./quotaSets";
import { getVolume, listVolumes, volumeFilters } from "./volumes";

/** The calls of EVS. */
export const evsRoutes: Route[] = [
  {
    service: "evs",
    method: "GET",
    path: "/v2/{project_id}/cloudvolumes/detail",
    query: volumeFilters,
    answer: listVolumes,
  },
  {
    service: "evs",
    method: "GET",
    path: "/v2/{project_id}/os-vendor-volumes/{volume_id}",
    answer: getVolume,
  },
  {
    service: "evs",
    method: "GET",
    path: "/v2/{project_id}/os-quota-sets/{target_project_id}",
    query: ["usage"],
    answer: getQuotaSet,
  },
];
