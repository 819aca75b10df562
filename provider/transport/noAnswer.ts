import type { AxiosError } from "axios";
import type { CloudErrorKind } from "../ports/cloudError";
import { ProxyRefusal, neverConnected } from "./connectPhase";
import { isLoopback } from "./loopback";

/** What a request means that got no answer: whether it can have been sent, and what the user can do. */
export function noAnswer(error: AxiosError, url: URL): { kind: CloudErrorKind; reason: string } {
  if (error.cause instanceof ProxyRefusal) return refusedByProxy(error.cause, url);
  const code = error.code ?? error.message;
  const neverSent = neverSentCodes.has(code) || neverConnected(error.request);
  const remedy =
    code === "ECONNREFUSED" && isLoopback(url.hostname) ? "is the emulated cloud running?" : remedies[code];
  return {
    kind: neverSent ? "unreachable" : "answerLost",
    reason: `no answer from ${url.host} (${code})${remedy ? `: ${remedy}` : ""}`,
  };
}

function refusedByProxy({ status }: ProxyRefusal, url: URL): { kind: CloudErrorKind; reason: string } {
  const seen = `the proxy does not connect to ${url.host} (it answers HTTP ${status})`;
  const remedy = "check the profile's proxy, or HTTPS_PROXY and NO_PROXY";
  // Asked again with the same password, a proxy may lock its user out.
  return { kind: status === 407 || status === 403 ? "denied" : "unreachable", reason: `${seen}: ${remedy}` };
}

const unknownAuthority =
  "its certificate is signed by an authority that this computer does not know; name the authority's certificate in the profile's caFile, or in NODE_EXTRA_CA_CERTS";
const wrongCertificate =
  "its certificate is not valid; check the address, this computer's clock, and whether a proxy is on the way";
const noSuchPlace =
  "check the region or endpoints of the profile, and whether a proxy is needed (HTTPS_PROXY)";

const remedies: Record<string, string> = {
  ENOTFOUND: noSuchPlace,
  ECONNECTTIMEOUT: noSuchPlace,
  EAI_AGAIN: "names cannot be looked up now; check the network, and whether a proxy is needed (HTTPS_PROXY)",
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_HAS_EXPIRED: wrongCertificate,
  CERT_NOT_YET_VALID: wrongCertificate,
  ERR_TLS_CERT_ALTNAME_INVALID: wrongCertificate,
};

/** Codes that only an attempt to connect has. */
const neverSentCodes = new Set([
  ...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"],
  ...Object.keys(remedies),
]);
