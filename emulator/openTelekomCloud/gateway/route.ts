import type { ServiceName } from "../account";
import type { CloudState, Instant } from "../cloudState";
import type { FaultTarget } from "../faults/takeFault";
import type { Credentials } from "./authorize";

/** A request that has passed the gateway. */
export interface Call {
  state: CloudState;
  /** The cloud's time. */
  now: Instant;
  /** The real clock, which the lives of tokens follow. */
  realMs: number;
  requestId: string;
  credentials: Credentials;
  /** What the names in the route's path stand for. */
  parameters: Record<string, string>;
  query: URLSearchParams;
  /** The body as JSON; undefined where there is none. */
  body: unknown;
  target: FaultTarget;
}

/** What a service answers. */
export interface Answer {
  status: number;
  /** As JSON; undefined: no body. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** One call of the cloud. */
export interface Route {
  service: ServiceName;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With names in braces; `{project_id}` has to be the account's. */
  path: string;
  /** The names in the query that are understood (`begin*`: all that begin so); all others are refused. */
  query?: readonly string[];
  /** Needs no credentials. */
  open?: true;
  answer: (call: Call) => Answer;
}
