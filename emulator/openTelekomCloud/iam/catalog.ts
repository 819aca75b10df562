import type { EmulatedAccount } from "../account";
import type { Answer, Call } from "../gateway/route";
import { stableHexId } from "../identifiers";

/** Where the services are, for whoever the caller is. */
export function getCatalog({ state, credentials }: Call): Answer {
  const scope = credentials.kind === "token" ? credentials.token.scope : "project";
  return {
    status: 200,
    body: {
      catalog: catalogOf(state.account, scope === "project"),
      links: { self: `${state.account.endpoints.iam}/v3/auth/catalog` },
    },
  };
}

/** The catalogue; the services of a project have its id in their addresses, so without one they are not in it. */
export function catalogOf({ endpoints, projectId, region }: EmulatedAccount, withProject: boolean): object[] {
  const identity = entry("identity", "iam", `${endpoints.iam}/v3`, "*", region);
  if (!withProject) return [identity];
  return [
    identity,
    entry("ecs", "ecs", `${endpoints.ecs}/v1/${projectId}`, region),
    entry("compute", "nova", `${endpoints.ecs}/v2.1/${projectId}`, region),
    // Clients append the version themselves.
    entry("image", "glance", endpoints.ims, region),
    entry("volumev2", "cinderv2", `${endpoints.evs}/v2/${projectId}`, region),
    entry("volumev3", "cinderv3", `${endpoints.evs}/v3/${projectId}`, region),
    entry("cbr", "cbr", `${endpoints.cbr}/v3/${projectId}`, region),
    entry("kmsv1", "kms", `${endpoints.kms}/v1.0/${projectId}`, region),
  ];
}

function entry(type: string, name: string, url: string, ...regions: string[]): object {
  const endpoints = regions.map((region) => {
    const id = stableHexId(`endpoint ${type} ${region}`);
    return { id, url, region, region_id: region, interface: "public" };
  });
  return { type, name, id: stableHexId(`service ${type}`), endpoints };
}
