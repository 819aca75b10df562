import { asksFor, asksForEnterpriseProject } from "../gateway/pages";
import type { Answer, Call } from "../gateway/route";
import { asSeen } from "../history";
import { missingVault } from "./findVault";
import { page } from "./page";
import { vaultView } from "./vaultView";

/** One vault. */
export function getVault({ state, now, parameters }: Call): Answer {
  const id = parameters["vault_id"] ?? "";
  const vault = asSeen(state, "vaults", now).find((one) => one.id === id);
  if (vault === undefined) throw missingVault(id);
  return { status: 200, body: { vault: vaultView(state, vault) } };
}

/** Vaults. */
export function listVaults({ state, now, query }: Call): Answer {
  // How several servers are written is unconfirmed: repeated names and commas are both understood.
  const servers = query.getAll("resource_ids").flatMap((ids) => ids.split(","));
  const found = asSeen(state, "vaults", now).filter(
    (vault) =>
      asksFor(query, "id", vault.id) &&
      asksFor(query, "name", vault.name) &&
      asksFor(query, "status", vault.status) &&
      asksFor(query, "object_type", vault.objectType) &&
      asksFor(query, "protect_type", vault.protectType) &&
      asksFor(query, "cloud_type", "public") &&
      asksForEnterpriseProject(query, vault.enterpriseProjectId) &&
      // No vault has a policy.
      !query.has("policy_id") &&
      (servers.length === 0 || vault.resources.some(({ id }) => servers.includes(id))),
  );
  const vaults = page(query, found).map((vault) => vaultView(state, vault));
  return { status: 200, body: { vaults, count: found.length } };
}
