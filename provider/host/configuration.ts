import { z } from "zod";
import { parseProfile, type Profile } from "../backends/profile";
import { OperationFailure } from "../procedures/errors";
import type { Redactor } from "../transport/redaction";

/** The stack's configuration, as Pulumi hands it to a dynamic provider. */
export interface StackConfiguration {
  get(key: string): string | undefined;
}

const namespace = "ecs-lifecycle";

/** The profile that the stack's configuration selects; says what to write where there is none. */
export function selectedProfile(configuration: StackConfiguration | undefined, redactor: Redactor): Profile {
  const name = configuration?.get(`${namespace}:profile`);
  const profiles = configuration?.get(`${namespace}:profiles`);
  if (name === undefined || profiles === undefined)
    throw invalid(`no account is configured. ${howToConfigure}`);
  const settings = parse(profiles)[name];
  if (settings === undefined)
    throw invalid(
      `${namespace}:profile is "${name}", and ${namespace}:profiles has no profile of that name, only: ${Object.keys(parse(profiles)).join(", ")}.`,
    );
  // Before anything can be said about them.
  rememberSecrets(settings, redactor);
  const parsed = parseProfile(settings);
  if (parsed.success) return parsed.data;
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

const secretSettings = ["accessKey", "secretKey", "securityToken"];

function rememberSecrets(settings: unknown, redactor: Redactor): void {
  if (typeof settings !== "object" || settings === null) return;
  for (const [key, value] of Object.entries(settings))
    if (secretSettings.includes(key) && typeof value === "string") redactor.add(value);
}

const howToConfigure = `Write a profile into the stack's configuration:
  pulumi config set ecs-lifecycle:profile mine
  pulumi config set --path ecs-lifecycle:profiles.mine.cloud openTelekomCloud
  pulumi config set --path ecs-lifecycle:profiles.mine.region eu-de
  pulumi config set --path ecs-lifecycle:profiles.mine.projectId <ID>
  pulumi config set --path --secret ecs-lifecycle:profiles.mine.accessKey
  pulumi config set --path --secret ecs-lifecycle:profiles.mine.secretKey
or, to try it without an account on an emulated cloud, instead of the last four:
  pulumi config set --path ecs-lifecycle:profiles.mine.emulator.stateFile emulated-cloud.json
  pulumi config set --path ecs-lifecycle:profiles.mine.emulator.speed 60`;

function invalid(message: string): OperationFailure {
  return new OperationFailure("configurationInvalid", message);
}
