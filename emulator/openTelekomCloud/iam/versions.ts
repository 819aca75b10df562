import type { Answer, Call } from "../gateway/route";

/** The versions of IAM's interface, for everybody: 300, because there is a choice. */
export function listVersions({ state }: Call): Answer {
  const version = {
    id: "v3.6",
    status: "stable",
    updated: "2016-04-04T00:00:00Z",
    "media-types": [],
    links: [{ rel: "self", href: `${state.account.endpoints.iam}/v3/` }],
  };
  return { status: 300, body: { versions: { values: [version] } } };
}
