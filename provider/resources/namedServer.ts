import { violated, type Violation } from "../constraints/constraint";
import type { Cloud } from "../ports/cloud";
import type { Server } from "../ports/servers";
import { isId } from "./inputForms";
import { likeName } from "./likeName";

/** The servers that the input means: the one with this ID, or all with exactly this name. */
export function serversCalled(server: string | undefined, all: readonly Server[]): Server[] {
  if (server === undefined) return [];
  const byId = all.filter(({ id }) => id === server.toLowerCase());
  return byId.length > 0 ? byId : all.filter(({ name }) => name === server);
}

/**
 * The ID of the server that an operation is on: a name is looked up once, when the operation begins.
 * @param refusal what is thrown where the name means none, or several
 */
export async function serverIdOf(
  server: string,
  cloud: Pick<Cloud, "servers">,
  refusal: (meant: Server[]) => Error,
): Promise<string> {
  if (isId(server)) return server.toLowerCase();
  const meant = serversCalled(server, await cloud.servers.list());
  if (meant.length === 1 && meant[0]) return meant[0].id;
  throw refusal(meant);
}

/**
 * The one server that the input names, which is not frozen; or why there is none.
 * @param wanted which one, for example "an ECS", and that it must not be frozen
 * @param names those of all servers, where they were looked up
 */
export function oneNamedServer(
  input: string,
  [server, ...others]: readonly Server[],
  wanted: { server: string; notFrozen: string },
  names: readonly string[] = [],
): Server | Violation {
  const refuse = (seen: string, expected: string, remedy: string) =>
    violated({ property: "server", seen, expected, remedy });
  if (!server)
    return refuse(
      `there is no server ${JSON.stringify(input)} in this project`,
      `the ID or the exact name of ${wanted.server}`,
      [
        "Look it up in the ECS console, and check the profile's region and project.",
        ...(isId(input) ? [] : likeName("servers", input, names)),
      ].join("\n      "),
    );
  if (others.length > 0)
    return refuse(
      `${others.length + 1} servers are called ${input}: ${[server, ...others].map(({ id }) => id).join(", ")}`,
      "one server",
      "Give the ID of the one that is meant.",
    );
  if (server.frozen)
    return refuse(
      `${server.name} is frozen`,
      wanted.notFrozen,
      "The cloud freezes servers for arrears or violations: settle that in the console's billing centre.",
    );
  return server;
}
