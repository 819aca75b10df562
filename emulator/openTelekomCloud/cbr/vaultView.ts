import type { CloudState, VaultState } from "../cloudState";
import { cbrDate } from "../dates";
import { isBackedUp } from "../operations/backup";
import { serverProviderId } from "./serverProvider";

/** A vault as the service shows it. */
export function vaultView(state: CloudState, vault: VaultState): object {
  const backups = state.backups.filter((backup) => backup.vaultId === vault.id);
  return {
    id: vault.id,
    name: vault.name,
    description: vault.description,
    project_id: state.account.projectId,
    provider_id: serverProviderId,
    created_at: cbrDate(vault.createdAt),
    auto_bind: false,
    auto_expand: vault.autoExpand,
    bind_rules: { tags: [] },
    enterprise_project_id: vault.enterpriseProjectId,
    locked: vault.locked,
    smn_notify: vault.notify,
    threshold: vault.threshold,
    user_id: state.account.userId,
    tags: vault.tags,
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
