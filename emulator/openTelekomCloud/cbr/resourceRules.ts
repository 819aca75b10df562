import type { CloudState, ServerState, VaultResource, VaultState } from "../cloudState";
import { isObject } from "../gateway/json";
import { backupRefusal, notEmulated } from "../gateway/refusal";
import { resourceOf } from "../operations/backup";
import { invalid } from "./vaultRules";

const serverType = "OS::Nova::Server";
const mostServers = 256;

/** What a request wants to put into a vault; each of it has to be a server that may go there. */
export function serversToAdd(
  state: CloudState,
  vault: Pick<VaultState, "objectType" | "protectType" | "resources">,
  requested: unknown[],
  requestId: string,
): VaultResource[] {
  const ids = requested.map((resource) => serverId(resource, requestId));
  if (ids.length > 0 && vault.objectType !== "server") {
    throw backupRefusal("6102", `A vault for ${vault.objectType} does not take servers`);
  }
  if (new Set(ids).size < ids.length) throw backupRefusal("6104", "Duplicate vault resources");
  if (vault.resources.length + ids.length > mostServers) {
    throw backupRefusal("6100", `A vault takes up to ${mostServers} resources`);
  }
  return ids.map((id) => resourceOf(serverToAdd(state, vault, id)));
}

function serverId(resource: unknown, requestId: string): string {
  if (!isObject(resource) || typeof resource["id"] !== "string") throw invalid("a resource must have an id");
  const { id, type, extra_info: extra } = resource;
  if (type !== serverType) throw notEmulated(`resources of type ${JSON.stringify(type)}`, requestId);
  const excluded = isObject(extra) ? extra["exclude_volumes"] : undefined;
  if (Array.isArray(excluded) && excluded.length > 0) throw notEmulated("excluded volumes", requestId);
  return id;
}

function serverToAdd(state: CloudState, vault: Pick<VaultState, "protectType">, id: string): ServerState {
  const server = state.servers.find((one) => one.id === id);
  if (server === undefined) throw backupRefusal("7100", `Server ${id} does not exist`, 404);
  const present = state.vaults.find(
    ({ protectType, resources }) =>
      protectType === vault.protectType && resources.some((resource) => resource.id === id),
  );
  if (present) throw backupRefusal("7116", `Server ${id} has been associated with vault ${present.id}`);
  if (server.disks.some(({ dedicatedStorage }) => dedicatedStorage)) {
    throw backupRefusal("7111", `Server ${id} has disks on dedicated storage`);
  }
  if (server.disks.some(({ scsi }) => scsi)) throw backupRefusal("7104", `Server ${id} has SCSI disks`);
  return server;
}
