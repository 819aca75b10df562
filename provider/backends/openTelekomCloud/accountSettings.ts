import { OperationFailure } from "../../procedures/errors";
import type { Redactor } from "../../transport/redaction";
import { cloudFromYaml, type CloudsYamlPlaces } from "./cloudsYaml";
import type { Credentials } from "./credentials";
import { regionOf } from "./endpoints";
import { environmentSettings } from "./environment";
import type { OpenTelekomCloudProfile } from "./profile";
import { hasCredentials, mergeSettings, type MergedSettings, type Source } from "./settings";

/** All that is needed to reach an account, wherever it was said. */
export interface AccountSettings {
  region: string;
  project: { id: string } | { name: string };
  credentials: Credentials;
  /** For messages: what they are, and where they come from. */
  credentialsDescription: string;
  authUrl: string | undefined;
  caFile: string | undefined;
}

/** Reads what the profile leaves out from clouds.yaml and the environment; throws what is missing. */
export function accountSettings(
  profile: OpenTelekomCloudProfile,
  profileName: string | undefined,
  places: CloudsYamlPlaces,
  redactor: Redactor,
): AccountSettings {
  const looked: string[] = [];
  const merged = mergeSettings(sources(profile, profileName, places, redactor, looked));
  const region = merged.region ?? regionOf(merged.authUrl) ?? regionInName(merged.projectName);
  const project = projectIn(merged);
  const credentials = credentialsIn(merged);
  if (region !== undefined && project && credentials)
    return {
      ...{ region, project, credentials, authUrl: merged.authUrl, caFile: merged.caFile },
      credentialsDescription: describe(credentials, merged.credentialsFrom),
    };
  throw new OperationFailure(
    "configurationInvalid",
    `these settings of the account are missing:
${missing(region, project, merged).join("\n")}
Looked for in ${looked.join(", in ")}. Set them in the profile (pulumi config set --path ecs-lifecycle:profiles.${profileName ?? "<name>"}.<setting> <value>), in clouds.yaml, or in the environment.`,
  );
}

/** Each is read only when the ones before leave something out. */
function* sources(
  profile: OpenTelekomCloudProfile,
  profileName: string | undefined,
  places: CloudsYamlPlaces,
  redactor: Redactor,
  looked: string[],
): Generator<Source> {
  const noted = (source: Source): Source => {
    looked.push(source.origin);
    return source;
  };
  if (profileName !== undefined) yield noted({ settings: profile, origin: `the profile "${profileName}"` });
  const cloud = profile.clouds ?? places.environment["OS_CLOUD"];
  if (cloud) yield noted(cloudFromYaml(cloud, places, redactor));
  const settings = environmentSettings(places.environment);
  redactor.add(settings.accessKey, settings.secretKey, settings.securityToken, settings.password);
  yield noted({ settings, origin: "the environment (OS_…)" });
}

function projectIn({ projectId, projectName }: MergedSettings): AccountSettings["project"] | undefined {
  if (projectId !== undefined) return { id: projectId };
  return projectName === undefined ? undefined : { name: projectName };
}

function credentialsIn(merged: MergedSettings): Credentials | undefined {
  if (!hasCredentials(merged)) return undefined;
  const { accessKey, secretKey, securityToken, userName, password, domainName, domainId } = merged;
  if (accessKey !== undefined && secretKey !== undefined) return { accessKey, secretKey, securityToken };
  if (userName === undefined || password === undefined) return undefined;
  const domain = domainId === undefined ? { name: domainName ?? "" } : { id: domainId };
  return { userName, password, domain };
}

function missing(
  region: string | undefined,
  project: AccountSettings["project"] | undefined,
  merged: MergedSettings,
): string[] {
  const { accessKey, secretKey, userName, password } = merged;
  const credentials = (): string => {
    if (accessKey !== undefined) return "  secretKey, for the access key that is given";
    if (secretKey !== undefined) return "  accessKey, for the secret key that is given";
    if (userName === undefined && password === undefined)
      return "  credentials: accessKey and secretKey, or userName, password and domainName";
    if (userName === undefined) return "  userName, for the password that is given";
    if (password === undefined) return "  password, for the user that is given";
    return "  domainName: the name of the account that owns the user (or domainId)";
  };
  return [
    ...(region === undefined ? [`  region, for example eu-de`] : []),
    ...(project
      ? []
      : [`  projectId or projectName (the main project of a region is called like the region)`]),
    ...(hasCredentials(merged) ? [] : [credentials()]),
  ];
}

function describe(credentials: Credentials, from: string[]): string {
  const what =
    "accessKey" in credentials
      ? credentials.securityToken === undefined
        ? "an access key"
        : "a temporary access key"
      : `the user "${credentials.userName}"`;
  return `${what} from ${from.join(" and ")}`;
}

/** "eu-de" or "eu-de_team1": the projects of a region begin with its name. */
function regionInName(projectName: string | undefined): string | undefined {
  return /^([a-z]{2}-[a-z]{2}\d?)(_|$)/.exec(projectName ?? "")?.[1];
}
