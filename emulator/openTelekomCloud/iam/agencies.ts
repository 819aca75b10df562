import type { AgencyState, CloudState } from "../cloudState";
import { cinderDate } from "../dates";
import type { Credentials } from "../gateway/authorize";
import { asksFor } from "../gateway/pages";
import type { Answer, Call } from "../gateway/route";
import { stableHexId } from "../identifiers";
import { identityRefusal } from "./refusal";

/** What the agencies can be asked for by. */
export const agencyFilters = ["domain_id", "name", "trust_domain_id"];

/** The agencies of the account. An agency that has expired stays in the list. */
export function listAgencies({ state, query, credentials }: Call): Answer {
  const domainId = query.get("domain_id");
  if (domainId === null || domainId === "") {
    throw identityRefusal(400, "Request parameter is invalid: 'domain_id' is required.");
  }
  if (!mayLook(state, credentials) || domainId !== state.account.domainId) throw notAllowed("list_agencies");
  const found = state.agencies.filter(
    ({ name, trustDomainId }) =>
      asksFor(query, "name", name) && asksFor(query, "trust_domain_id", trustDomainId),
  );
  return { status: 200, body: { agencies: found.map((agency) => agencyView(state, agency)) } };
}

/** The roles that an agency has in the project. */
export function listAgencyRoles({ state, parameters, credentials }: Call): Answer {
  if (!mayLook(state, credentials)) throw notAllowed("list_agencies_roles");
  const id = parameters["agency_id"] ?? "";
  const agency = state.agencies.find((one) => one.id === id);
  if (agency === undefined) throw identityRefusal(404, `Could not find agency: ${id}.`);
  const roles = agency.roles.map((name) => roleView(state, name));
  return { status: 200, body: { roles } };
}

/** The user may, and calls for the account: agencies belong to none of its projects. */
function mayLook({ mayListAgencies }: CloudState, credentials: Credentials): boolean {
  if (credentials.kind === "none") return false;
  const isOfAccount =
    credentials.kind === "token" ? credentials.token.scope !== "project" : credentials.ofAccount;
  return mayListAgencies && isOfAccount;
}

function notAllowed(action: string) {
  return identityRefusal(403, `You are not authorized to perform the requested action: identity:${action}`);
}

function agencyView({ account }: CloudState, agency: AgencyState): object {
  return {
    id: agency.id,
    name: agency.name,
    domain_id: account.domainId,
    trust_domain_id: agency.trustDomainId,
    trust_domain_name: agency.trustDomainName,
    description: agency.description,
    duration: null,
    expire_time: agency.expiresAt === null ? null : cinderDate(agency.expiresAt),
    create_time: cinderDate(agency.createdAt),
  };
}

function roleView({ account }: CloudState, name: string): object {
  const id = stableHexId(`role ${name}`);
  return {
    id,
    name,
    display_name: name,
    catalog: "KMS",
    description: "",
    type: "XA",
    domain_id: null,
    links: { self: `${account.endpoints.iam}/v3/roles/${id}`, previous: null, next: null },
  };
}
