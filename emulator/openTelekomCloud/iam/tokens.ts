import type { EmulatedAccount } from "../account";
import type { TokenState } from "../cloudState";
import { identityDate } from "../dates";
import type { Answer, Call } from "../gateway/route";
import { newHexId } from "../identifiers";
import { domainOf } from "./account";
import { catalogOf } from "./catalog";
import { rememberGiven } from "./givenOut";
import { checkLogin, requestedScope } from "./tokenRequest";

/** Gives a token to whoever knows the user's password. */
export function createToken({ state, body, query, requestId, realMs }: Call): Answer {
  checkLogin(state.account, body, requestId);
  const token: TokenState = {
    value: `MIIEmulatedToken${newHexId(state)}`,
    scope: requestedScope(state.account, body),
    issuedRealMs: realMs,
    expiresRealMs: realMs + 1000 * state.world.tokenLifetimeSeconds,
  };
  rememberGiven(state.tokens, token);
  const catalog = (query.get("nocatalog") ?? "") === "";
  return {
    status: 201,
    headers: { "X-Subject-Token": token.value },
    body: { token: tokenView(state.account, token, catalog) },
  };
}

function tokenView(account: EmulatedAccount, token: TokenState, withCatalog: boolean): object {
  const domain = domainOf(account);
  const scope = {
    project: { project: { id: account.projectId, name: account.projectName, domain } },
    domain: { domain },
    none: {},
  }[token.scope];
  return {
    methods: ["password"],
    issued_at: identityDate(token.issuedRealMs),
    expires_at: identityDate(token.expiresRealMs),
    user: { id: account.userId, name: account.userName, domain, password_expires_at: null },
    ...scope,
    roles: [{ id: "0", name: "te_admin" }],
    ...(withCatalog ? { catalog: catalogOf(account, token.scope === "project") } : {}),
  };
}
