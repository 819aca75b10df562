import type { EmulatedAccount } from "../account";

/** The account (in IAM's words the domain) as other things name it. */
export function domainOf({ domainId, domainName }: EmulatedAccount): { id: string; name: string } {
  return { id: domainId, name: domainName };
}

/** The only project. */
export function projectView({ endpoints, domainId, projectId, projectName }: EmulatedAccount) {
  return {
    id: projectId,
    name: projectName,
    domain_id: domainId,
    parent_id: domainId,
    enabled: true,
    is_domain: false,
    description: "",
    links: { self: `${endpoints.iam}/v3/projects/${projectId}` },
  };
}

/** The account itself. */
export function domainView(account: EmulatedAccount) {
  return {
    ...domainOf(account),
    enabled: true,
    description: "",
    links: { self: `${account.endpoints.iam}/v3/domains/${account.domainId}` },
  };
}
