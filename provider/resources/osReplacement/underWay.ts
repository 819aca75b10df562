import type { Server } from "../../ports/servers";
import { isUnsettled, parseRecord, recordKey, type OperationRecord } from "../../procedures/operationRecord";

/** What the resource has recorded beside a server. */
export function recordBeside(urn: string, server: Server | undefined): OperationRecord | undefined {
  return parseRecord(server?.records[recordKey(urn)] ?? "");
}

/** The record of this resource's operation on a server that is not known to have ended. */
export function operationUnderWay(urn: string, server: Server): OperationRecord | undefined {
  const record = recordBeside(urn, server);
  return record && isUnsettled(record) ? record : undefined;
}

/**
 * Without the servers that have the name of one that this resource is at work on: the cloud makes a temporary server for a
 * change of the OS, and may give it the same name.
 */
export function preferUnderWay(urn: string, servers: readonly Server[]): Server[] {
  const own = new Map(
    servers.filter((server) => operationUnderWay(urn, server)).map(({ id, name }) => [name, id]),
  );
  return servers.filter(({ id, name }) => (own.get(name) ?? id) === id);
}
