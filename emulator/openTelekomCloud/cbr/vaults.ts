import type { CloudState, VaultState } from "../cloudState";
import { cbrDate } from "../dates";
import { asksFor } from "../gateway/pages";
import { backupRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { isBackedUp } from "../operations/wholeImage";
import { page } from "./page";

/** One vault. */
export function getVault({ state, parameters }: Call): Answer {
  const id = parameters["vault_id"] ?? "";
  const vault = state.vaults.find((one) => one.id === id);
  if (vault === undefined) throw backupRefusal("6105", `Vault ${id} does not exist`, 404);
  return { status: 200, body: { vault: vaultView(state, vault) } };
}

/** Vaults. */
export function listVaults({ state, query }: Call): Answer {
  // How several servers are written is unconfirmed: repeated names and commas are both understood.
  const servers = query.getAll("resource_ids").flatMap((ids) => ids.split(","));
  const found = state.vaults.filter(
    (vault) =>
      asksFor(query, "id", vault.id) &&
      asksFor(query, "name", vault.name) &&
      asksFor(query, "status", vault.status) &&
      asksFor(query, "object_type", vault.objectType) &&
      asksFor(query, "protect_type", vault.protectType) &&
      (servers.length === 0 || vault.resources.some(({ id }) => servers.includes(id))),
  );
  const vaults = page(query, found).map((vault) => vaultView(state, vault));
  return { status: 200, body: { vaults, count: found.length } };
}

function vaultView(state: CloudState, vault: VaultState): object {
  const backups = state.backups.filter((backup) => backup.vaultId === vault.id);
  return {
    id: vault.id,
    name: vault.name,
    description: vault.description,
    project_id: state.account.projectId,
    provider_id: "0daac4c5-6707-4851-97ba-169e36266b66",
    created_at: cbrDate(vault.createdAt),
    auto_bind: false,
    auto_expand: false,
    bind_rules: { tags: [] },
    enterprise_project_id: "0",
    locked: vault.status === "lock",
    smn_notify: true,
    threshold: 80,
    user_id: "b0b0b0b0c10d4c5a9b7d3f2a1b0c0d0b",
    tags: [],
    billing: {
      status: vault.status,
      object_type: vault.objectType,
      protect_type: vault.protectType,
      consistent_level: "crash_consistent",
      charging_mode: "post_paid",
      cloud_type: "public",
      size: vault.sizeGb,
      allocated: vault.resources.reduce((sum, { sizeGb }) => sum + sizeGb, 0),
      used: vault.usedMb,
      spec_code: `vault.${vault.protectType}.${vault.objectType}.normal`,
      storage_unit: null,
      frozen_scene: null,
      order_id: null,
      product_id: null,
    },
    resources: vault.resources.map((resource) => {
      const ofResource = backups.filter(({ serverId }) => serverId === resource.id);
      return {
        id: resource.id,
        type: resource.type,
        name: resource.name,
        size: resource.sizeGb,
        backup_count: ofResource.length,
        backup_size: ofResource
          .filter(({ status }) => status === "available")
          .reduce((sum, { storedMb }) => sum + storedMb, 0),
        protect_status: isBackedUp(state, resource.id) ? "protecting" : "available",
        extra_info: { exclude_volumes: [] },
      };
    }),
  };
}
