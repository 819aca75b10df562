import type { Route } from "../gateway/route";
import { deleteBackup, getBackup, listBackups } from "./backups";
import { changeVault } from "./changeVault";
import { createCheckpoint, getCheckpoint } from "./checkpoints";
import { createVault } from "./createVault";
import { deleteVault } from "./deleteVault";
import { getOperationLog, listOperationLogs } from "./operationLogs";
import { addResources, removeResources } from "./vaultResources";
import { getVault, listVaults } from "./vaults";

const project = "/v3/{project_id}";
const vault = `${project}/vaults/{vault_id}`;
const pages = ["limit", "offset"];

/** The calls of CBR. */
export const cbrRoutes: Route[] = [
  {
    service: "cbr",
    method: "GET",
    path: `${project}/vaults`,
    query: [
      ...["id", "name", "status", "object_type", "protect_type", "resource_ids", "policy_id"],
      ...["enterprise_project_id", "cloud_type", ...pages],
    ],
    answer: listVaults,
  },
  { service: "cbr", method: "POST", path: `${project}/vaults`, answer: createVault },
  { service: "cbr", method: "GET", path: vault, answer: getVault },
  { service: "cbr", method: "PUT", path: vault, answer: changeVault },
  { service: "cbr", method: "DELETE", path: vault, answer: deleteVault },
  { service: "cbr", method: "POST", path: `${vault}/addresources`, answer: addResources },
  { service: "cbr", method: "POST", path: `${vault}/removeresources`, answer: removeResources },
  { service: "cbr", method: "POST", path: `${project}/checkpoints`, answer: createCheckpoint },
  { service: "cbr", method: "GET", path: `${project}/checkpoints/{checkpoint_id}`, answer: getCheckpoint },
  {
    service: "cbr",
    method: "GET",
    path: `${project}/backups`,
    query: [
      ...["id", "name", "status", "vault_id", "checkpoint_id", "resource_id", "resource_name", "resource_az"],
      ...["resource_type", "image_type", "own_type", "parent_id", "start_time", "end_time", "sort"],
      ...["enterprise_project_id", "marker", ...pages],
    ],
    answer: listBackups,
  },
  { service: "cbr", method: "GET", path: `${project}/backups/{backup_id}`, answer: getBackup },
  { service: "cbr", method: "DELETE", path: `${project}/backups/{backup_id}`, answer: deleteBackup },
  {
    service: "cbr",
    method: "GET",
    path: `${project}/operation-logs`,
    query: [
      ...["resource_id", "resource_name", "vault_id", "vault_name", "operation_type", "status"],
      ...["start_time", "end_time", "enterprise_project_id", "provider_id", "marker", ...pages],
    ],
    answer: listOperationLogs,
  },
  {
    service: "cbr",
    method: "GET",
    path: `${project}/operation-logs/{operation_log_id}`,
    answer: getOperationLog,
  },
];
