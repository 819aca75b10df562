import { OperationFailure } from "../procedures/errors";
import type { Redactor } from "./redaction";

const variables = ["https_proxy", "http_proxy", "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);

/** Notes the users and passwords of all proxies that may be used; throws where an address is none. */
export function rememberProxies(
  environment: NodeJS.ProcessEnv,
  proxy: string | undefined,
  redactor: Redactor,
): void {
  if (proxy !== undefined && proxy !== "none") remember(new URL(proxy), redactor);
  for (const name of variables) {
    const value = environment[name];
    if (!value) continue;
    const address = value.includes("://") ? value : `http://${value}`;
    if (!URL.canParse(address))
      throw new OperationFailure(
        "configurationInvalid",
        `${name} in the environment is not the address of a proxy: expected http://host:port, or http://user:password@host:port with special characters as %XX.`,
      );
    remember(new URL(address), redactor);
  }
}

/** As it is written, and as the proxy gets it. The user's name alone is no secret. */
function remember({ username, password }: URL, redactor: Redactor): void {
  if (password === "") return;
  redactor.add(password, decoded(password), `${decoded(username)}:${decoded(password)}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
