import type { Cloud } from "../../provider/ports/cloud";
import type { Server } from "../../provider/ports/servers";

/** The rule of the record switched off: what a run writes down is seen by no other run. */
export function withPrivateRecords(cloud: Cloud): Cloud {
  const written = new Map<string, Record<string, string>>();
  const seen = (server: Server): Server => ({ ...server, records: written.get(server.id) ?? {} });
  return {
    ...cloud,
    servers: {
      ...cloud.servers,
      get: async (id) => {
        const server = await cloud.servers.get(id);
        return server && seen(server);
      },
      list: async () => (await cloud.servers.list()).map(seen),
    },
    records: {
      write: async (serverId, key, text) => {
        await cloud.records.write(serverId, key, text);
        written.set(serverId, { ...written.get(serverId), [key]: text });
      },
      remove: async (serverId, key) => {
        await cloud.records.remove(serverId, key);
        written.delete(serverId);
      },
    },
  };
}
