import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ReceivedRequest } from "./request";

const algorithm = "SDK-HMAC-SHA256";

/** What an `Authorization` header says. Form B has a scope (`date/region/service/sdk_request`), form A has none. */
export interface ParsedAuthorization {
  accessKey: string;
  scope: string | undefined;
  signedHeaders: string[];
  signature: string;
}

/** What {@link parseAuthorization} reads, for a client whose header it does not. */
export const signatureForm = `${algorithm} Access=…, SignedHeaders=…, Signature=… (64 hexadecimal digits in lower case)`;

/** Whether an `Authorization` header is meant to be a signature, whatever its form. */
export function isSignature(header: string): boolean {
  return header.toUpperCase().startsWith(algorithm);
}

/** Reads an `Authorization` header of either form; undefined: it is none. */
export function parseAuthorization(header: string): ParsedAuthorization | undefined {
  const match =
    /^SDK-HMAC-SHA256 (Access|Credential)=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  if (match === null) return undefined;
  const [, form, identity = "", names = "", signature = ""] = match;
  const slash = identity.indexOf("/");
  if ((form === "Credential") !== slash > 0) return undefined;
  return {
    accessKey: form === "Credential" ? identity.slice(0, slash) : identity,
    scope: form === "Credential" ? identity.slice(slash + 1) : undefined,
    signedHeaders: names.split(";"),
    signature,
  };
}

/** Whether the request is signed with this secret key, in the form that its `Authorization` header says. */
export function isSignedWith(
  secretKey: string,
  request: ReceivedRequest,
  authorization: ParsedAuthorization,
): boolean {
  const { signedHeaders, scope, signature } = authorization;
  const timestamp = request.headers["x-sdk-date"] ?? "";
  const payload = payloadHash(request);
  if (payload === undefined) return false;

  if (scope === undefined) {
    const canonical = canonicalRequest(request, signedHeaders, canonicalQuery(request.url), payload);
    return same(
      signature,
      hmac(secretKey, [algorithm, timestamp, sha256(canonical)].join("\n")).toString("hex"),
    );
  }

  const key = scopedKey(secretKey, scope, timestamp);
  return (
    key !== undefined &&
    formBVariants(request, payload).some(([query, hash]) => {
      const canonical = canonicalRequest(request, signedHeaders, query, hash);
      return same(
        signature,
        hmac(key, [algorithm, timestamp, scope, sha256(canonical)].join("\n")).toString("hex"),
      );
    })
  );
}

/** The canonical request, as both forms have it. */
export function canonicalRequest(
  request: ReceivedRequest,
  signedHeaders: string[],
  query: string,
  payload: string,
): string {
  const names = signedHeaders.map((name) => name.toLowerCase()).sort();
  return [
    request.method.toUpperCase(),
    canonicalPath(request.url.pathname),
    query,
    names.map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`).join(""),
    names.join(";"),
    payload,
  ].join("\n");
}

/** The canonical query: sorted by name, then by value. */
export function canonicalQuery(url: URL): string {
  return queryPairs(url)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

function queryPairs(url: URL): [string, string][] {
  return [...url.searchParams].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
}

/**
 * OTC's Go SDK, the user of form B, departs from the rules twice: of a repeated name it signs the first value only,
 * and a POST without a body is signed with an empty query and the query's text as payload.
 */
function formBVariants(request: ReceivedRequest, payload: string): [query: string, payload: string][] {
  const query = canonicalQuery(request.url);
  const variants: [string, string][] = [[query, payload]];
  const firsts = new Map<string, string>();
  for (const [name, value] of request.url.searchParams) if (!firsts.has(name)) firsts.set(name, value);
  const sorted = [...firsts].sort(([a], [b]) => compare(a, b));
  variants.push([sorted.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&"), payload]);
  if (request.method.toUpperCase() === "POST" && request.body.length === 0) {
    variants.push(["", sha256(new URLSearchParams(sorted).toString())]);
  }
  return variants;
}

function canonicalPath(path: string): string {
  const encoded = path
    .split("/")
    .map((segment) => encode(decodeURIComponent(segment)))
    .join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

/** undefined: the request says a hash of its body that is not its body's. */
function payloadHash({ headers, body }: ReceivedRequest): string | undefined {
  const said = headers["x-sdk-content-sha256"];
  const real = sha256(body);
  return said === undefined || said === "UNSIGNED-PAYLOAD" || said === real ? (said ?? real) : undefined;
}

/** undefined: the scope is not one, or is of another day. */
function scopedKey(secretKey: string, scope: string, timestamp: string): Buffer | undefined {
  const [date = "", region = "", service = "", terminator, ...rest] = scope.split("/");
  if (terminator !== "sdk_request" || rest.length > 0 || !timestamp.startsWith(`${date}T`)) return undefined;
  return [date, region, service, terminator].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`SDK${secretKey}`),
  );
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
