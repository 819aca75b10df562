import type { Route } from "../gateway/route";
import { versionRoutes } from "../gateway/versions";
import { getQuotaSet } from "./quotaSets";
import {
  getNativeVolume,
  getVolume,
  listNativeVolumes,
  listVolumes,
  nativeVolumeFilters,
  volumeFilters,
} from "./volumes";

/** The calls of EVS. */
export const evsRoutes: Route[] = [
  ...versionRoutes("evs", [
    { name: "v2", id: "v2.0", status: "SUPPORTED" },
    { name: "v3", id: "v3.0", status: "CURRENT" },
  ]),
  {
    service: "evs",
    method: "GET",
    path: "/v2/{project_id}/cloudvolumes/detail",
    query: volumeFilters,
    answer: listVolumes,
  },
  // These are the same in both versions.
  ...["/v2/{project_id}", "/v3/{project_id}"].flatMap((version): Route[] => [
    {
      service: "evs",
      method: "GET",
      path: `${version}/os-quota-sets/{target_project_id}`,
      query: ["usage"],
      answer: getQuotaSet,
    },
    {
      service: "evs",
      method: "GET",
      path: `${version}/volumes/detail`,
      query: nativeVolumeFilters,
      answer: listNativeVolumes,
    },
    { service: "evs", method: "GET", path: `${version}/volumes/{volume_id}`, answer: getNativeVolume },
    { service: "evs", method: "GET", path: `${version}/os-vendor-volumes/{volume_id}`, answer: getVolume },
  ]),
];
