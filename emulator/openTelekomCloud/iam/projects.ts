import { asksFor } from "../gateway/pages";
import type { Call, Answer, Route } from "../gateway/route";

/** The calls of IAM. */
export const iamRoutes: Route[] = [
  {
    service: "iam",
    method: "GET",
    path: "/v3/projects",
    query: ["name", "domain_id", "enabled", "is_domain", "parent_id"],
    answer: listProjects,
  },
];

function listProjects({ state, query }: Call): Answer {
  const { account } = state;
  const project = {
    id: account.projectId,
    name: account.projectName,
    domain_id: account.domainId,
    parent_id: account.domainId,
    enabled: true,
    is_domain: false,
    description: "",
    links: { self: `${account.endpoints.iam}/v3/projects/${account.projectId}` },
  };
  const asked = ["name", "domain_id", "enabled", "is_domain", "parent_id"] as const;
  const projects = asked.every((name) => asksFor(query, name, String(project[name]))) ? [project] : [];
  const links = { self: `${account.endpoints.iam}/v3/projects`, previous: null, next: null };
  return { status: 200, body: { projects, links } };
}
