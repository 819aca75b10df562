import { createHash, createHmac } from "node:crypto";
import { percentEncode } from "../../transport/httpClient";

/** An access key of Open Telekom Cloud. */
export interface AccessKey {
  accessKey: string;
  secretKey: string;
  /** Only for temporary keys. */
  securityToken?: string | undefined;
}

const algorithm = "SDK-HMAC-SHA256";

/**
 * The headers that sign a request (the form `Access=…` of the API Gateway reference).
 * @param scope "X-Project-Id" or "X-Domain-Id" with its value
 * @param wallTime the real time: a gateway accepts 15 minutes of difference, also where time is emulated
 */
export function sign(
  request: { method: string; url: URL; body: string | undefined },
  key: AccessKey,
  scope: Record<string, string>,
  wallTime: Date,
): Record<string, string> {
  const date = wallTime.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const added = {
    "X-Sdk-Date": date,
    ...scope,
    ...(key.securityToken !== undefined && { "X-Security-Token": key.securityToken }),
  };
  const signed = Object.entries({
    Host: request.url.host,
    ...(request.body !== undefined && { "Content-Type": "application/json" }),
    ...added,
  })
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(";");
  const canonicalRequest = [
    request.method.toUpperCase(),
    canonicalPath(request.url.pathname),
    canonicalQuery(request.url.searchParams),
    signed.map(([name, value]) => `${name}:${value}\n`).join(""),
    names,
    sha256(request.body ?? ""),
  ].join("\n");
  const signature = createHmac("sha256", key.secretKey)
    .update([algorithm, date, sha256(canonicalRequest)].join("\n"))
    .digest("hex");
  return {
    ...added,
    Authorization: `${algorithm} Access=${key.accessKey}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** Ends with a slash in the signature, whatever the request's path does. */
function canonicalPath(path: string): string {
  const encoded = path
    .split("/")
    .map((segment) => percentEncode(decodeURIComponent(segment)))
    .join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .sort()
    .join("&");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
