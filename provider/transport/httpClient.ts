import axios, { AxiosError, type AxiosAdapter, type AxiosInstance } from "axios";
import type { z } from "zod";
import { CloudError, isPassing, type CloudErrorKind } from "../ports/cloudError";
import type { Clock } from "../procedures/clock";
import type { Authentication, OutgoingRequest } from "./authentication";
import { defaultConnectionSettings, type ConnectionSettings } from "./connectionSettings";
import { network } from "./network";
import { noAnswer } from "./noAnswer";
import { pageTitle } from "./pageTitle";
import type { RateLimit } from "./rateLimit";
import { retryAfterMilliseconds } from "./retryAfter";
import type { WireLog } from "./wireLog";

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
  /** True for a call that goes before those that wait for their turn; one that is made once does so anyway. */
  soon?: boolean;
  /** What of the reply the answer is read from; by default its JSON. */
  from?: (reply: Reply) => unknown;
  /** The shape of the answer. */
  answer: z.ZodType<Answer>;
}

/** An answer as it came, body parsed where it is JSON. */
export interface Reply {
  status: number;
  body: unknown;
  requestId: string | undefined;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
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
  authentication: Authentication;
  /** undefined: the answer is the result. */
  refusalIn(reply: Reply): Refusal | undefined;
}

/** What a client needs from the process that it works in. */
export interface HttpSurroundings {
  clock: Clock;
  stopSignal: AbortSignal;
  /** From 0 to 1, for the jitter of pauses. */
  random: () => number;
  /** Replaces the network, for an emulated cloud in this process. */
  adapter?: AxiosAdapter | undefined;
  /** By default those of `defaultConnectionSettings`. */
  connection?: ConnectionSettings | undefined;
  /** By default there is none. */
  rateLimit?: RateLimit | undefined;
  /** By default nothing is written down. */
  wireLog?: WireLog | undefined;
}

export interface HttpClientOptions extends HttpSurroundings {
  dialect: HttpDialect;
}

/** Half a minute in all. Whoever waits for longer does so where the user sees it: procedures/run.ts. */
const mostTries = 5;
/** A minute in all: a gateway counts calls by the minute. */
const mostTriesWhenThrottled = 6;
/** Who asks for a longer pause than this is not called again from here. */
const longestPauseMilliseconds = 60_000;

/** What every HTTP backend shares: encoding, tries, the meaning of a lost answer, the cloud's time. */
export class HttpClient {
  private readonly http: AxiosInstance;
  private cloudAheadMilliseconds = 0;

  constructor(private readonly options: HttpClientOptions) {
    this.http = axios.create({
      ...network(options.connection ?? defaultConnectionSettings),
      ...(options.adapter && { adapter: options.adapter }),
      maxRedirects: 0,
      validateStatus: () => true,
      responseType: "text",
      transformRequest: (body: unknown) => body,
      transformResponse: (body: unknown) => body,
    });
  }

  /** The cloud's own time, as its last answer told it. Seconds since 1970. */
  cloudNow(): number {
    return Math.floor(this.cloudNowMilliseconds() / 1000);
  }

