import type { TemporaryKeyState } from "../cloudState";
import { identityDate } from "../dates";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { notEmulated } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { newHexId } from "../identifiers";
import { rememberGiven } from "./givenOut";
import { identityRefusal } from "./refusal";

const shortestSeconds = 900;
const longestSeconds = 86_400;

/** Gives a temporary key pair, with the security token that belongs to it, to the holder of a token. */
export function createTemporaryKeys({ state, body, credentials, realMs, requestId }: Call): Answer {
  if (credentials.kind !== "token") {
    throw identityRefusal(401, "The request you have made requires authentication with a token.");
  }
  const seconds = requestedSeconds(identityOf(body, requestId));
  const keys: TemporaryKeyState = {
    accessKey: `TEMPORARY${newHexId(state).slice(0, 11).toUpperCase()}`,
    secretKey: `TemporarySecret${newHexId(state).slice(0, 25)}`,
    securityToken: `gAAAEmulatedSecurityToken${newHexId(state)}`,
    expiresRealMs: realMs + 1000 * seconds,
  };
  rememberGiven(state.temporaryKeys, keys);
  const credential = {
    access: keys.accessKey,
    secret: keys.secretKey,
    securitytoken: keys.securityToken,
    expires_at: identityDate(keys.expiresRealMs),
  };
  return { status: 201, body: { credential } };
}

function identityOf(body: unknown, requestId: string): JsonObject {
  const auth = isObject(body) ? body["auth"] : undefined;
  const identity = isObject(auth) ? auth["identity"] : undefined;
  if (!isObject(identity) || !Array.isArray(identity["methods"])) {
    throw identityRefusal(400, "Request body is invalid: 'auth.identity.methods' is a required property.");
  }
  const { methods } = identity;
  if (methods.length !== 1 || methods[0] !== "token") {
    throw notEmulated(`temporary keys by ${JSON.stringify(methods)}`, requestId);
  }
  if (identity["policy"] !== undefined) throw notEmulated("temporary keys with fewer rights", requestId);
  return identity;
}

function requestedSeconds({ token }: JsonObject): number {
  const seconds = isObject(token) ? (token["duration_seconds"] ?? shortestSeconds) : shortestSeconds;
  if (typeof seconds === "number" && Number.isInteger(seconds)) {
    if (seconds >= shortestSeconds && seconds <= longestSeconds) return seconds;
  }
  throw identityRefusal(400, `duration_seconds must be from ${shortestSeconds} to ${longestSeconds}.`);
}
