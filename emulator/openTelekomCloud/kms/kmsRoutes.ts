import type { Route } from "../gateway/route";
import { versionRoutes } from "../gateway/versions";
import { describeKey, keyFilters, keyNames, listKeys } from "./keys";

/** The calls of KMS. */
export const kmsRoutes: Route[] = [
  ...versionRoutes("kms", [{ name: "v1.0", status: "CURRENT" }]),
  {
    service: "kms",
    method: "POST",
    path: "/v1.0/{project_id}/kms/list-keys",
    query: keyFilters,
    answer: listKeys,
  },
  {
    service: "kms",
    method: "POST",
    path: "/v1.0/{project_id}/kms/describe-key",
    query: keyNames,
    answer: describeKey,
  },
];
