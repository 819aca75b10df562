import type { EmulatedAccount } from "../account";
import { gatewayRefusal } from "./refusal";
import type { ReceivedRequest } from "./request";
import { isSignedWith, parseAuthorization } from "./signature";

const longestAgeMs = 15 * 60 * 1000;
const largestBodyBytes = 12 * 1024 * 1024;

/**
 * Lets a request pass that the account's keys have signed, and that is meant for the account's project. The age of a
 * signature is judged by the real clock: clients do not know the emulated one when they begin.
 */
export function authorize(
  request: ReceivedRequest,
  account: EmulatedAccount,
  realMs: number,
  requestId: string,
): void {
  const refuse = (why: string) =>
    gatewayRefusal(401, "APIGW.0301", `Incorrect IAM authentication information: ${why}`, requestId);
  if (request.body.length > largestBodyBytes) throw refuse("body too large");

  const authorization = parseAuthorization(request.headers["authorization"] ?? "");
  if (authorization === undefined) throw refuse("no AK/SK signature in the header Authorization");
  if (authorization.accessKey !== account.accessKey) {
    throw refuse(`access key ${authorization.accessKey} does not exist`);
  }
  for (const name of ["host", "x-sdk-date"]) {
    if (!authorization.signedHeaders.includes(name)) throw refuse(`header ${name} is not signed`);
  }
  const signedAt = instantOf(request.headers["x-sdk-date"] ?? "");
  if (signedAt === undefined) throw refuse("header X-Sdk-Date is no time");
  if (Math.abs(realMs - signedAt) > longestAgeMs) throw refuse("signature expired");
  if (!isSignedWith(account.secretKey, request, authorization)) {
    throw refuse("verify aksk signature fail");
  }
  if (request.headers["x-security-token"] !== undefined) throw refuse("unknown security token");

  const project = request.headers["x-project-id"];
  const domain = request.headers["x-domain-id"];
  if (
    (project ?? account.projectId) !== account.projectId ||
    (domain ?? account.domainId) !== account.domainId
  ) {
    throw gatewayRefusal(403, "APIGW.0310", "The project or account is unavailable", requestId);
  }
}

function instantOf(timestamp: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
