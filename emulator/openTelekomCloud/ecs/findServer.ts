import type { CloudState, ServerState } from "../cloudState";
import { nativeRefusal, serviceRefusal } from "../gateway/refusal";

/** The server, or the refusal of the service's own calls. */
export function findServer(state: CloudState, id: string): ServerState {
  const server = state.servers.find((one) => one.id === id);
  if (server === undefined) throw serviceRefusal("Ecs.0114", `Instance[${id}] could not be found.`, 404);
  return server;
}

/** The server, or the refusal of the native calls. */
export function findNativeServer(state: CloudState, id: string): ServerState {
  const server = state.servers.find((one) => one.id === id);
  if (server === undefined) throw nativeRefusal(404, "itemNotFound", `Instance ${id} could not be found.`);
  return server;
}
