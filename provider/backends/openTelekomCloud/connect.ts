import type { Cloud } from "../../ports/cloud";
import type { HttpSurroundings } from "../../transport/httpClient";
import { HttpClient } from "../../transport/httpClient";
import type { RateLimits } from "../../transport/rateLimit";
import type { Redactor } from "../../transport/redaction";
import { accountSettings, type AccountSettings } from "./accountSettings";
import { addressesIn } from "./catalogue";
import { placesOf } from "./cloudsYaml";
import { connectionSettings } from "./connectionSettings";
import { isAccessKey } from "./credentials";
import { confirmOneCloud, endpointOf, type Endpoints } from "./endpoints";
import { enter } from "./entry";
import { dialectOf, openTelekomCloud } from "./index";
import type { OpenTelekomCloudProfile } from "./profile";

/** What connecting needs from the process. */
export interface ConnectSurroundings extends Omit<HttpSurroundings, "connection" | "rateLimit"> {
  /** undefined: the account is the environment's. */
  profileName: string | undefined;
  environment: NodeJS.ProcessEnv;
  /** Where every secret is noted, before anything can be said about it. */
  redactor: Redactor;
  /** Shared by all connections of the process. */
  rateLimits: RateLimits;
}

/** Connects to the account of a profile: logs in where that has to be, and looks up what is given by name. */
export async function connectOpenTelekomCloud(
  profile: OpenTelekomCloudProfile,
  surroundings: ConnectSurroundings,
): Promise<Cloud> {
  const { profileName, environment, redactor, rateLimits, clock } = surroundings;
  const settings = accountSettings(profile, profileName, placesOf(environment), redactor);
  const { region, authUrl, credentialsDescription } = settings;
  const asksCatalogue = profile.endpointsFrom === "catalogue";
  const known: Endpoints = { region, overrides: profile.endpoints ?? {}, authUrl };
  if (!asksCatalogue) confirmOneCloud(known);
  const http: HttpSurroundings = {
    ...surroundings,
    // An emulated cloud in this process is not reached through any network.
    ...(!surroundings.adapter && {
      connection: connectionSettings(profile, settings.caFile, environment, redactor),
    }),
    rateLimit: rateLimits.of(callerIn(settings), clock, profile.callsPerSecond),
  };
  const entry = await enter(settings, {
    iamWith: (authentication) =>
      new HttpClient({
        ...http,
        dialect: dialectOf({
          endpointOf: (service) => endpointOf(service, known),
          ...{ authentication, credentialsDescription, redactor },
        }),
      }),
    ...{ asksCatalogue, redactor, wallNow: () => Date.now() },
  });
  const endpoints: Endpoints = {
    ...known,
    catalogue: asksCatalogue ? addressesIn(entry.catalogue, region) : undefined,
  };
  return openTelekomCloud(
    {
      ...{ region, credentialsDescription, redactor },
      projectId: entry.projectId,
      authentication: entry.authentication,
      enterWholeAccount: entry.enterWholeAccount,
      endpointOf: (service) => endpointOf(service, endpoints),
      defaultTags: profile.defaultTags ?? {},
    },
    http,
  );
}

/** Whom the cloud counts calls by. */
function callerIn({ region, credentials }: AccountSettings): string {
  return JSON.stringify(
    isAccessKey(credentials)
      ? [region, credentials.accessKey]
      : [region, credentials.domain, credentials.userName],
  );
}
