import { z } from "zod";
import type { HttpClient } from "../../transport/httpClient";

/**
 * Adds tags and takes others away, at the address of a thing's tags: can be repeated.
 * @param path for example "/v2/{project_id}/images/{image_id}/tags"
 */
export async function changeTagsAt(
  http: HttpClient,
  { service, path }: { service: string; path: string },
  { set, remove }: { set: Record<string, string>; remove: string[] },
): Promise<void> {
  const act = async (action: "create" | "delete", tags: { key: string; value?: string }[]) => {
    if (tags.length === 0) return;
    const body = { action, tags };
    await http.call({ service, method: "POST", path: `${path}/action`, body, answer: z.unknown() });
  };
  // First taken away: a thing may have ten.
  await act(
    "delete",
    remove.map((key) => ({ key })),
  );
  await act(
    "create",
    Object.entries(set).map(([key, value]) => ({ key, value })),
  );
}
