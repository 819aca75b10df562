import { z } from "zod";
import type { Backup, Backups } from "../../ports/backups";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { listPages } from "./listPages";
import { cloudTime, utcSeconds } from "./utcSeconds";

const diskBackup = z.object({
  resource_id: z.string(),
  resource_size: z.number(),
  extend_info: z.object({ bootable: z.boolean().nullish() }).loose().nullish(),
});
const backupAnswer = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  resource_id: z.string(),
  resource_name: z.string().nullish(),
  resource_az: z.string().nullish(),
  resource_size: z.number(),
  vault_id: z.string(),
  created_at: cloudTime,
  updated_at: cloudTime.nullish(),
  children: z.array(diskBackup).nullish(),
  extend_info: z.object({ supported_restore_mode: z.string().nullish() }).loose().nullish(),
});
const listAnswer = z.object({ backups: z.array(backupAnswer), count: z.number().nullish() });
const logAnswer = z.object({
  operation_logs: z.array(
    z.object({
      status: z.string(),
      started_at: cloudTime.nullish().catch(undefined),
      extra_info: z
        .object({
          common: z.object({ progress: z.number().nullish() }).nullish(),
          backup: z.object({ backup_id: z.string().nullish() }).nullish().catch(undefined),
        })
        .loose()
        .nullish(),
    }),
  ),
});

/** Backups of Open Telekom Cloud (CBR). */
export function backups(http: HttpClient, projectId: string): Backups {
  const path = `/v3/${projectId}/backups`;
  const one = (id: string): string => `${path}/${id}`;
  // GET /v3/{project_id}/backups?resource_id={server_id}&vault_id={vault_id}
  const list = (filter: Record<string, string>): Promise<Backup[]> =>
    listPages(async (limit, offset) => {
      const query = { ...filter, limit: String(limit), offset: String(offset) };
      const page = await http.call({ service: "cbr", method: "GET", path, query, answer: listAnswer });
      return { items: page.backups.map(toBackup), count: page.count };
    });
  return {
    // GET /v3/{project_id}/backups/{backup_id}
    get: (id) =>
      ifThere(async () => {
        const answer = z.object({ backup: backupAnswer });
        const found = await http.call({ service: "cbr", method: "GET", path: one(id), answer });
        return toBackup(found.backup);
      }),
    list: () => list({ resource_type: "OS::Nova::Server" }),
    ofServer: (serverId) => list({ resource_id: serverId }),
    inVault: (vaultId) => list({ vault_id: vaultId }),
    // GET /v3/{project_id}/operation-logs?resource_id={server_id}&status=running
    progress: async (serverId) => {
      const logs = `/v3/${projectId}/operation-logs`;
      const query = { resource_id: serverId, status: "running", operation_type: "backup" };
      const { operation_logs } = await http.call({
        service: "cbr",
        method: "GET",
        path: logs,
        query,
        answer: logAnswer,
      });
      const { started_at: begin, extra_info: told } = operation_logs[0] ?? {};
      const percent = told?.common?.progress;
      if (percent === null || percent === undefined) return undefined;
      return {
        fraction: percent / 100,
        beganAt: begin ? utcSeconds(begin) : undefined,
        backupId: told?.backup?.backup_id ?? undefined,
      };
    },
    // DELETE /v3/{project_id}/backups/{backup_id}
    delete: async (id) => {
      await ifThere(() =>
        http.call({ service: "cbr", method: "DELETE", path: one(id), answer: z.unknown() }),
      );
    },
  };
}

const states: Record<string, Backup["state"]> = {
  available: "finished",
  protecting: "copying",
  waiting_protect: "copying",
  restoring: "finished",
  waiting_restore: "finished",
  deleting: "deleting",
  waiting_delete: "deleting",
  error: "failed",
};

const restoreModes: Record<string, Backup["restorableFrom"]> = { snapshot: "snapshot", backup: "backup" };

function toBackup(backup: z.infer<typeof backupAnswer>): Backup {
  const createdAt = utcSeconds(backup.created_at);
  return {
    id: backup.id,
    name: backup.name ?? "",
    state: states[backup.status] ?? "failed",
    stateText: backup.status,
    restorableFrom: restoreModes[backup.extend_info?.supported_restore_mode ?? "na"] ?? "nothing",
    availabilityZone: backup.resource_az ?? undefined,
    vaultId: backup.vault_id,
    serverId: backup.resource_id,
    serverName: backup.resource_name ?? undefined,
    sizeGb: backup.resource_size,
    disks: (backup.children ?? []).map((disk) => ({
      diskId: disk.resource_id,
      bootable: disk.extend_info?.bootable ?? false,
      sizeGb: disk.resource_size,
    })),
    createdAt,
    updatedAt: backup.updated_at ? utcSeconds(backup.updated_at) : createdAt,
  };
}
