import type { Cloud } from "../../ports/cloud";
import { SharedListings } from "../../procedures/listings";
import { together } from "../../procedures/together";
import type { Authentication } from "../../transport/authentication";
import { HttpClient, type HttpDialect, type HttpSurroundings } from "../../transport/httpClient";
import type { Account } from "./account";
import { backups } from "./backups";
import { delegations } from "./delegations";
import { disks } from "./disks";
import { images } from "./images";
import { keyPairs } from "./keyPairs";
import { keys } from "./keys";
import { osImages } from "./osImages";
import { records } from "./records";
import { refusalIn } from "./refusals";
import { servers } from "./servers";
import { vaults } from "./vaults";

/** The services of an account of Open Telekom Cloud. */
export function openTelekomCloud(account: Account, surroundings: HttpSurroundings): Cloud {
  const { region, projectId, defaultTags, enterWholeAccount, redactor } = account;
  const { clock, adapter } = surroundings;
  const http = new HttpClient({ ...surroundings, dialect: dialectOf(account) });
  const iamWith = (authentication: Authentication): HttpClient =>
    new HttpClient({ ...surroundings, dialect: dialectOf({ ...account, authentication }) });
  const [allServers, allImages, allVaults] = [
    servers(http, projectId, redactor),
    images(http, projectId),
    vaults(http, projectId),
  ];
  const ports = {
    // What every operation asks for, all at the same time where a program has many of them.
    servers: { ...allServers, list: together(() => allServers.list()) },
    images: { ...allImages, quota: together(() => allImages.quota()) },
    vaults: { ...allVaults, list: together(() => allVaults.list()) },
    disks: disks(http, projectId),
    records: records(http, projectId),
    backups: backups(http, projectId),
    osImages: osImages(http, projectId),
    keyPairs: keyPairs(http, projectId),
    keys: keys(http, projectId),
    delegations: delegations(enterWholeAccount, iamWith),
  };
  return {
    identity: { cloud: "openTelekomCloud", region, projectId },
    defaultTags,
    emulated: adapter !== undefined,
    clock,
    now: () => http.cloudNow(),
    keepSecret: (...texts) => {
      redactor.add(...texts);
    },
    ...ports,
    listings: new SharedListings({ clock, ...ports }),
  };
}

/** How the services of Open Telekom Cloud are spoken to. */
export function dialectOf({
  endpointOf,
  authentication,
  credentialsDescription,
  redactor,
}: Pick<Account, "endpointOf" | "authentication" | "credentialsDescription" | "redactor">): HttpDialect {
  return {
    endpoint: endpointOf,
    authentication,
    refusalIn: (reply) => {
      const refusal = refusalIn(reply);
      if (!refusal) return undefined;
      // The cloud may quote what was sent.
      const reason = redactor.redact(refusal.reason);
      if (reply.status !== 401) return { ...refusal, reason };
      return { ...refusal, reason: `${reason} (what was not accepted: ${credentialsDescription})` };
    },
  };
}
