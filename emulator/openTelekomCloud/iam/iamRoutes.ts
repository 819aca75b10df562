import type { Route } from "../gateway/route";
import { agencyFilters, listAgencies, listAgencyRoles } from "./agencies";
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
  // The reference has the second version of the path; the Go client of this cloud uses the first.
  ...["/v3/OS-AGENCY", "/v3.0/OS-AGENCY"].flatMap((agencies): Route[] => [
    {
      service: "iam",
      method: "GET",
      path: `${agencies}/agencies`,
      query: agencyFilters,
      answer: listAgencies,
    },
    {
      service: "iam",
      method: "GET",
      path: `${agencies}/projects/{project_id}/agencies/{agency_id}/roles`,
      answer: listAgencyRoles,
    },
  ]),
  {
    service: "iam",
    method: "POST",
    path: "/v3.0/OS-CREDENTIAL/securitytokens",
    answer: createTemporaryKeys,
  },
];
