import type { CloudState, ServerState } from "../cloudState";

/** Whether nobody sees this server. */
export function isHidden({ world }: CloudState, { temporary }: ServerState): boolean {
  return temporary && world.temporaryServer === "hidden";
}

/** The server as reads show it. */
export function asShown(server: ServerState): ServerState {
  return { ...server, ...server.shown };
}

/** All servers as reads show them. */
export function shownServers(state: CloudState): ServerState[] {
  return state.servers.filter((server) => !isHidden(state, server)).map(asShown);
}
