import type { Route } from "../gateway/route";
import { getCatalog } from "./catalog";
import { getProject, listDomains, listProjects, projectFilters } from "./projects";
import { createTemporaryKeys } from "./temporaryKeys";
import { createToken } from "./tokens";
import { getVersion, listVersions } from "./versions";

/** The calls of IAM. */
export const iamRoutes: Route[] = [
  { service: "iam", method: "GET", path: "/", open: true, answer: listVersions },
  { service: "iam", method: "GET", path: "/v3", open: true, answer: getVersion },
  {
    service: "iam",
    method: "POST",
    path: "/v3/auth/tokens",
    open: true,
    query: ["nocatalog"],
    answer: createToken,
  },
  { service: "iam", method: "GET", path: "/v3/auth/catalog", answer: getCatalog },
  { service: "iam", method: "GET", path: "/v3/auth/projects", answer: listProjects },
  { service: "iam", method: "GET", path: "/v3/auth/domains", query: ["name"], answer: listDomains },
  {
    service: "iam",
    method: "GET",
    path: "/v3/projects",
    query: [...projectFilters, "page", "per_page"],
    answer: listProjects,
  },
  { service: "iam", method: "GET", path: "/v3/projects/{id}", answer: getProject },
  {
    service: "iam",
    method: "POST",
    path: "/v3.0/OS-CREDENTIAL/securitytokens",
    answer: createTemporaryKeys,
  },
];
