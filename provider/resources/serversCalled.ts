import type { Server } from "../ports/servers";

/** The servers that the input means: the one with this ID, or all with exactly this name. */
export function serversCalled(server: string | undefined, all: readonly Server[]): Server[] {
  if (server === undefined) return [];
  const byId = all.filter(({ id }) => id === server.toLowerCase());
  return byId.length > 0 ? byId : all.filter(({ name }) => name === server);
}
