import https from "node:https";
import { rootCertificates } from "node:tls";
import type { AxiosRequestConfig } from "axios";
import { connectPhase } from "./connectPhase";
import type { ConnectionSettings } from "./connectionSettings";

/** How axios reaches the network with these settings. */
export function network(settings: ConnectionSettings): AxiosRequestConfig {
  const { proxy, authorities } = settings;
  return {
    timeout: settings.answerTimeoutSeconds * 1000,
    transport: connectPhase(settings.connectTimeoutSeconds),
    ...(proxy !== undefined && { proxy: proxy === "none" ? false : proxyOf(new URL(proxy)) }),
    // Node's own list is replaced by whatever is given, so it is given, too.
    ...(authorities && {
      httpsAgent: new https.Agent({ keepAlive: true, ca: [...rootCertificates, ...authorities] }),
    }),
  };
}

function proxyOf(url: URL): Exclude<AxiosRequestConfig["proxy"], false | undefined> {
  return {
    protocol: url.protocol,
    host: url.hostname,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
    ...(url.username && {
      auth: { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    }),
  };
}
