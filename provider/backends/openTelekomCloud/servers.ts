import { z } from "zod";
import type { Server, Servers } from "../../ports/servers";
import { isRecordKey } from "../../procedures/operationRecord";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";

const wireServer = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  "OS-EXT-STS:task_state": z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  "os-extended-volumes:volumes_attached": z.array(z.object({ id: z.string() })),
});
const serverAnswer = z.object({ server: wireServer });
// Other people's servers, too: of these nothing is asked but the ID and the metadata.
const listedServer = z.object({ id: z.string(), metadata: z.record(z.string(), z.unknown()).nullish() });
const listAnswer = z.object({ servers: z.array(listedServer) });

/** The most that the list gives at once. */
const pageSize = 1000;

/** Servers of Open Telekom Cloud (ECS). */
export function servers(http: HttpClient, projectId: string): Servers {
  return {
    // GET /v1/{project_id}/cloudservers/{server_id}
    get: (id) =>
      ifThere(async () => {
        const path = `/v1/${projectId}/cloudservers/${id}`;
        const { server } = await http.call({ service: "ecs", method: "GET", path, answer: serverAnswer });
        return server.status === "DELETED" ? undefined : toServer(server);
      }),
    // GET /v1/{project_id}/cloudservers/detail: `offset` is the number of the page, from 1.
    listRecords: async (key) => {
      const path = `/v1/${projectId}/cloudservers/detail`;
      const found: { id: string; text: string }[] = [];
      for (let page = 1; ; page++) {
        const query = { limit: String(pageSize), offset: String(page) };
        const { servers } = await http.call({
          service: "ecs",
          method: "GET",
          path,
          query,
          answer: listAnswer,
        });
        for (const { id, metadata } of servers)
          if (typeof metadata?.[key] === "string") found.push({ id, text: metadata[key] });
        if (servers.length < pageSize) return found;
      }
    },
  };
}

const states: Record<string, Server["state"]> = { ACTIVE: "running", SHUTOFF: "stopped" };

function toServer(server: z.infer<typeof wireServer>): Server {
  const disks = server["os-extended-volumes:volumes_attached"];
  return {
    id: server.id,
    name: server.name,
    state: states[server.status] ?? "other",
    stateText: server.status,
    task: server["OS-EXT-STS:task_state"] ?? undefined,
    diskIds: disks.map((disk) => disk.id),
    records: Object.fromEntries(Object.entries(server.metadata ?? {}).filter(([key]) => isRecordKey(key))),
  };
}
