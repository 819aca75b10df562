import { createHash, createHmac } from "node:crypto";
import type { EmulatedOpenTelekomCloud, ServiceName } from "../../emulator";

/** What came back, its body parsed. */
export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests look into it
}

/** What a test says about a request beyond its address. */
export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** When it is signed, by the real clock. */
  signedAt?: number;
  secretKey?: string;
  accessKey?: string;
}

/** A client that signs as form A of the fact sheet says, written for the tests alone. */
export class SignedClient {
  constructor(private readonly cloud: EmulatedOpenTelekomCloud) {}

  /** `path` starts with a slash; `{pid}` in it becomes the project's id. */
  async call(
    service: ServiceName,
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answered> {
    const reply = await this.cloud.handle({ method, ...this.signed(service, method, path, options) });
    return { ...reply, body: reply.body === "" ? undefined : JSON.parse(reply.body) };
  }

  /** The same request, for whoever sends it. */
  signed(service: ServiceName, method: string, path: string, options: RequestOptions = {}) {
    const { account } = this.cloud;
    const url = account.endpoints[service] + path.replaceAll("{pid}", account.projectId);
    const body =
      options.body === undefined || typeof options.body === "string"
        ? options.body
        : JSON.stringify(options.body);
    const headers: Record<string, string> = {
      Host: new URL(url).host,
      "X-Sdk-Date": timestamp(options.signedAt ?? Date.now()),
      "X-Project-Id": account.projectId,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...options.headers,
    };
    headers["Authorization"] = authorization(
      method,
      new URL(url),
      headers,
      body ?? "",
      options.accessKey ?? account.accessKey,
      options.secretKey ?? account.secretKey,
    );
    return { url, headers, body };
  }
}

/** `X-Sdk-Date` of a moment. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

function authorization(
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string,
  accessKey: string,
  secretKey: string,
): string {
  const lines = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = lines.map(([name]) => name).join(";");
  const query = [...url.searchParams]
    .map(([name, value]) => `${percent(name)}=${percent(value)}`)
    .sort()
    .join("&");
  const path = url.pathname.split("/").map((part) => percent(decodeURIComponent(part)));
  const canonical = [
    method,
    path.join("/").replace(/\/?$/, "/"),
    query,
    lines.map(([name, value]) => `${name}:${value}\n`).join(""),
    names,
    sha256(body),
  ].join("\n");
  const text = `SDK-HMAC-SHA256\n${headers["X-Sdk-Date"]}\n${sha256(canonical)}`;
  const signature = createHmac("sha256", secretKey).update(text).digest("hex");
  return `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names}, Signature=${signature}`;
}

function percent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
