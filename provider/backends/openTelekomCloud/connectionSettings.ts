import { defaultConnectionSettings, type ConnectionSettings } from "../../transport/connectionSettings";
import { authoritiesIn } from "../../transport/authorities";
import { rememberProxies } from "../../transport/proxies";
import type { Redactor } from "../../transport/redaction";
import type { OpenTelekomCloudProfile } from "./profile";

/** How the account is reached, by its profile and the environment. */
export function connectionSettings(
  profile: OpenTelekomCloudProfile,
  caFileElsewhere: string | undefined,
  environment: NodeJS.ProcessEnv,
  redactor: Redactor,
): ConnectionSettings {
  const { proxy, timeouts } = profile;
  rememberProxies(environment, proxy, redactor);
  const caFile = profile.caFile ?? caFileElsewhere;
  return {
    connectTimeoutSeconds: timeouts?.connectSeconds ?? defaultConnectionSettings.connectTimeoutSeconds,
    answerTimeoutSeconds: timeouts?.answerSeconds ?? defaultConnectionSettings.answerTimeoutSeconds,
    proxy,
    authorities: caFile === undefined ? undefined : authoritiesIn(caFile, environment),
  };
}
