import type { CloudState, Instant, OperationLogState } from "../cloudState";
import { cbrDate } from "../dates";
import { asksFor, asksForEnterpriseProject } from "../gateway/pages";
import { backupRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { asSeen, seenAt } from "../history";
import { page } from "./page";
import { serverProviderId } from "./serverProvider";
import { windowOf } from "./timeWindow";

/** Tasks of the backup service, the newest first. */
export function listOperationLogs({ state, now, query }: Call): Answer {
  const isInWindow = windowOf(query);
  const found = asSeen(state, "operationLogs", now)
    .filter(
      (log) =>
        asksFor(query, "resource_id", log.serverId) &&
        asksFor(query, "resource_name", log.serverName) &&
        asksFor(query, "vault_id", log.vaultId) &&
        asksFor(query, "vault_name", log.vaultName) &&
        asksFor(query, "operation_type", log.operationType) &&
        asksFor(query, "status", log.status) &&
        asksFor(query, "provider_id", serverProviderId) &&
        asksForEnterpriseProject(query, "0") &&
        isInWindow(log.createdAt),
    )
    .sort((a, b) => b.createdAt - a.createdAt);
  const at = seenAt(state, "operationLogs", now);
  const logs = page(query, found).map((log) => logView(state, log, at));
  return { status: 200, body: { operation_logs: logs, count: found.length } };
}

/** One task of the backup service. */
export function getOperationLog({ state, now, parameters }: Call): Answer {
  const id = parameters["operation_log_id"] ?? "";
  const log = asSeen(state, "operationLogs", now).find((one) => one.id === id);
  if (log === undefined) throw backupRefusal("6300", `Task ${id} does not exist`, 404);
  return {
    status: 200,
    body: { operation_log: logView(state, log, seenAt(state, "operationLogs", now)) },
  };
}

function logView(state: CloudState, log: OperationLogState, at: Instant): object {
  return {
    id: log.id,
    operation_type: log.operationType,
    status: log.status,
    project_id: state.account.projectId,
    provider_id: serverProviderId,
    policy_id: null,
    checkpoint_id: log.checkpointId,
    vault_id: log.vaultId,
    vault_name: log.vaultName,
    created_at: cbrDate(log.createdAt),
    started_at: log.startedAt === null ? null : cbrDate(log.startedAt),
    ended_at: log.endedAt === null ? null : cbrDate(log.endedAt),
    updated_at: cbrDate(log.endedAt ?? log.startedAt ?? log.createdAt),
    error_info: log.error ?? { code: "", message: "" },
    extra_info: {
      common: { progress: progressOf(log, at), request_id: "", task_id: log.id },
      backup: { backup_id: log.backupId, backup_name: log.backupName, incremental: "false" },
      resource: { id: log.serverId, name: log.serverName, type: "OS::Nova::Server" },
    },
  };
}

/** 0 to 100. A task that fails or never ends stays where it is. */
function progressOf({ status, progress, startedAt, endedAt }: OperationLogState, at: Instant): number {
  if (status === "success") return 100;
  if (startedAt === null) return 0;
  if (progress.to === null) return 1;
  const share = ((endedAt ?? at) - progress.from) / Math.max(1, progress.to - progress.from);
  return Math.max(0, Math.min(99, Math.floor(100 * share)));
}
