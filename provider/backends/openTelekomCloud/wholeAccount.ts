import { z } from "zod";
import { noAuthentication, type Authentication } from "../../transport/authentication";
import type { HttpClient } from "../../transport/httpClient";
import { AccessKeyAuthentication } from "./accessKeyAuthentication";
import type { Login } from "./credentials";
import type { AccessKey } from "./signing";
import { TokenAuthentication, type TokenOptions } from "./tokenAuthentication";

/** The account as a whole, for what belongs to none of its projects. */
export interface WholeAccount {
  domainId: string;
  authentication: Authentication;
}

/** Enters the account as a whole; undefined: the credentials lead into none. */
export type EnterWholeAccount = (
  iamWith: (authentication: Authentication) => HttpClient,
) => Promise<WholeAccount | undefined>;

const domainsAnswer = z.object({ domains: z.array(z.object({ id: z.string().min(1) })) });

export function wholeAccountOfAccessKey(key: AccessKey): EnterWholeAccount {
  return async (iamWith) => {
    // GET /v3/auth/domains: those of the key's user, who belongs to one.
    const path = "/v3/auth/domains";
    const iam = iamWith(new AccessKeyAuthentication(key, {}));
    const { domains } = await iam.call({ service: "iam", method: "GET", path, answer: domainsAnswer });
    const domainId = domains[0]?.id;
    if (domainId === undefined) return undefined;
    return { domainId, authentication: new AccessKeyAuthentication(key, { "X-Domain-Id": domainId }) };
  };
}

export function wholeAccountOfUser(
  login: Login,
  options: Pick<TokenOptions, "redactor" | "wallNow">,
): EnterWholeAccount {
  return async (iamWith) => {
    const iam = iamWith(noAuthentication);
    const scope = { domain: login.domain };
    const authentication = new TokenAuthentication({ login, scope, iam, withCatalogue: false, ...options });
    return { domainId: (await authentication.token()).scopeId, authentication };
  };
}
