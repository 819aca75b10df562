import { z } from "zod";
import { parseProfile, profileOfEnvironment, secretsIn, type Profile } from "../backends/profile";
import { OperationFailure } from "../procedures/errors";
import type { Redactor } from "../transport/redaction";

/** The stack's configuration, as Pulumi hands it to a dynamic provider. */
export interface StackConfiguration {
  get(key: string): string | undefined;
}

/** What a profile is looked up in. */
export interface ProfileSources {
  configuration: StackConfiguration | undefined;
  environment: NodeJS.ProcessEnv;
  /** Where its secrets are noted, before anything can be said about them. */
  redactor: Redactor;
}

export interface SelectedProfile {
  /** undefined: the stack has no profiles, and the environment says which account is meant. */
  name: string | undefined;
  profile: Profile;
}

const namespace = "ecs-lifecycle";

/**
 * The profile of an account; says what to write where there is none.
 * @param wanted its name; undefined: the one that the stack selects for all resources
 */
export function selectedProfile(
  wanted: string | undefined,
  { configuration, environment, redactor }: ProfileSources,
): SelectedProfile {
  const name = wanted ?? configuration?.get(`${namespace}:profile`);
  const profiles = configuration?.get(`${namespace}:profiles`);
  const implied =
    name === undefined && profiles === undefined ? profileOfEnvironment(environment) : undefined;
  if (implied) return { name: undefined, profile: implied };
  if (profiles === undefined) throw invalid(`no account is configured. ${howToConfigure}`);
  const known = parse(profiles);
  const names = Object.keys(known).join(", ");
  if (name === undefined)
    throw invalid(
      `${namespace}:profile is not set, and says which of ${namespace}:profiles is used (${names}): pulumi config set ${namespace}:profile <name>`,
    );
  const settings = Object.hasOwn(known, name) ? known[name] : undefined;
  if (settings === undefined)
    throw invalid(
      `${wanted === undefined ? `${namespace}:profile` : "the profile that is asked for"} is "${name}", and ${namespace}:profiles ` +
        `has no profile of that name, only: ${names}.`,
    );
  redactor.add(...secretsIn(settings));
  const parsed = parseProfile(settings);
  if (parsed.success) return { name, profile: parsed.data };
  throw invalid(`${namespace}:profiles.${name} is not valid:\n${z.prettifyError(parsed.error)}`);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, without the text: it may hold secrets.
  }
  throw invalid(`${namespace}:profiles is not a map of profiles. ${howToConfigure}`);
}

const howToConfigure = `Write a profile into the stack's configuration:
  pulumi config set ecs-lifecycle:profile mine
  pulumi config set --path ecs-lifecycle:profiles.mine.cloud openTelekomCloud
  pulumi config set --path ecs-lifecycle:profiles.mine.region eu-de
  pulumi config set --path ecs-lifecycle:profiles.mine.projectId <ID>
  pulumi config set --path --secret ecs-lifecycle:profiles.mine.accessKey
  pulumi config set --path --secret ecs-lifecycle:profiles.mine.secretKey
or, with a user's password, instead of the last two:
  pulumi config set --path ecs-lifecycle:profiles.mine.userName <user>
  pulumi config set --path ecs-lifecycle:profiles.mine.domainName <account>
  pulumi config set --path --secret ecs-lifecycle:profiles.mine.password
or, with an entry of OpenStack's clouds.yaml, instead of the last four:
  pulumi config set --path ecs-lifecycle:profiles.mine.clouds <entry>
or leave all of it to the environment: OS_CLOUD, or OS_ACCESS_KEY and the like (docs/configuration.md)
or, to try it without an account on an emulated cloud, instead of region, project and keys:
  pulumi config set --path ecs-lifecycle:profiles.mine.emulator.stateFile emulated-cloud.json
  pulumi config set --path ecs-lifecycle:profiles.mine.emulator.speed 60`;

function invalid(message: string): OperationFailure {
  return new OperationFailure("configurationInvalid", message);
}
