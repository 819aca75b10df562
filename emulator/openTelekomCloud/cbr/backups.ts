import type { BackupState, CloudState } from "../cloudState";
import { cbrDate } from "../dates";
import { asksFor, asksForEnterpriseProject } from "../gateway/pages";
import { backupRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { asSeen } from "../history";
import { beginBackupDeletion } from "../operations/backupDeletion";
import { page } from "./page";
import { serverProviderId } from "./serverProvider";
import { windowOf } from "./timeWindow";

const serverType = "OS::Nova::Server";

/** One backup. */
export function getBackup({ state, now, parameters }: Call): Answer {
  const id = parameters["backup_id"] ?? "";
  const backup = asSeen(state, "backups", now).find((one) => one.id === id);
  if (backup === undefined) throw missing(id);
  return { status: 200, body: { backup: backupView(state, backup) } };
}

/** Backups, the newest first. */
export function listBackups({ state, now, query }: Call): Answer {
  const isInWindow = windowOf(query);
  const found = asSeen(state, "backups", now)
    .filter(
      (backup) =>
        asksFor(query, "id", backup.id) &&
        asksFor(query, "name", backup.name) &&
        asksFor(query, "status", backup.status) &&
        asksFor(query, "vault_id", backup.vaultId) &&
        asksFor(query, "checkpoint_id", backup.checkpointId) &&
        asksFor(query, "resource_id", backup.serverId) &&
        asksFor(query, "resource_name", backup.serverName) &&
        asksFor(query, "resource_az", backup.availabilityZone) &&
        asksFor(query, "resource_type", serverType) &&
        asksFor(query, "image_type", "backup") &&
        query.get("own_type") !== "shared" &&
        // Backups of disks have a parent; they are not listed by themselves.
        !query.has("parent_id") &&
        asksForEnterpriseProject(query, "0") &&
        isInWindow(backup.createdAt),
    )
    .sort(orderOf(query));
  const backups = page(query, found).map((backup) => backupView(state, backup));
  return { status: 200, body: { backups, count: found.length } };
}

/** `sort=key:direction,…`; the newest first where nothing is said. */
function orderOf(query: URLSearchParams): (a: BackupState, b: BackupState) => number {
  const values: Record<string, (backup: BackupState) => string | number> = {
    created_at: ({ createdAt }) => createdAt,
    updated_at: ({ updatedAt }) => updatedAt,
    name: ({ name }) => name,
    id: ({ id }) => id,
    status: ({ status }) => status,
  };
  const keys = (query.get("sort") ?? "created_at:desc").split(",").map((text) => {
    const [, key = "", direction] = /^(\w+)(?::(asc|desc))?$/.exec(text) ?? [];
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined)
      throw backupRefusal(
        "9900",
        `sort ${text} is not one of ${Object.keys(values).join(", ")}, with :asc or :desc`,
      );
    return { value, sign: direction === "asc" ? 1 : -1 };
  });
  return (a, b) => {
    for (const { value, sign } of keys) {
      if (value(a) !== value(b)) return value(a) < value(b) ? -sign : sign;
    }
    return 0;
  };
}

/** Deletes a backup that no image needs; the rest happens afterwards. */
export function deleteBackup({ state, now, parameters }: Call): Answer {
  const id = parameters["backup_id"] ?? "";
  const backup = state.backups.find((one) => one.id === id);
  if (backup === undefined) throw missing(id);
  if (backup.imageIds.length > 0) {
    throw backupRefusal("6204", `Backup ${id} has been used to create image ${backup.imageIds.join(", ")}`);
  }
  if (backup.status !== "available" && backup.status !== "error") {
    throw backupRefusal("6203", `Backup ${id} cannot be deleted while it is ${backup.status}`);
  }
  beginBackupDeletion(state, backup, now);
  return { status: 204 };
}

function missing(id: string) {
  return backupRefusal("6200", `Backup ${id} does not exist`, 404);
}

function backupView(state: CloudState, backup: BackupState): object {
  const shared = {
    project_id: state.account.projectId,
    provider_id: serverProviderId,
    vault_id: backup.vaultId,
    checkpoint_id: backup.checkpointId,
    status: backup.status,
    image_type: "backup",
    incremental: false,
    // The reference shows the number 0 in a sample; official clients cannot read it.
    enterprise_project_id: "0",
    resource_az: backup.availabilityZone,
    created_at: cbrDate(backup.createdAt),
    updated_at: cbrDate(backup.updatedAt),
    protected_at: backup.protectedAt === null ? null : cbrDate(backup.protectedAt),
    expired_at: null,
    replication_records: [],
  };
  const extendInfo = {
    auto_trigger: false,
    supported_restore_mode: backup.restoreMode,
    support_lld: true,
    contain_system_disk: true,
    incremental: false,
    encrypted: backup.children.some(({ encrypted }) => encrypted),
  };
  return {
    ...shared,
    id: backup.id,
    name: backup.name,
    description: backup.description,
    parent_id: null,
    resource_id: backup.serverId,
    resource_name: backup.serverName,
    resource_type: serverType,
    resource_size: backup.sizeGb,
    extend_info: {
      ...extendInfo,
      os_images_data: backup.imageIds.map((image_id) => ({ image_id })),
    },
    children: backup.children.map((child) => ({
      ...shared,
      id: child.id,
      name: `${backup.name}_${child.diskId.slice(0, 8)}`,
      description: "",
      parent_id: backup.id,
      resource_id: child.diskId,
      resource_name: "",
      resource_type: "OS::Cinder::Volume",
      resource_size: child.sizeGb,
      extend_info: {
        ...extendInfo,
        snapshot_id: child.snapshotId,
        bootable: child.bootable,
        encrypted: child.encrypted,
        system_disk: child.bootable,
        os_images_data: [],
      },
      children: [],
    })),
  };
}
