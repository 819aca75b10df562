/** What it takes to reach an account, as far as one place says it. */
export interface Settings {
  region?: string | undefined;
  projectId?: string | undefined;
  projectName?: string | undefined;
  accessKey?: string | undefined;
  secretKey?: string | undefined;
  /** Only for temporary keys. */
  securityToken?: string | undefined;
  userName?: string | undefined;
  password?: string | undefined;
  /** The account that owns the user, by name or by ID. */
  domainName?: string | undefined;
  domainId?: string | undefined;
  /** Where IAM answers, with or without its version. */
  authUrl?: string | undefined;
  /** A file with the certificates of further authorities. */
  caFile?: string | undefined;
}

/** Settings with the place that says them. */
export interface Source {
  settings: Settings;
  /** For messages, for example `the cloud "otc" in /home/me/.config/openstack/clouds.yaml`. */
  origin: string;
}

/** The settings of several places put together. */
export interface MergedSettings extends Settings {
  /** The places that the credentials come from. */
  credentialsFrom: string[];
}

/**
 * Puts settings together; earlier sources win. What belongs together is never mixed: an access key with a password, a
 * temporary key's token with another key, a project's ID with another one's name.
 */
export function mergeSettings(sources: Iterable<Source>): MergedSettings {
  let merged: MergedSettings = { credentialsFrom: [] };
  for (const { settings, origin } of sources) {
    const credentials = credentialsAddedBy(settings, merged);
    const hasProject = merged.projectId !== undefined || merged.projectName !== undefined;
    merged = {
      ...merged,
      region: merged.region ?? settings.region,
      ...(!hasProject && { projectId: settings.projectId, projectName: settings.projectName }),
      authUrl: merged.authUrl ?? settings.authUrl,
      caFile: merged.caFile ?? settings.caFile,
      ...credentials,
      ...(isAny(credentials) && { credentialsFrom: [...merged.credentialsFrom, origin] }),
    };
    if (isComplete(merged)) break;
  }
  return merged;
}

/** Whether nothing has to be looked for elsewhere. */
function isComplete(settings: Settings): boolean {
  const { region, projectId, projectName } = settings;
  const hasProject = projectId !== undefined || projectName !== undefined;
  return region !== undefined && hasProject && hasCredentials(settings);
}

export function hasCredentials({ accessKey, secretKey, userName, password, ...rest }: Settings): boolean {
  const hasDomain = rest.domainName !== undefined || rest.domainId !== undefined;
  return (
    (accessKey !== undefined && secretKey !== undefined) ||
    (userName !== undefined && password !== undefined && hasDomain)
  );
}

function credentialsAddedBy(lower: Settings, upper: Settings): Settings {
  const usesAccessKey = upper.accessKey !== undefined || upper.secretKey !== undefined;
  const usesPassword = upper.userName !== undefined || upper.password !== undefined;
  if (usesAccessKey) return accessKeyAddedBy(lower, upper);
  if (usesPassword) return passwordAddedBy(lower, upper);
  const added = accessKeyAddedBy(lower, upper);
  return isAny(added) ? added : passwordAddedBy(lower, upper);
}

function accessKeyAddedBy(lower: Settings, upper: Settings): Settings {
  return defined({
    ...(upper.accessKey === undefined && { accessKey: lower.accessKey, securityToken: lower.securityToken }),
    ...(upper.secretKey === undefined && { secretKey: lower.secretKey }),
  });
}

function passwordAddedBy(lower: Settings, upper: Settings): Settings {
  const hasDomain = upper.domainName !== undefined || upper.domainId !== undefined;
  return defined({
    ...(upper.userName === undefined && { userName: lower.userName }),
    ...(upper.password === undefined && { password: lower.password }),
    ...(!hasDomain && { domainName: lower.domainName, domainId: lower.domainId }),
  });
}

function defined(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function isAny(settings: Settings): boolean {
  return Object.keys(settings).length > 0;
}
