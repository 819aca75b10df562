import { z } from "zod";
import { CloudError } from "../../ports/cloudError";
import type { Image, ImageJob, Images } from "../../ports/images";
import { markKey } from "../../ports/mark";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { cloudTime, utcSeconds } from "./utcSeconds";

// Some attributes come as text or as a boolean, depending on the interface.
const flag = z.union([z.boolean(), z.string()]).nullish();

const imageAnswer = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  created_at: cloudTime,
  tags: z.array(z.string()).nullish(),
  __description: z.string().nullish(),
  __backup_id: z.string().nullish(),
  __whole_image: flag,
});
const listAnswer = z.object({ images: z.array(imageAnswer) });
const jobAnswer = z.object({
  job_id: z.string(),
  status: z.enum(["INIT", "RUNNING", "SUCCESS", "FAIL"]),
  entities: z.object({ image_id: z.string().nullish() }).loose().nullish(),
  error_code: z.string().nullish(),
  fail_reason: z.string().nullish(),
});

/** The most that the list gives at once. */
const pageSize = 500;

/** Images of Open Telekom Cloud (IMS). */
export function images(http: HttpClient, projectId: string): Images {
  const get: Images["get"] = async (id) => {
    // GET /v2/cloudimages?id={id}: an image that is absent gives an empty list.
    const path = "/v2/cloudimages";
    const query = { id };
    const listed = await http.call({ service: "ims", method: "GET", path, query, answer: listAnswer });
    if (listed.images[0]) return toImage(listed.images[0]);
    // GET /v2/images/{id}: a filtered list is no definite "not found".
    return ifThere(async () => {
      const native = `/v2/images/${id}`;
      return toImage(await http.call({ service: "ims", method: "GET", path: native, answer: imageAnswer }));
    });
  };

  return {
    get,
    // GET /v2/cloudimages?__imagetype=private&__whole_image=true
    listMarked: async () => {
      const found: Image[] = [];
      for (let marker: string | undefined; ;) {
        const query = {
          __imagetype: "private",
          __whole_image: "true",
          limit: String(pageSize),
          ...(marker !== undefined && { marker }),
        };
        const path = "/v2/cloudimages";
        const page = await http.call({ service: "ims", method: "GET", path, query, answer: listAnswer });
        found.push(...page.images.map(toImage).filter((image) => image.mark !== undefined));
        if (page.images.length < pageSize) return found;
        marker = page.images.at(-1)?.id;
      }
    },
    // POST /v1/cloudimages/wholeimages/action
    submitWholeServerImage: async ({ serverId, vaultId, name, description, mark }) => {
      const { job_id } = await http.call({
        service: "ims",
        method: "POST",
        path: "/v1/cloudimages/wholeimages/action",
        body: {
          name,
          instance_id: serverId,
          vault_id: vaultId,
          ...(description !== undefined && { description }),
          image_tags: [{ key: markKey, value: mark }],
        },
        once: true,
        answer: z.object({ job_id: z.string().min(1) }),
      });
      return { jobId: job_id };
    },
    // GET /v1/{project_id}/jobs/{job_id}
    job: (id) =>
      ifThere(async () => {
        const path = `/v1/${projectId}/jobs/${id}`;
        return toJob(await http.call({ service: "ims", method: "GET", path, answer: jobAnswer }));
      }),
    // POST /v2/{project_id}/images/{image_id}/tags: the same key overwrites.
    setMark: async (imageId, mark) => {
      const path = `/v2/${projectId}/images/${imageId}/tags`;
      const body = { tag: { key: markKey, value: mark } };
      await http.call({ service: "ims", method: "POST", path, body, answer: z.unknown() });
    },
    // PATCH /v2/cloudimages/{image_id}
    update: async (imageId, { name, description }) => {
      const change = async (op: "replace" | "add"): Promise<void> => {
        const path = `/v2/cloudimages/${imageId}`;
        const body = [
          ...(name === undefined ? [] : [{ op: "replace", path: "/name", value: name }]),
          ...(description === undefined ? [] : [{ op, path: "/__description", value: description }]),
        ];
        await http.call({ service: "ims", method: "PATCH", path, body, answer: z.unknown() });
      };
      try {
        await change("replace");
      } catch (error) {
        // An attribute that was never set cannot be replaced, only added.
        if (!(error instanceof CloudError && error.details.code === "IMG.0035")) throw error;
        await change("add");
      }
    },
    // DELETE /v2/images/{image_id}
    deleteWithBackup: async (imageId) => {
      await ifThere(() =>
        http.call({
          service: "ims",
          method: "DELETE",
          path: `/v2/images/${imageId}`,
          body: { delete_backup: true },
          answer: z.unknown(),
        }),
      );
    },
  };
}

const imageStates: Record<string, Image["state"]> = {
  queued: "creating",
  saving: "creating",
  active: "usable",
  killed: "failed",
  deleted: "failed",
};

function toImage(image: z.infer<typeof imageAnswer>): Image {
  // Tags come as "key=value"; old ones as "key.value".
  const mark = image.tags?.find((tag) => tag.startsWith(`${markKey}=`) || tag.startsWith(`${markKey}.`));
  return {
    id: image.id,
    name: image.name,
    description: image.__description ?? "",
    state: imageStates[image.status] ?? "failed",
    stateText: image.status,
    backupId: image.__backup_id ? image.__backup_id : undefined,
    wholeServer:
      image.__whole_image === null || image.__whole_image === undefined
        ? undefined
        : String(image.__whole_image) === "true",
    mark: mark?.slice(markKey.length + 1),
    createdAt: utcSeconds(image.created_at),
  };
}

const jobStates = { INIT: "running", RUNNING: "running", SUCCESS: "succeeded", FAIL: "failed" } as const;

function toJob(job: z.infer<typeof jobAnswer>): ImageJob {
  const failed = job.status === "FAIL";
  return {
    id: job.job_id,
    state: jobStates[job.status],
    imageId: job.entities?.image_id ?? undefined,
    failure: failed
      ? { code: job.error_code ?? "no code", reason: job.fail_reason ?? "no reason given" }
      : undefined,
  };
}
