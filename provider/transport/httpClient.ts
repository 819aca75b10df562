import axios, { AxiosError, type AxiosAdapter, type AxiosInstance } from "axios";
import type { z } from "zod";
import { CloudError, isPassing, type CloudErrorKind } from "../ports/cloudError";
import type { Clock } from "../procedures/clock";

/** One call to a cloud's HTTP API. */
export interface Call<Answer> {
  /** The service, for messages and for the endpoint. */
  service: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path without the endpoint and without the query. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** True for a call that must not be repeated by itself: whoever makes it looks at the cloud first. */
  once?: boolean;
  /** The shape of the answer's JSON. */
  answer: z.ZodType<Answer>;
}

/** An answer as it came, body parsed where it is JSON. */
export interface Reply {
  status: number;
  body: unknown;
  requestId: string | undefined;
}

/** What a cloud says with an answer that is not the result. */
export interface Refusal {
  kind: CloudErrorKind;
  code?: string | undefined;
  reason: string;
  /** Where the body names the request: some answers say it only there. */
  requestId?: string | undefined;
}

/** What differs between clouds. */
export interface HttpDialect {
  endpoint(service: string): string;
  /** Headers that authenticate this very request: asked for again at each try. */
  authenticate(request: { method: string; url: URL; body: string | undefined }): Record<string, string>;
  /** undefined: the answer is the result. */
  refusalIn(reply: Reply): Refusal | undefined;
}

export interface HttpClientOptions {
  dialect: HttpDialect;
  clock: Clock;
  stopSignal: AbortSignal;
  /** From 0 to 1, for the jitter of pauses. */
  random: () => number;
  /** Replaces the network, for an emulated cloud in this process. */
  adapter?: AxiosAdapter | undefined;
}

const answerTimeoutMilliseconds = 30_000;
/** Half a minute in all. Whoever waits for longer does so where the user sees it: procedures/run.ts. */
const mostTries = 5;

/** What every HTTP backend shares: encoding, tries, the meaning of a lost answer, the cloud's time. */
export class HttpClient {
  private readonly http: AxiosInstance;
  private cloudAheadMilliseconds = 0;

  constructor(private readonly options: HttpClientOptions) {
    this.http = axios.create({
      ...(options.adapter && { adapter: options.adapter }),
      timeout: answerTimeoutMilliseconds,
      maxRedirects: 0,
      validateStatus: () => true,
      responseType: "text",
      transformRequest: (body: unknown) => body,
      transformResponse: (body: unknown) => body,
    });
  }

  /** The cloud's own time, as its last answer told it. Seconds since 1970. */
  cloudNow(): number {
    return Math.floor((this.options.clock.now() + this.cloudAheadMilliseconds) / 1000);
  }

  /** Makes the call, as often as its nature allows, and returns its parsed answer. */
  async call<Answer>(call: Call<Answer>): Promise<Answer> {
    const { clock, stopSignal, random } = this.options;
    for (let tries = 1; ; tries++) {
      try {
        return await this.tryOnce(call);
      } catch (error) {
        if (!isPassing(error) || call.once || tries >= mostTries || this.isStopped()) throw error;
        await clock.sleep(1000 * 2 ** tries * (0.75 + random() / 2), stopSignal);
        if (this.isStopped()) throw error;
      }
    }
  }

  private isStopped(): boolean {
    return this.options.stopSignal.aborted;
  }

  private async tryOnce<Answer>(call: Call<Answer>): Promise<Answer> {
    const name = `${call.method} ${call.service} ${call.path}`;
    const reply = await this.send(call, name);
    const failed = ({ kind, reason, code, requestId = reply.requestId }: Refusal): CloudError =>
      new CloudError(kind, name, { reason, status: reply.status, code, requestId });
    const refusal = this.options.dialect.refusalIn(reply);
    if (refusal) throw failed(refusal);
    const answer = call.answer.safeParse(reply.body);
    if (answer.success) return answer.data;
    const at = answer.error.issues[0]?.path.join(".") ?? "";
    throw failed({ kind: "answerLost", reason: `the answer has an unexpected shape${at && ` at ${at}`}` });
  }

  private async send<Answer>(call: Call<Answer>, name: string): Promise<Reply> {
    const url = new URL(this.options.dialect.endpoint(call.service) + call.path);
    url.search = formatQuery(call.query ?? {});
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    try {
      const response = await this.http.request<string>({
        method: call.method,
        url: url.href,
        data: body,
        headers: {
          ...(body !== undefined && { "Content-Type": "application/json" }),
          ...this.options.dialect.authenticate({ method: call.method, url, body }),
        },
      });
      const header = (key: string): string | undefined => response.headers[key] as string | undefined;
      this.noteCloudTime(header("date"));
      return {
        status: response.status,
        body: parseJson(response.data),
        requestId: header("x-request-id"),
      };
    } catch (error) {
      if (!(error instanceof AxiosError)) throw error;
      const kind = neverSent.has(error.code ?? "") ? "unreachable" : "answerLost";
      throw new CloudError(kind, name, {
        reason: `no answer from ${url.host} (${error.code ?? error.message})`,
      });
    }
  }

  private noteCloudTime(date: string | undefined): void {
    const time = Date.parse(date ?? "");
    if (!Number.isNaN(time)) this.cloudAheadMilliseconds = time - this.options.clock.now();
  }
}

/** No connection was made, so that nothing can have been sent. */
const neverSent = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"],
  ...["CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"],
  ...["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID"],
]);

/** Percent-encoding as signatures want it: everything but letters, digits, `-`, `_`, `.` and `~`. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function formatQuery(query: Record<string, string>): string {
  return Object.entries(query)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}

function parseJson(text: unknown): unknown {
  if (typeof text !== "string" || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
