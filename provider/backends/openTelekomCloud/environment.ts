import type { Settings } from "./settings";

/** Environment variables, in the order in which they are asked. */
const names: Record<keyof Settings, readonly string[]> = {
  region: ["OS_REGION_NAME", "OS_REGION", "OS_REGION_ID"],
  projectId: ["OS_PROJECT_ID", "OS_TENANT_ID"],
  projectName: ["OS_PROJECT_NAME", "OS_TENANT_NAME"],
  accessKey: ["OS_ACCESS_KEY", "OS_ACCESS_KEY_ID", "OS_AK"],
  secretKey: ["OS_SECRET_KEY", "OS_ACCESS_KEY_SECRET", "OS_SK"],
  securityToken: ["OS_SECURITY_TOKEN", "OS_AKSK_SECURITY_TOKEN", "OS_ST"],
  userName: ["OS_USERNAME"],
  password: ["OS_PASSWORD"],
  domainName: ["OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME", "OS_PROJECT_DOMAIN_NAME"],
  domainId: ["OS_USER_DOMAIN_ID", "OS_DOMAIN_ID", "OS_PROJECT_DOMAIN_ID"],
  authUrl: ["OS_AUTH_URL"],
  caFile: ["OS_CACERT"],
};

/** What OpenStack's environment variables say, and those that this cloud's other tools read. */
export function environmentSettings(environment: NodeJS.ProcessEnv): Settings {
  const valueOf = (candidates: readonly string[]): string | undefined =>
    candidates.map((name) => environment[name]).find((value) => value !== undefined && value !== "");
  return Object.fromEntries(
    Object.entries(names).flatMap(([setting, candidates]) => {
      const value = valueOf(candidates);
      return value === undefined ? [] : [[setting, value]];
    }),
  );
}

/** Whether the environment alone says which account is meant. */
export function namesAnAccount(environment: NodeJS.ProcessEnv): boolean {
  const { accessKey, userName } = environmentSettings(environment);
  return Boolean(environment["OS_CLOUD"]) || accessKey !== undefined || userName !== undefined;
}
