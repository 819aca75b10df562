import { z } from "zod";
import type { Records } from "../../ports/records";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";

// Something on the way may answer 200 by itself: only the cloud says what the metadata now holds.
const written = z.object({ metadata: z.record(z.string(), z.unknown()) });

/** Operation records, kept in the server's metadata (ECS): at most 255 characters each. */
export function records(http: HttpClient, projectId: string): Records {
  return {
    // POST /v1/{project_id}/cloudservers/{server_id}/metadata: merges, so that it can be repeated.
    write: async (serverId, key, text, once) => {
      const path = `/v1/${projectId}/cloudservers/${serverId}/metadata`;
      const body = { metadata: { [key]: text } };
      await http.call({
        service: "ecs",
        method: "POST",
        path,
        body,
        once: once === "once",
        answer: written,
      });
    },
    // DELETE /v2.1/{project_id}/servers/{server_id}/metadata/{key}
    remove: async (serverId, key) => {
      const path = `/v2.1/${projectId}/servers/${serverId}/metadata/${key}`;
      await ifThere(() => http.call({ service: "ecs", method: "DELETE", path, answer: z.unknown() }));
    },
  };
}
