import { z } from "zod";
import { CloudError } from "../../ports/cloudError";
import type { Image, ImageChanges, ImageJob, Images } from "../../ports/images";
import { markKey } from "../../ports/mark";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { imageState } from "./imageStates";
import { jobStates, jobStatus } from "./jobStates";
import { changeTagsAt } from "./tagActions";
import { cloudTime, utcSeconds } from "./utcSeconds";
import { flag, isSet, numberOrText } from "./wireValues";

const imageAnswer = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  created_at: cloudTime,
  tags: z.array(z.string()).nullish(),
  min_ram: numberOrText,
  max_ram: numberOrText,
  enterprise_project_id: z.union([z.string(), z.number()]).nullish(),
  __description: z.string().nullish(),
  __backup_id: z.string().nullish(),
  __whole_image: flag,
});
const listAnswer = z.object({ images: z.array(imageAnswer) });
const quotaAnswer = z.object({
  quotas: z.object({
    resources: z.array(z.object({ type: z.string(), used: z.number(), quota: z.number() })),
  }),
});
const jobAnswer = z.object({
  job_id: z.string(),
  status: jobStatus,
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
    // GET /v2/images/{id}: a filtered list is no definite "not found". After it any 404 is, also one with a web page:
    // OpenStack's own image service says it so.
    const native = { service: "ims", method: "GET", path: `/v2/images/${id}`, answer: imageAnswer } as const;
    return ifThere(
      async () => toImage(await http.call(native)),
      ({ kind, details }) => kind === "notFound" || (kind === "answerLost" && details.status === 404),
    );
  };

  // GET /v2/cloudimages?__imagetype=private: `marker` is the last image of the page before.
  const list = async (filter: Record<string, string>): Promise<Image[]> => {
    const found: Image[] = [];
    for (;;) {
      const last = found.at(-1);
      const query = {
        ...filter,
        __imagetype: "private",
        limit: String(pageSize),
        ...(last && { marker: last.id }),
      };
      const path = "/v2/cloudimages";
      const page = await http.call({ service: "ims", method: "GET", path, query, answer: listAnswer });
      found.push(...page.images.map(toImage));
      if (page.images.length < pageSize) return found;
    }
  };

  return {
    get,
    list: () => list({}),
    named: (name) => list({ name }),
    // GET /v1/cloudimages/quota
    quota: async () => {
      const path = "/v1/cloudimages/quota";
      const { quotas } = await http.call({ service: "ims", method: "GET", path, answer: quotaAnswer });
      const own = quotas.resources.find(({ type }) => type === "image");
      return own && { used: own.used, limit: own.quota };
    },
    // POST /v1/cloudimages/wholeimages/action
    submitWholeServerImage: async ({ serverId, vaultId, name, description, tags, mark, ...asked }) => {
      const image_tags = Object.entries({ ...tags, [markKey]: mark }).map(([key, value]) => ({ key, value }));
      const { job_id } = await http.call({
        service: "ims",
        method: "POST",
        path: "/v1/cloudimages/wholeimages/action",
        body: {
          name,
          instance_id: serverId,
          vault_id: vaultId,
          ...(description !== undefined && { description }),
          ...(asked.enterpriseProject !== undefined && { enterprise_project_id: asked.enterpriseProject }),
          ...(asked.minRamMb !== undefined && { min_ram: asked.minRamMb }),
          ...(asked.maxRamMb !== undefined && { max_ram: asked.maxRamMb }),
          image_tags,
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
    update: async (image, { maxRamMb, ...others }) => {
      const changes = { ...others, ...(maxRamMb !== undefined && { maxRamMb }) };
      // An attribute that was never set cannot be replaced, only added; nor can one be taken away that is not there,
      // which a second try after a lost answer finds.
      const tries = [patchOf(changes, image), patchOf(changes, nothingSet)];
      if (maxRamMb === null) tries.push(patchOf(others, nothingSet));
      for (const [number, body] of tries.entries()) {
        if (body.length === 0) return;
        try {
          const path = `/v2/cloudimages/${image.id}`;
          await http.call({ service: "ims", method: "PATCH", path, body, answer: z.unknown() });
          return;
        } catch (error) {
          const isMissing = error instanceof CloudError && error.details.code === "IMG.0035";
          if (!isMissing || number === tries.length - 1) throw error;
        }
      }
    },
    // POST /v2/{project_id}/images/{image_id}/tags/action
    changeTags: (imageId, tags) =>
      changeTagsAt(http, { service: "ims", path: `/v2/${projectId}/images/${imageId}/tags` }, tags),
    // DELETE /v2/images/{image_id}
    delete: async (imageId, { withBackup }) => {
      await ifThere(() =>
        http.call({
          service: "ims",
          method: "DELETE",
          path: `/v2/images/${imageId}`,
          body: { delete_backup: withBackup },
          answer: z.unknown(),
        }),
      );
    },
  };
}

/** Attributes that not every image has; undefined: this one has none. */
type Present = { [Name in "description" | "minRamMb" | "maxRamMb"]?: unknown };

/** An image of which nothing is known to be there. */
const nothingSet: Present = {};

/** The attributes that change, as one JSON patch; every value is a text there. */
function patchOf(
  { name, description, minRamMb, maxRamMb }: ImageChanges,
  present: Present,
): { op: string; path: string; value?: string }[] {
  const change = (path: string, value: string | number, isThere: boolean) => [
    { op: isThere ? "replace" : "add", path, value: String(value) },
  ];
  return [
    ...(name === undefined ? [] : change("/name", name, true)),
    ...(description === undefined
      ? []
      : change("/__description", description, present.description !== undefined)),
    ...(minRamMb === undefined ? [] : change("/min_ram", minRamMb, present.minRamMb !== undefined)),
    ...(maxRamMb === undefined
      ? []
      : maxRamMb === null
        ? [{ op: "remove", path: "/max_ram" }]
        : change("/max_ram", maxRamMb, present.maxRamMb !== undefined)),
  ];
}

function toImage(image: z.infer<typeof imageAnswer>): Image {
  const { [markKey]: mark, ...tags } = tagsOf(image.tags ?? []);
  const enterpriseProject = image.enterprise_project_id;
  return {
    id: image.id,
    name: image.name,
    description: image.__description ?? undefined,
    state: imageState(image.status),
    stateText: image.status,
    backupId: image.__backup_id ? image.__backup_id : undefined,
    wholeServer: isSet(image.__whole_image),
    mark,
    tags,
    minRamMb: image.min_ram ?? 0,
    maxRamMb: image.max_ram,
    // "0" is the account's default.
    enterpriseProject: enterpriseProject
      ? enterpriseProject === "0"
        ? undefined
        : String(enterpriseProject)
      : undefined,
    createdAt: utcSeconds(image.created_at),
  };
}

/** Tags come as "key=value"; old ones as "key.value". A key has neither character. */
function tagsOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const end = text.search(/[=.]/);
      return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 1)];
    }),
  );
}

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
