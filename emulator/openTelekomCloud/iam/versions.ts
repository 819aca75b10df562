import type { CloudState } from "../cloudState";
import type { Answer, Call } from "../gateway/route";

/** The versions of IAM's interface, for everybody: 300, because there is a choice. */
export function listVersions({ state }: Call): Answer {
  return { status: 300, body: { versions: { values: [version(state)] } } };
}

/** The version that is in the address. */
export function getVersion({ state }: Call): Answer {
  return { status: 200, body: { version: version(state) } };
}

function version({ account }: CloudState) {
  return {
    id: "v3.6",
    status: "stable",
    updated: "2016-04-04T00:00:00Z",
    "media-types": [],
    links: [{ rel: "self", href: `${account.endpoints.iam}/v3/` }],
  };
}
