import { z } from "zod";
import type { Servers } from "../../ports/servers";
import type { HttpClient } from "../../transport/httpClient";
import { textsIn, writeMetadata } from "./serverMetadata";
import { changeTagsAt } from "./tagActions";

const tagsAnswer = z.object({
  tags: z.array(z.object({ key: z.string(), value: z.string().nullish() })),
});
const metadataAnswer = z.object({ metadata: z.record(z.string(), z.unknown()) });

/** Tags and metadata of servers (ECS). */
export function serverLabels(
  http: HttpClient,
  projectId: string,
): Pick<Servers, "tags" | "changeTags" | "metadata" | "setMetadata"> {
  const tagsOf = (id: string): string => `/v1/${projectId}/cloudservers/${id}/tags`;
  return {
    // GET /v1/{project_id}/cloudservers/{server_id}/tags
    tags: async (id) => {
      const call = { service: "ecs", method: "GET", path: tagsOf(id), answer: tagsAnswer } as const;
      const { tags } = await http.call(call);
      return Object.fromEntries(tags.map(({ key, value }) => [key, value ?? ""]));
    },
    // POST /v1/{project_id}/cloudservers/{server_id}/tags/action
    changeTags: (id, tags) => changeTagsAt(http, { service: "ecs", path: tagsOf(id) }, tags),
    // GET /v2.1/{project_id}/servers/{server_id}/metadata
    metadata: async (id) => {
      const path = `/v2.1/${projectId}/servers/${id}/metadata`;
      const { metadata } = await http.call({ service: "ecs", method: "GET", path, answer: metadataAnswer });
      return textsIn(metadata);
    },
    setMetadata: async (serverId, values) => {
      if (Object.keys(values).length === 0) return;
      await writeMetadata(http, { projectId, serverId }, values, false);
    },
  };
}
