import { asksFor, queryNumber } from "../gateway/pages";
import type { Answer, Call } from "../gateway/route";
import { domainView, projectView } from "./account";
import { identityRefusal } from "./refusal";

/** What `GET /v3/projects` can be asked for. */
export const projectFilters = ["name", "domain_id", "enabled", "is_domain", "parent_id"] as const;

/** Projects that fit the query. */
export function listProjects({ state, query, target }: Call): Answer {
  const project = projectView(state.account);
  const found = projectFilters.every((name) => asksFor(query, name, String(project[name]))) ? [project] : [];
  const projects = pageOf(query) === 1 ? found : [];
  return { status: 200, body: { projects, links: linksOf(state.account.endpoints.iam, target.path) } };
}

/** The project, by its id. */
export function getProject({ state, parameters }: Call): Answer {
  const id = parameters["id"] ?? "";
  if (id !== state.account.projectId) throw identityRefusal(404, `Could not find project: ${id}.`);
  return { status: 200, body: { project: projectView(state.account) } };
}

/** Pages begin with 1; `page` and `per_page` go together. */
function pageOf(query: URLSearchParams): number {
  const refuse = (message: string) => identityRefusal(400, `Request parameter is invalid: ${message}.`);
  if (query.has("page") !== query.has("per_page")) throw refuse("page and per_page must be given together");
  queryNumber(query, "per_page", { otherwise: 5000, from: 1, to: 5000 }, refuse);
  return queryNumber(query, "page", { otherwise: 1, from: 1, to: 1_000_000 }, refuse);
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
