import type { ServiceName } from "../account";
import type { CloudState, TokenState } from "../cloudState";
import { gatewayRefusal } from "./refusal";
import type { ReceivedRequest } from "./request";
import { checkSignature } from "./checkSignature";

/** Of a request. */
export const largestBodyBytes = 12 * 1024 * 1024;

/** Who calls, as far as the answer depends on it. */
export type Credentials =
  | { kind: "token"; token: TokenState }
  /** `ofAccount`: the request is for the account as a whole, and not for a project. */
  | { kind: "keys"; ofAccount: boolean }
  | { kind: "none" };

/**
 * Lets a request pass that carries a token, or that the account's keys have signed, and that is meant for the account's
 * project. Ages are judged by the real clock: clients do not know the emulated one when they begin.
 */
export function authorize(
  request: ReceivedRequest,
  service: ServiceName,
  state: CloudState,
  realMs: number,
  requestId: string,
): Credentials {
  const refuse = (why: string) =>
    gatewayRefusal(401, "APIGW.0301", `Incorrect IAM authentication information: ${why}`, requestId);
  if (request.body.length > largestBodyBytes) throw refuse("body too large");

  const credentials = credentialsOf(request, state, realMs, requestId, refuse);
  const { account } = state;
  const project = request.headers["x-project-id"];
  const domain = request.headers["x-domain-id"];
  if (
    (project ?? account.projectId) !== account.projectId ||
    (domain ?? account.domainId) !== account.domainId
  ) {
    throw gatewayRefusal(403, "APIGW.0310", "The project or account is unavailable", requestId);
  }
  if (service !== "iam" && credentials.kind === "token" && credentials.token.scope !== "project") {
    throw gatewayRefusal(
      403,
      "APIGW.0310",
      `The token is not one of a project, as ${service} needs`,
      requestId,
    );
  }
  return credentials;
}

function credentialsOf(
  request: ReceivedRequest,
  state: CloudState,
  realMs: number,
  requestId: string,
  refuse: (why: string) => Error,
): Credentials {
  const signature = request.headers["authorization"];
  const value = request.headers["x-auth-token"];
  if (signature !== undefined || value === undefined) {
    checkSignature(request, state, realMs, refuse);
    return { kind: "keys", ofAccount: request.headers["x-domain-id"] !== undefined };
  }
  const token = state.tokens.find((one) => one.value === value);
  if (token === undefined) throw refuse("decrypt token fail");
  if (token.expiresRealMs <= realMs) {
    throw gatewayRefusal(401, "APIGW.0307", "The token must be updated: it has expired", requestId);
  }
  return { kind: "token", token };
}
