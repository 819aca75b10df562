import { z } from "zod";
import type { OsFamily, Server, Servers } from "../../ports/servers";
import { isRecordKey } from "../../procedures/operationRecord";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";

const wireServer = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  "OS-EXT-STS:task_state": z.string().nullish(),
  "OS-EXT-AZ:availability_zone": z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  // bootIndex is a text here, and "0" is the system disk.
  "os-extended-volumes:volumes_attached": z
    .array(z.object({ id: z.string(), bootIndex: z.coerce.string().nullish() }))
    .nullish(),
});
const serverAnswer = z.object({ server: wireServer });
const listAnswer = z.object({ servers: z.array(wireServer) });

/** The most that the list gives at once. */
const pageSize = 1000;

/** Servers of Open Telekom Cloud (ECS). */
export function servers(http: HttpClient, projectId: string): Servers {
  return {
    ...({} as Omit<Servers, "get" | "list">),
    // GET /v1/{project_id}/cloudservers/{server_id}
    get: (id, soon) =>
      ifThere(async () => {
        const path = `/v1/${projectId}/cloudservers/${id}`;
        const call = {
          service: "ecs",
          method: "GET",
          path,
          soon: soon === "soon",
          answer: serverAnswer,
        } as const;
        const { server } = await http.call(call);
        return server.status === "DELETED" ? undefined : toServer(server);
      }),
    // GET /v1/{project_id}/cloudservers/detail: `offset` is the number of the page, from 1.
    list: async () => {
      const path = `/v1/${projectId}/cloudservers/detail`;
      const found: Server[] = [];
      for (let page = 1; ; page++) {
        const query = { limit: String(pageSize), offset: String(page) };
        const call = { service: "ecs", method: "GET", path, query, answer: listAnswer } as const;
        const { servers } = await http.call(call);
        found.push(...servers.filter(({ status }) => status !== "DELETED").map(toServer));
        if (servers.length < pageSize) return found;
      }
    },
  };
}

const states: Record<string, Server["state"]> = { ACTIVE: "running", SHUTOFF: "stopped" };
const osFamilies: Record<string, OsFamily> = { linux: "Linux", windows: "Windows" };

function toServer(server: z.infer<typeof wireServer>): Server {
  const disks = server["os-extended-volumes:volumes_attached"] ?? [];
  const metadata = Object.entries(server.metadata ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const { EcmResStatus: resourceStatus, os_type: osType } = Object.fromEntries(metadata);
  return {
    id: server.id,
    name: server.name,
    state: states[server.status] ?? "other",
    stateText: server.status,
    task: server["OS-EXT-STS:task_state"] ?? undefined,
    frozen: resourceStatus === "freeze",
    osFamily: osFamilies[osType?.toLowerCase() ?? ""],
    availabilityZone: server["OS-EXT-AZ:availability_zone"] ?? undefined,
    diskIds: disks.map((disk) => disk.id),
    systemDiskId: disks.find((disk) => disk.bootIndex === "0")?.id,
    ...{ imageId: undefined, memoryMb: undefined, keyName: undefined, locked: false, addresses: [] },
    records: Object.fromEntries(metadata.filter(([key]) => isRecordKey(key))),
  };
}
