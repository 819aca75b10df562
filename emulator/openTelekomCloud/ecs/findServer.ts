import type { CloudState, ServerState } from "../cloudState";
import { nativeRefusal, serviceRefusal } from "../gateway/refusal";
import { isHidden, shownServers } from "../operations/temporaryServer";

/** The server itself, or the refusal of the service's own calls. */
export function findServer(state: CloudState, id: string): ServerState {
  return found(state.servers.find((one) => one.id === id && !isHidden(state, one)) ?? missing(id));
}

/** The server itself, or the refusal of the native calls. */
export function findNativeServer(state: CloudState, id: string): ServerState {
  return found(state.servers.find((one) => one.id === id && !isHidden(state, one)) ?? nativeMissing(id));
}

/** The server as reads show it, or the refusal of the service's own calls. */
export function findShownServer(state: CloudState, id: string): ServerState {
  return found(shownServers(state).find((one) => one.id === id) ?? missing(id));
}

/** The server as reads show it, or the refusal of the native calls. */
export function findShownNativeServer(state: CloudState, id: string): ServerState {
  return found(shownServers(state).find((one) => one.id === id) ?? nativeMissing(id));
}

function found(server: ServerState | Error): ServerState {
  if (server instanceof Error) throw server;
  return server;
}

function missing(id: string): Error {
  return serviceRefusal("Ecs.0114", `Instance[${id}] could not be found.`, 404);
}

function nativeMissing(id: string): Error {
  return nativeRefusal(404, "itemNotFound", `Instance ${id} could not be found.`);
}
