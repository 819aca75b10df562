import type { CloudState, Instant, ServerState } from "../cloudState";

/** Remembers how the servers are; the function that it gives back moves `updated` of those that have changed since. */
export function rememberServers(state: CloudState): (now: Instant) => void {
  const before = new Map(state.servers.map((server) => [server.id, seenIn(state, server)]));
  return (now) => {
    for (const server of state.servers) {
      const known = before.get(server.id);
      const isChanged = known !== undefined && known.text !== seenIn(state, server).text;
      if (isChanged && known.updatedAt === server.updatedAt) server.updatedAt = now;
    }
  };
}

function seenIn({ world }: CloudState, { metadata, updatedAt, ...rest }: ServerState) {
  return { updatedAt, text: JSON.stringify([rest, world.metadataMovesUpdated ? metadata : null]) };
}
