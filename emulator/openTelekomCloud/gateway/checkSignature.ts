import type { EmulatedAccount } from "../account";
import type { CloudState } from "../cloudState";
import type { ReceivedRequest } from "./request";
import { isSignedWith, isSignature, parseAuthorization, signatureForm } from "./signature";

const longestAgeMs = 15 * 60 * 1000;

/** Refuses a request that neither the account's keys have signed nor temporary ones that are still good. */
export function checkSignature(
  request: ReceivedRequest,
  state: CloudState,
  realMs: number,
  refuse: (why: string) => Error,
): void {
  const header = request.headers["authorization"] ?? "";
  if (!isSignature(header)) throw refuse("no AK/SK signature in the header Authorization");
  const authorization = parseAuthorization(header);
  if (authorization === undefined) {
    throw refuse(`the AK/SK signature in the header Authorization is not of the form ${signatureForm}`);
  }
  const { accessKey, signedHeaders } = authorization;
  const keys = keysOf(state, accessKey);
  if (keys === undefined) throw refuse(`access key ${accessKey} does not exist`);
  // The reference wants the host to be signed, too; Huawei's Go SDK does not do it.
  if (!signedHeaders.includes("x-sdk-date")) throw refuse("header x-sdk-date is not signed");
  const signedAt = instantOf(request.headers["x-sdk-date"] ?? "");
  if (signedAt === undefined) throw refuse("header X-Sdk-Date is no time");
  if (Math.abs(realMs - signedAt) > longestAgeMs) throw refuse("signature expired");
  if (!isSignedWith(keys.secretKey, request, authorization)) throw refuse("verify aksk signature fail");
  if (request.headers["x-security-token"] !== keys.securityToken) throw refuse("unknown security token");
  if (keys.expiresRealMs <= realMs) throw refuse("security token expired");
}

interface Keys {
  secretKey: string;
  /** undefined: permanent keys have none. */
  securityToken: string | undefined;
  expiresRealMs: number;
}

function keysOf({ account, temporaryKeys }: CloudState, accessKey: string): Keys | undefined {
  return accessKey === account.accessKey
    ? permanent(account)
    : temporaryKeys.find((keys) => keys.accessKey === accessKey);
}

function permanent({ secretKey }: EmulatedAccount): Keys {
  return { secretKey, securityToken: undefined, expiresRealMs: Infinity };
}

function instantOf(timestamp: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
