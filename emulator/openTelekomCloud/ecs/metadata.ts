import type { ServerState } from "../cloudState";
import { isObject } from "../gateway/json";
import { nativeRefusal, serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { findNativeServer, findServer, findShownNativeServer } from "./findServer";
import { shownMetadata } from "./serverView";
import { vmStateOf } from "./vmState";

const longest = 255;

/** Adds to a server's metadata, and overwrites keys that are there. */
export function writeMetadata({ state, now, parameters, body }: Call): Answer {
  const server = findServer(state, parameters["server_id"] ?? "");
  const metadata = isObject(body) ? body["metadata"] : undefined;
  if (!isObject(metadata)) throw serviceRefusal("Ecs.0005", "metadata is missing");
  for (const [key, value] of Object.entries(metadata)) {
    if (!/^[A-Za-z0-9_.:-]{1,255}$/.test(key))
      throw serviceRefusal("Ecs.0005", `Invalid metadata key ${key}`);
    if (typeof value !== "string" || value.length > longest) {
      throw serviceRefusal("Ecs.0005", `Metadata ${key} must be a text of up to ${longest} characters`);
    }
  }
  if (!takesMetadata(server)) {
    throw serviceRefusal("Ecs.0100", `Metadata cannot be changed: ${describe(server)}`);
  }
  Object.assign(server.metadata, metadata);
  if (state.world.metadataMovesUpdated) server.updatedAt = now;
  return { status: 200, body: { metadata } };
}

/** All metadata of a server (native). */
export function readMetadata({ state, now, parameters }: Call): Answer {
  const server = findShownNativeServer(state, parameters["server_id"] ?? "");
  return { status: 200, body: { metadata: shownMetadata(state, server, now) } };
}

/** One key of a server's metadata (native). */
export function readMetadataKey({ state, now, parameters }: Call): Answer {
  const server = findShownNativeServer(state, parameters["server_id"] ?? "");
  const key = parameters["key"] ?? "";
  const metadata = shownMetadata(state, server, now);
  if (!Object.hasOwn(metadata, key)) {
    throw nativeRefusal(404, "itemNotFound", "Metadata item was not found");
  }
  return { status: 200, body: { meta: { [key]: metadata[key] } } };
}

/** Removes a key from a server's metadata (native). */
export function deleteMetadataKey({ state, now, parameters }: Call): Answer {
  const server = findNativeServer(state, parameters["server_id"] ?? "");
  const key = parameters["key"] ?? "";
  if (!Object.hasOwn(server.metadata, key)) {
    throw nativeRefusal(404, "itemNotFound", "Metadata item was not found");
  }
  if (!takesMetadata(server)) {
    throw nativeRefusal(409, "conflictingRequest", `Cannot delete metadata: ${describe(server)}`);
  }
  Reflect.deleteProperty(server.metadata, key);
  if (state.world.metadataMovesUpdated) server.updatedAt = now;
  return { status: 204 };
}

/** Active, stopped, paused or suspended; and not while its OS is being changed. */
function takesMetadata(server: ServerState): boolean {
  const allowed = ["active", "stopped", "paused", "suspended"].includes(vmStateOf(server.status));
  return allowed && server.taskState?.startsWith("rebuild") !== true;
}

function describe(server: ServerState): string {
  return `server ${server.id} is in vm_state ${vmStateOf(server.status)}, task_state ${server.taskState ?? "null"}`;
}
