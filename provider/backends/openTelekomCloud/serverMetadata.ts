import { z } from "zod";
import type { HttpClient } from "../../transport/httpClient";

/** Metadata as it comes: only what is a text is any. */
export function textsIn(metadata: Record<string, unknown> | null | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

// Something on the way may answer 200 by itself: only the cloud says what the metadata now holds.
const written = z.object({ metadata: z.record(z.string(), z.unknown()) });

/** Adds to the metadata of a server (ECS): at most 255 characters each. */
export async function writeMetadata(
  http: HttpClient,
  { projectId, serverId }: { projectId: string; serverId: string },
  metadata: Record<string, string>,
  once: boolean,
): Promise<void> {
  // POST /v1/{project_id}/cloudservers/{server_id}/metadata: merges, so that it can be repeated.
  const path = `/v1/${projectId}/cloudservers/${serverId}/metadata`;
  await http.call({ service: "ecs", method: "POST", path, body: { metadata }, once, answer: written });
}
