import type { Cloud } from "../../ports/cloud";
import { SharedListings } from "../../procedures/listings";
import { together } from "../../procedures/together";
import { HttpClient, type HttpDialect, type HttpSurroundings } from "../../transport/httpClient";
import type { Account } from "./account";
import { backups } from "./backups";
import { disks } from "./disks";
import { images } from "./images";
import { records } from "./records";
import { refusalIn } from "./refusals";
import { servers } from "./servers";
import { vaults } from "./vaults";

/** The services of an account of Open Telekom Cloud. */
export function openTelekomCloud(account: Account, surroundings: HttpSurroundings): Cloud {
  const { region, projectId, defaultTags } = account;
  const { clock, adapter } = surroundings;
  const http = new HttpClient({ ...surroundings, dialect: dialectOf(account) });
  const [allServers, allImages, allVaults] = [
    servers(http, projectId),
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
    ...({} as Pick<Cloud, "osImages" | "keyPairs" | "keys" | "delegations">),
  };
  return {
    identity: { cloud: "openTelekomCloud", region, projectId },
    defaultTags,
    emulated: adapter !== undefined,
    clock,
    now: () => http.cloudNow(),
    ...ports,
    listings: new SharedListings({ clock, ...ports }),
  };
}

/** How the services of Open Telekom Cloud are spoken to. */
export function dialectOf({
  endpointOf,
  authentication,
  credentialsDescription,
}: Pick<Account, "endpointOf" | "authentication" | "credentialsDescription">): HttpDialect {
  return {
    endpoint: endpointOf,
    authentication,
    refusalIn: (reply) => {
      const refusal = refusalIn(reply);
      if (!refusal || reply.status !== 401) return refusal;
      return {
        ...refusal,
        reason: `${refusal.reason} (what was not accepted: ${credentialsDescription})`,
      };
    },
  };
}
