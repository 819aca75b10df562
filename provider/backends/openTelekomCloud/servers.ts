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
  "OS-EXT-AZ:availability_zone": z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  "os-extended-volumes:volumes_attached": z.array(
    z.object({ id: z.string(), bootIndex: z.coerce.string().nullish() }),
  ),
});
const serverAnswer = z.object({ server: wireServer });
const listAnswer = z.object({ servers: z.array(wireServer) });

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
    listWithRecord: async (key) => {
      const path = `/v1/${projectId}/cloudservers/detail`;
      const found: Server[] = [];
      for (let page = 1; ; page++) {
        const query = { limit: String(pageSize), offset: String(page) };
        const { servers } = await http.call({
          service: "ecs",
          method: "GET",
          path,
          query,
          answer: listAnswer,
        });
        found.push(...servers.map(toServer).filter((server) => server.records[key] !== undefined));
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
    availabilityZone: server["OS-EXT-AZ:availability_zone"] ?? "",
    diskIds: disks.map((disk) => disk.id),
    systemDiskId: disks.find((disk) => disk.bootIndex === "0")?.id,
    records: Object.fromEntries(Object.entries(server.metadata ?? {}).filter(([key]) => isRecordKey(key))),
  };
}
