import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { OperationFailure } from "../../procedures/errors";
import type { Redactor } from "../../transport/redaction";
import type { Settings, Source } from "./settings";

/** Where the files are looked for. */
export interface CloudsYamlPlaces {
  environment: NodeJS.ProcessEnv;
  workingFolder: string;
  /** The system's own folder. */
  systemFolder: string;
}

export function placesOf(environment: NodeJS.ProcessEnv): CloudsYamlPlaces {
  return { environment, workingFolder: process.cwd(), systemFolder: "/etc/openstack" };
}

const text = z.union([z.string(), z.number()]).transform(String).nullish();

/** An entry, as far as it is read. */
const entry = z.object({
  auth: z
    .object({
      ...{ auth_url: text, username: text, password: text },
      ...{ user_domain_name: text, user_domain_id: text, domain_name: text, domain_id: text },
      ...{ project_domain_name: text, project_domain_id: text },
      ...{ project_id: text, project_name: text, tenant_id: text, tenant_name: text },
      ...{ ak: text, sk: text, access_key: text, secret_key: text, security_token: text },
    })
    .nullish(),
  region_name: text,
  cacert: text,
});

const secretNames = ["password", "ak", "sk", "access_key", "secret_key", "security_token", "token"];

/** A cloud from OpenStack's file clouds.yaml, with what secure.yaml adds to it. */
export function cloudFromYaml(name: string, places: CloudsYamlPlaces, redactor: Redactor): Source {
  const { environment } = places;
  const cloudsFile = findFile("clouds", environment["OS_CLIENT_CONFIG_FILE"], places);
  const secureFile = findFile("secure", environment["OS_CLIENT_SECURE_FILE"], places);
  if (cloudsFile === undefined)
    throw invalid(
      `the cloud "${name}" is asked for, and there is no clouds.yaml; looked for: ` +
        `${candidates("clouds", environment["OS_CLIENT_CONFIG_FILE"], places).join(", ")}.`,
    );
  const clouds = readClouds(cloudsFile, redactor);
  const secure = secureFile === undefined ? {} : readClouds(secureFile, redactor);
  if (clouds[name] === undefined)
    throw invalid(
      `the cloud "${name}" is asked for, and ${cloudsFile} has no cloud of that name, only: ${Object.keys(clouds).join(", ")}.`,
    );
  const parsed = entry.safeParse(merge(clouds[name], secure[name]));
  if (!parsed.success)
    throw invalid(`the cloud "${name}" in ${cloudsFile} cannot be read:\n${z.prettifyError(parsed.error)}`);
  return { settings: settingsOf(parsed.data), origin: `the cloud "${name}" in ${cloudsFile}` };
}

function settingsOf({ auth, region_name, cacert }: z.infer<typeof entry>): Settings {
  const region = region_name ?? undefined;
  const settings = {
    region,
    projectId: auth?.project_id ?? auth?.tenant_id,
    projectName: auth?.project_name ?? auth?.tenant_name,
    accessKey: auth?.ak ?? auth?.access_key,
    secretKey: auth?.sk ?? auth?.secret_key,
    securityToken: auth?.security_token,
    userName: auth?.username,
    password: auth?.password,
    domainName: auth?.user_domain_name ?? auth?.domain_name ?? auth?.project_domain_name,
    domainId: auth?.user_domain_id ?? auth?.domain_id ?? auth?.project_domain_id,
    // As this cloud's other tools write it, for one entry with several regions.
    authUrl: auth?.auth_url?.replaceAll("{region_name}", region ?? ""),
    caFile: cacert,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value));
}

function readClouds(file: string, redactor: Redactor): Record<string, unknown> {
  const content = parseYaml(file);
  const clouds = isMap(content) ? content["clouds"] : undefined;
  if (!isMap(clouds)) throw invalid(`${file} has no map "clouds".`);
  // Before anything can be said about them.
  for (const cloud of Object.values(clouds)) rememberSecrets(cloud, redactor);
  return clouds;
}

function parseYaml(file: string): unknown {
  // Loaded only where there is such a file.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parse, YAMLParseError } = require("yaml") as typeof import("yaml");
  try {
    return parse(readFileSync(file, "utf8"), { prettyErrors: true, logLevel: "error" });
  } catch (error) {
    // Not the message: it quotes the line, which may hold a secret.
    const isSyntax = error instanceof YAMLParseError;
    const what = isSyntax ? error.code : ((error as NodeJS.ErrnoException).code ?? "unknown");
    const line = isSyntax ? error.linePos?.[0].line : undefined;
    throw invalid(`${file} cannot be read (${what}${line === undefined ? "" : ` in line ${line}`}).`);
  }
}

function rememberSecrets(cloud: unknown, redactor: Redactor): void {
  const auth = isMap(cloud) ? cloud["auth"] : undefined;
  if (!isMap(auth)) return;
  for (const name of secretNames) {
    const value = auth[name];
    if (typeof value === "string" || typeof value === "number") redactor.add(String(value));
  }
}

/** What `over` says holds. */
function merge(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over ?? base;
  const names = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...names].map((name) => [name, merge(base[name], over[name])]));
}

function findFile(name: string, given: string | undefined, places: CloudsYamlPlaces): string | undefined {
  return candidates(name, given, places).find((file) => existsSync(file));
}

/** In OpenStack's order: the file that the environment names, the working folder, the user's, the system's. */
function candidates(name: string, given: string | undefined, places: CloudsYamlPlaces): string[] {
  const { environment, workingFolder, systemFolder } = places;
  const configuration = environment["XDG_CONFIG_HOME"] ?? join(environment["HOME"] ?? homedir(), ".config");
  const folders = [workingFolder, join(configuration, "openstack"), systemFolder];
  const endings = ["yaml", "yml", "json"];
  const files = folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}.${ending}`)));
  return given ? [resolve(workingFolder, given), ...files] : files;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(message: string): OperationFailure {
  return new OperationFailure("configurationInvalid", message);
}
