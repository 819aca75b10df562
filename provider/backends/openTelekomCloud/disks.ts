import { z } from "zod";
import type { Disk, Disks } from "../../ports/disks";
import type { HttpClient } from "../../transport/httpClient";

const wireDisk = z.object({
  id: z.string(),
  name: z.string().nullish(),
  size: z.number(),
  volume_type: z.string().nullish(),
  attachments: z.array(z.object({ server_id: z.string() })).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  // Only there for a disk on dedicated storage.
  dedicated_storage_id: z.string().nullish(),
});
const listAnswer = z.object({ volumes: z.array(wireDisk) });

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
    ...({} as Omit<Disks, "list" | "ofServer">),
    list: () => list({}),
    ofServer: (serverId) => list({ server_id: serverId }),
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
    ...{ encrypted: false, keyId: undefined },
    serverIds: (disk.attachments ?? []).map((attachment) => attachment.server_id),
  };
}

/** A flag of the metadata, which is a text there. */
function isTrue(flag: unknown): boolean {
  return flag === true || (typeof flag === "string" && flag.toLowerCase() === "true");
}
