import { z } from "zod";
import type { Records } from "../../ports/records";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { writeMetadata } from "./serverMetadata";

/** Operation records, kept in the server's metadata. */
export function records(http: HttpClient, projectId: string): Records {
  return {
    write: (serverId, key, text, once) =>
      writeMetadata(http, { projectId, serverId }, { [key]: text }, once === "once"),
    // DELETE /v2.1/{project_id}/servers/{server_id}/metadata/{key}
    remove: async (serverId, key) => {
      const path = `/v2.1/${projectId}/servers/${serverId}/metadata/${key}`;
      await ifThere(() => http.call({ service: "ecs", method: "DELETE", path, answer: z.unknown() }));
    },
  };
}
