import { z } from "zod";
import type { Disk, DiskQuota, Disks, Free } from "../../ports/disks";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { secondsIfAny } from "./utcSeconds";
import { textIfAny } from "./wireValues";

const wireDisk = z.object({
  id: z.string(),
  name: z.string().nullish(),
  size: z.number(),
  volume_type: z.string().nullish(),
  attachments: z.array(z.object({ server_id: z.string() })).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  encrypted: z.boolean().nullish().catch(undefined),
  // Only there for a disk on dedicated storage.
  dedicated_storage_id: z.string().nullish(),
  created_at: secondsIfAny,
});
const oneAnswer = z.object({ volume: wireDisk });
const listAnswer = z.object({ volumes: z.array(wireDisk) });
const quotaAnswer = z.object({ quota_set: z.record(z.string(), z.unknown()) });
const limited = z.object({ limit: z.number(), in_use: z.number(), reserved: z.number().nullish() });

/** The most that the list gives at once. */
const pageSize = 1000;

/** Disks of Open Telekom Cloud (EVS). */
export function disks(http: HttpClient, projectId: string): Disks {
  // GET /v2/{project_id}/cloudvolumes/detail: `marker` is the last disk of the page before.
  const list = async (filter: Record<string, string>): Promise<Disk[]> => {
    const path = `/v2/${projectId}/cloudvolumes/detail`;
    const found: Disk[] = [];
    for (;;) {
      const last = found.at(-1);
      const query = { ...filter, limit: String(pageSize), ...(last && { marker: last.id }) };
      const page = await http.call({ service: "evs", method: "GET", path, query, answer: listAnswer });
      found.push(...page.volumes.map(toDisk));
      if (page.volumes.length < pageSize) return found;
    }
  };
  return {
    // GET /v2/{project_id}/os-vendor-volumes/{volume_id}
    get: (id) =>
      ifThere(async () => {
        const path = `/v2/${projectId}/os-vendor-volumes/${id}`;
        return toDisk((await http.call({ service: "evs", method: "GET", path, answer: oneAnswer })).volume);
      }),
    list: () => list({}),
    ofServer: (serverId) => list({ server_id: serverId }),
    // GET /v2/{project_id}/os-quota-sets/{project_id}?usage=True
    quota: async () => {
      const path = `/v2/${projectId}/os-quota-sets/${projectId}`;
      const query = { usage: "True" };
      const call = { service: "evs", method: "GET", path, query, answer: quotaAnswer } as const;
      return toQuota((await http.call(call)).quota_set);
    },
  };
}

function toDisk(disk: z.infer<typeof wireDisk>): Disk {
  return {
    id: disk.id,
    name: disk.name ?? "",
    sizeGb: disk.size,
    type: disk.volume_type ?? "unknown",
    onDedicatedStorage: Boolean(disk.dedicated_storage_id),
    scsi: isTrue(disk.metadata?.["hw:passthrough"]),
    serverIds: (disk.attachments ?? []).map((attachment) => attachment.server_id),
    encrypted: disk.encrypted === true || disk.metadata?.["__system__encrypted"] === "1",
    keyId: textIfAny.catch(undefined).parse(disk.metadata?.["__system__cmkid"]),
    createdAt: disk.created_at,
  };
}

/** A flag of the metadata, which is a text there. */
function isTrue(flag: unknown): boolean {
  return flag === true || (typeof flag === "string" && flag.toLowerCase() === "true");
}

/** Beside the quota of everything stands one for each type of disk: "volumes_SSD" beside "volumes". */
function toQuota(set: Record<string, unknown>): DiskQuota | undefined {
  const freeOf = (name: string): Free | "not said" => {
    const quota = limited.safeParse(set[name]);
    if (!quota.success) return "not said";
    const { limit, in_use, reserved } = quota.data;
    return limit < 0 ? undefined : Math.max(0, limit - in_use - (reserved ?? 0));
  };
  const [volumes, gigabytes] = [freeOf("volumes"), freeOf("gigabytes")];
  if (volumes === "not said" || gigabytes === "not said") return undefined;
  const types = Object.keys(set).flatMap((name) => /^(?:volumes|gigabytes)_(.+)$/.exec(name)?.[1] ?? []);
  const orNoLimit = (free: Free | "not said"): Free => (free === "not said" ? undefined : free);
  return {
    ...{ volumes, gigabytes, largestGb: orNoLimit(freeOf("per_volume_gigabytes")) },
    ofType: Object.fromEntries(
      types.map((type) => [
        type,
        {
          volumes: orNoLimit(freeOf(`volumes_${type}`)),
          gigabytes: orNoLimit(freeOf(`gigabytes_${type}`)),
        },
      ]),
    ),
  };
}
