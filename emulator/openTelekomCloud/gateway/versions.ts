import type { EmulatedAccount } from "../account";
import type { Answer, Call, Route } from "./route";

/** A version of a native interface, as it stands in addresses. */
interface Version {
  /** For example "v2.1". */
  name: string;
  /** The id, where it is not the name. */
  id?: string;
  status: "CURRENT" | "SUPPORTED";
}

/**
 * What native clients ask before anything else, without credentials: which versions a service speaks (300, because there
 * is a choice), and one of them, whether a project stands behind it or not.
 */
export function versionRoutes(service: "ecs" | "evs" | "ims" | "kms", versions: Version[]): Route[] {
  const all: Route = {
    service,
    method: "GET",
    path: "/",
    open: true,
    answer: ({ state }) => ({
      status: 300,
      body: { versions: versions.map((version) => view(state.account, service, version)) },
    }),
  };
  const one = (version: Version): Route => ({
    service,
    method: "GET",
    path: `/${version.name}`,
    open: true,
    answer: ({ state }: Call): Answer => ({
      status: 200,
      body: { version: view(state.account, service, version) },
    }),
  });
  return [all, ...versions.map(one)];
}

function view(
  { endpoints }: EmulatedAccount,
  service: "ecs" | "evs" | "ims" | "kms",
  { name, id, status }: Version,
) {
  return {
    id: id ?? name,
    status,
    version: "",
    min_version: "",
    updated: "2016-04-04T00:00:00Z",
    links: [{ rel: "self", href: `${endpoints[service]}/${name}/` }],
  };
}
