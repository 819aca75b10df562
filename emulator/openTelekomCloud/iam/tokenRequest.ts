import type { EmulatedAccount } from "../account";
import type { TokenState } from "../cloudState";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { notEmulated } from "../gateway/refusal";
import { identityRefusal } from "./refusal";

/** Refuses everybody but the account's user, with its password. */
export function checkLogin(account: EmulatedAccount, body: unknown, requestId: string): void {
  const identity = part(part(body, "auth"), "identity");
  const methods = identity["methods"];
  if (!Array.isArray(methods) || methods.length === 0) throw missing("auth.identity.methods");
  if (methods.length !== 1 || methods[0] !== "password") {
    throw notEmulated(`a login with ${JSON.stringify(methods)}`, requestId);
  }
  const user = part(part(identity, "password"), "user");
  const { name, password } = user;
  if (typeof name !== "string") throw missing("user.name");
  if (typeof password !== "string") throw missing("user.password");
  const isUser = name === account.userName && password === account.password;
  if (!isDomain(account, part(user, "domain")) || !isUser) {
    throw identityRefusal(401, "The username or password is wrong.");
  }
}

/** What the token is to be good for. Where both a project and an account are named it is the project. */
export function requestedScope(account: EmulatedAccount, body: unknown): TokenState["scope"] {
  const scope = part(body, "auth")["scope"];
  if (scope === undefined) return "none";
  if (!isObject(scope)) throw malformed("auth.scope must be an object");
  const { project, domain } = scope;
  if (isObject(project)) {
    const { domain: owner } = project;
    const isProject = names(project, { id: account.projectId, name: account.projectName });
    if (!isProject || (isObject(owner) && !isDomain(account, owner))) throw absent("project", project);
    return "project";
  }
  if (isObject(domain)) {
    if (!isDomain(account, domain)) throw absent("domain", domain);
    return "domain";
  }
  if (project !== undefined || domain !== undefined) throw malformed("a scope must be an object");
  return "none";
}

function isDomain({ domainId, domainName }: EmulatedAccount, domain: JsonObject): boolean {
  return names(domain, { id: domainId, name: domainName });
}

/** Whether an `{id}`, a `{name}`, or both, name this. */
function names({ id, name }: JsonObject, real: { id: string; name: string }): boolean {
  if (id === undefined && name === undefined) throw malformed("id or name is missing");
  return (id ?? real.id) === real.id && (name ?? real.name) === real.name;
}

function part(parent: unknown, name: string): JsonObject {
  const found = isObject(parent) ? parent[name] : undefined;
  if (isObject(found)) return found;
  throw missing(name);
}

function missing(name: string) {
  return malformed(`'${name}' is a required property`);
}

function malformed(why: string) {
  return identityRefusal(400, `Request body is invalid: ${why}.`);
}

function absent(what: string, { id, name }: JsonObject) {
  return identityRefusal(404, `Could not find ${what}: ${String(id ?? name)}.`);
}
