import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { applyTags, parseTagAction } from "../gateway/tagAction";
import { findServer } from "./findServer";

/** The tags of a server. */
export function listServerTags({ state, parameters }: Call): Answer {
  return { status: 200, body: { tags: findServer(state, parameters["server_id"] ?? "").tags } };
}

/** Adds or removes tags of a server; repeating it changes nothing. */
export function changeServerTags({ state, now, parameters, body }: Call): Answer {
  const server = findServer(state, parameters["server_id"] ?? "");
  const change = parseTagAction(body, (problem) =>
    serviceRefusal({ form: "Ecs.0005", key: "Ecs.0905", value: "Ecs.0906" }[problem.about], problem.message),
  );
  const tags = applyTags(server.tags, change);
  if (tags.length > 10) throw serviceRefusal("Ecs.0907", "A server may have up to 10 tags");
  server.tags = tags;
  server.updatedAt = now;
  return { status: 204 };
}
