import { z } from "zod";
import type { Server, Servers } from "../../ports/servers";
import { isRecordKey } from "../../procedures/operationRecord";
import type { HttpClient } from "../../transport/httpClient";
import type { Redactor } from "../../transport/redaction";
import { ifThere } from "./ifThere";
import { osFamilyOf } from "./osFamilies";
import { serverActions } from "./serverActions";
import { serverJobs } from "./serverJobs";
import { serverLabels } from "./serverLabels";
import { textsIn } from "./serverMetadata";
import { secondsIfAny } from "./utcSeconds";
import { numberOrText, textIfAny } from "./wireValues";

const wireAddress = z.object({
  addr: z.string(),
  "OS-EXT-IPS:type": z.string().nullish(),
  "OS-EXT-IPS-MAC:mac_addr": textIfAny,
});
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
  // Absent, or an empty text, where the cloud does not say.
  image: z.object({ id: textIfAny }).nullish().catch(undefined),
  flavor: z.object({ ram: numberOrText }).nullish().catch(undefined),
  key_name: textIfAny,
  locked: z.boolean().nullish().catch(undefined),
  addresses: z.record(z.string(), z.array(wireAddress)).nullish().catch(undefined),
  created: secondsIfAny,
});
const serverAnswer = z.object({ server: wireServer });
const listAnswer = z.object({ servers: z.array(wireServer) });

/** The most that the list gives at once. */
const pageSize = 1000;

/** Servers of Open Telekom Cloud (ECS). */
export function servers(http: HttpClient, projectId: string, redactor: Redactor): Servers {
  return {
    ...serverActions(http, projectId, redactor),
    ...serverJobs(http, projectId, redactor),
    ...serverLabels(http, projectId),
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

function toServer(server: z.infer<typeof wireServer>): Server {
  const disks = server["os-extended-volumes:volumes_attached"] ?? [];
  const metadata = textsIn(server.metadata);
  return {
    id: server.id,
    name: server.name,
    state: states[server.status] ?? "other",
    stateText: server.status,
    task: server["OS-EXT-STS:task_state"] ?? undefined,
    frozen: metadata["EcmResStatus"] === "freeze",
    osFamily: osFamilyOf(metadata["os_type"]),
    availabilityZone: server["OS-EXT-AZ:availability_zone"] ?? undefined,
    // No order is documented: two looks at the same server have to be equal.
    diskIds: disks.map((disk) => disk.id).sort(),
    systemDiskId: disks.find((disk) => disk.bootIndex === "0")?.id,
    imageId: server.image?.id ?? (metadata["metering.image_id"] || undefined),
    memoryMb: server.flavor?.ram,
    keyName: server.key_name,
    locked: server.locked ?? false,
    addresses: Object.values(server.addresses ?? {})
      .flat()
      .filter((address) => address["OS-EXT-IPS:type"] !== "floating")
      .map((address) => ({ ip: address.addr, mac: address["OS-EXT-IPS-MAC:mac_addr"] }))
      .sort((one, other) => one.ip.localeCompare(other.ip)),
    createdAt: server.created,
    records: Object.fromEntries(Object.entries(metadata).filter(([key]) => isRecordKey(key))),
  };
}