  /** Makes the call, as often as its nature allows, and returns its parsed answer. */
  async call<Answer>(call: Call<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.tryOnce(call, "may renew");
      } catch (error) {
        const pause = this.pauseAfter(error, call, tries);
        if (pause === undefined) throw error;
        await this.options.clock.sleep(pause, this.options.stopSignal);
        if (this.isStopped()) throw error;
      }
    }
  }

  /** Milliseconds until the next try; undefined: there is none. */
  private pauseAfter<Answer>(error: unknown, call: Call<Answer>, tries: number): number | undefined {
    if (!(error instanceof CloudError) || !isPassing(error) || call.once || this.isStopped())
      return undefined;
    // A login that the call needs has made its own tries.
    if (error.call !== nameOf(call)) return undefined;
    if (tries >= (error.kind === "throttled" ? mostTriesWhenThrottled : mostTries)) return undefined;
    const asked = (error.details.retryAfterSeconds ?? 0) * 1000;
    if (asked > longestPauseMilliseconds) return undefined;
    return Math.max(asked, 1000 * 2 ** tries * (0.75 + this.options.random() / 2));
  }

  private isStopped(): boolean {
    return this.options.stopSignal.aborted;
  }

  /** @param renewal a request that was not authenticated has done nothing: with newer headers it is made once more */
  private async tryOnce<Answer>(call: Call<Answer>, renewal: "may renew" | "renewed"): Promise<Answer> {
    const { rateLimit, stopSignal, dialect } = this.options;
    const order = call.once || call.soon ? "soon" : "in turn";
    if (rateLimit && !(await rateLimit.turn(stopSignal, order)))
      throw new CloudError("unreachable", nameOf(call), {
        reason: "the run was stopped before this was asked",
      });
    const request = this.prepare(call);
    const headers = await this.authenticate(request);
    try {
      const answer = await this.exchange(call, request, headers);
      dialect.authentication.judged(headers, "accepted");
      return answer;
    } catch (error) {
      const hasNewer = dialect.authentication.judged(headers, verdictIn(error));
      if (!hasNewer || renewal === "renewed") throw error;
    }
    return this.tryOnce(call, "renewed");
  }

  private async authenticate(request: OutgoingRequest): Promise<Record<string, string>> {
    try {
      return await this.options.dialect.authentication.headersFor(request);
    } catch (error) {
      if (!(error instanceof CloudError) || error.kind !== "answerLost") throw error;
      // Whether the login was done is not known, but the call that needs it was never sent.
      throw new CloudError("unreachable", error.call, error.details);
    }
  }

  private prepare<Answer>(call: Call<Answer>): OutgoingRequest {
    const url = new URL(this.options.dialect.endpoint(call.service) + call.path);
    url.search = formatQuery(call.query ?? {});
    return {
      method: call.method,
      url,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
    };
  }

  private async exchange<Answer>(
    call: Call<Answer>,
    request: OutgoingRequest,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const name = nameOf(call);
    const reply = await this.send(request, headers, name);
    const retryAfter = retryAfterMilliseconds(reply.headers["retry-after"], this.cloudNowMilliseconds());
    const failed = ({ kind, reason, code, requestId = reply.requestId }: Refusal): CloudError =>
      new CloudError(kind, name, {
        ...{ reason, status: reply.status, code, requestId },
        ...(retryAfter !== undefined && { retryAfterSeconds: Math.ceil(retryAfter / 1000) }),
      });
    const refusal = this.options.dialect.refusalIn(reply);
    if (refusal) throw failed(refusal);
    const answer = call.answer.safeParse(call.from ? call.from(reply) : reply.body);
    if (answer.success) return answer.data;
    const at = answer.error.issues[0]?.path.join(".") ?? "";
    const seen = pageTitle(reply.body) ?? `the answer has an unexpected shape${at && ` at ${at}`}`;
    throw failed({ kind: "answerLost", reason: seen });
  }

  private async send(
    { method, url, body }: OutgoingRequest,
    authentication: Record<string, string>,
    name: string,
  ): Promise<Reply> {
    const began = performance.now();
    const write = (came: { status?: number; requestId?: string | undefined; answer: string }): void =>
      this.options.wireLog?.({ method, url, body, milliseconds: performance.now() - began, ...came });
    try {
      const response = await this.http.request<string>({
        method,
        url: url.href,
        data: body,
        headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...authentication },
      });
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([key, value]) => [key.toLowerCase(), String(value)]),
      );
      const requestId = headers["x-request-id"];
      write({ status: response.status, requestId, answer: response.data });
      this.noteCloudTime(headers["date"]);
      return { status: response.status, body: parseJson(response.data), requestId, headers };
    } catch (error) {
      if (!(error instanceof AxiosError)) throw error;
      const { kind, reason } = noAnswer(error, url);
      write({ answer: reason });
      throw new CloudError(kind, name, { reason });
    }
  }

  private noteCloudTime(date: string | undefined): void {
    const time = Date.parse(date ?? "");
    if (!Number.isNaN(time)) this.cloudAheadMilliseconds = time - this.options.clock.now();
  }

  private cloudNowMilliseconds(): number {
    return this.options.clock.now() + this.cloudAheadMilliseconds;
  }
}

function nameOf<Answer>({ method, service, path }: Call<Answer>): string {
  return `${method} ${service} ${path}`;
}

/** What an error says about the headers that authenticated the request. */
function verdictIn(error: unknown): "accepted" | "unknown" | CloudError {
  if (!(error instanceof CloudError) || error.details.status === undefined) return "unknown";
  // What is refused for another reason was authenticated, whatever the status.
  return error.details.status === 401 && error.kind === "denied" ? error : "accepted";
}

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
