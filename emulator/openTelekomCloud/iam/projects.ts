import { asksFor } from "../gateway/pages";
import type { Answer, Call } from "../gateway/route";
import { domainView, projectView } from "./account";

/** What `GET /v3/projects` can be asked for. */
export const projectFilters = ["name", "domain_id", "enabled", "is_domain", "parent_id"] as const;

/** Projects that fit the query. */
export function listProjects({ state, query, target }: Call): Answer {
  const project = projectView(state.account);
  const projects = projectFilters.every((name) => asksFor(query, name, String(project[name])))
    ? [project]
    : [];
  return { status: 200, body: { projects, links: linksOf(state.account.endpoints.iam, target.path) } };
}

/** Accounts that the caller can reach: its own. */
export function listDomains({ state, query, target }: Call): Answer {
  const domain = domainView(state.account);
  const domains = asksFor(query, "name", domain.name) ? [domain] : [];
  return { status: 200, body: { domains, links: linksOf(state.account.endpoints.iam, target.path) } };
}

function linksOf(iam: string, path: string) {
  return { self: `${iam}${path}`, previous: null, next: null };
}
