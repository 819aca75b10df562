import type { CloudState, ServerState } from "../cloudState";
import { nativeRefusal, serviceRefusal } from "../gateway/refusal";
import { asShown, isHidden } from "./shownServers";

/** The server itself, or the refusal of the service's own calls. */
export function findServer(state: CloudState, id: string): ServerState {
  const server = serverIn(state, id);
  if (server === undefined) throw serviceRefusal("Ecs.0114", `Instance[${id}] could not be found.`, 404);
  return server;
}

/** The server itself, or the refusal of the native calls. */
export function findNativeServer(state: CloudState, id: string): ServerState {
  const server = serverIn(state, id);
  if (server === undefined) throw nativeRefusal(404, "itemNotFound", `Instance ${id} could not be found.`);
  return server;
}

/** The server as reads show it, or the refusal of the service's own calls. */
export function findShownServer(state: CloudState, id: string): ServerState {
  return asShown(findServer(state, id));
}

/** The server as reads show it, or the refusal of the native calls. */
export function findShownNativeServer(state: CloudState, id: string): ServerState {
  return asShown(findNativeServer(state, id));
}

function serverIn(state: CloudState, id: string): ServerState | undefined {
  return state.servers.find((one) => one.id === id && !isHidden(state, one));
}
