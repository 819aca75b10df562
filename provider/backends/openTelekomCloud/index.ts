import type { AxiosAdapter } from "axios";
import type { Cloud } from "../../ports/cloud";
import type { Clock } from "../../procedures/clock";
import { HttpClient } from "../../transport/httpClient";
import { backups } from "./backups";
import { endpointOf } from "./endpoints";
import { images } from "./images";
import type { OpenTelekomCloudProfile } from "./profile";
import { records } from "./records";
import { refusalIn } from "./refusals";
import { servers } from "./servers";
import { sign } from "./signing";

/** What a connection needs from the process that makes it. */
export interface Surroundings {
  clock: Clock;
  stopSignal: AbortSignal;
  /** From 0 to 1, for the jitter of pauses. */
  random: () => number;
  /** Replaces the network, for an emulated cloud in this process. */
  adapter?: AxiosAdapter;
}

/** An account of Open Telekom Cloud. */
export function openTelekomCloud(
  profile: OpenTelekomCloudProfile,
  { clock, stopSignal, random, adapter }: Surroundings,
): Cloud {
  const { region, projectId } = profile;
  const http = new HttpClient({
    ...{ clock, stopSignal, random, adapter },
    dialect: {
      endpoint: (service) => endpointOf(service, profile),
      // The gateway judges the age of a signature by the real time, whatever the clock of a procedure says.
      authenticate: (request) => sign(request, profile, { "X-Project-Id": projectId }, new Date()),
      refusalIn,
    },
  });
  return {
    identity: { cloud: "openTelekomCloud", region, projectId },
    emulated: adapter !== undefined,
    clock,
    now: () => http.cloudNow(),
    servers: servers(http, projectId),
    records: records(http, projectId),
    images: images(http, projectId),
    backups: backups(http, projectId),
  };
}
