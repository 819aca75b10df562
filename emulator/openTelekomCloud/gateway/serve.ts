import { randomBytes } from "node:crypto";
import type { ServiceName } from "../account";
import type { CloudState, Instant } from "../cloudState";
import { authorize, largestBodyBytes } from "./authorize";
import type { Credentials } from "./authorize";
import { refuseBrokenBody, refuseEmptyBody } from "./brokenBody";
import { findRoute } from "./findRoute";
import { gatewayRefusal, notEmulated, Refusal, serviceRefusal } from "./refusal";
import type { ReceivedRequest, SentReply } from "./request";
import type { Answer, Route } from "./route";

/** 32 KB */
const longestAddress = 32 * 1024;

/** Lets the request in, finds who answers it, and writes the answer down. */
export function serve(
  state: CloudState,
  service: ServiceName,
  request: ReceivedRequest,
  now: Instant,
  realMs: number,
): SentReply {
  const requestId = newRequestId();
  try {
    return reply(answerOf(state, service, request, now, realMs, requestId), now, requestId);
  } catch (error) {
    if (error instanceof Refusal) return reply(error, now, requestId);
    if (error instanceof URIError) {
      return reply(gatewayRefusal(400, "APIGW.0201", "Bad escape in the path", requestId), now, requestId);
    }
    throw error;
  }
}

/** A reply as every service sends it: with the request's id, and the cloud's own time. */
export function reply(
  { status, body, headers }: Answer,
  now: Instant,
  requestId = newRequestId(),
): SentReply {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  return {
    status,
    headers: {
      date: new Date(now).toUTCString(),
      "x-request-id": requestId,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      // HTTP forbids a length where the status alone says that there is no body.
      ...(status === 204 ? {} : { "content-length": String(Buffer.byteLength(text)) }),
      ...Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    },
    body: text,
  };
}

function answerOf(
  state: CloudState,
  service: ServiceName,
  request: ReceivedRequest,
  now: Instant,
  realMs: number,
  requestId: string,
): Answer {
  const { pathname: path, searchParams: query } = request.url;
  const method = request.method;
  if (request.url.href.length > longestAddress) {
    throw gatewayRefusal(414, "APIGW.0201", "Request URI too large", requestId);
  }
  const found = findRoute(service, method, path);
  const credentials: Credentials = found?.route.open
    ? anybody(request, requestId)
    : authorize(request, service, state, realMs, requestId);
  if (found === undefined) throw notEmulated(`${method} ${path} of ${service}`, requestId);
  const { route, parameters } = found;
  checkProject(state, route, parameters["project_id"], requestId);
  const unknown = [...query.keys()].find((name) => !isUnderstood(route, name));
  if (unknown !== undefined) {
    throw notEmulated(`the parameter ${unknown} of ${method} ${route.path}`, requestId);
  }
  const body = parseBody(request.body, route);
  return route.answer({
    state,
    now,
    realMs,
    requestId,
    credentials,
    parameters,
    query,
    body,
    target: { service, method, path },
  });
}

function anybody(request: ReceivedRequest, requestId: string): Credentials {
  if (request.body.length <= largestBodyBytes) return { kind: "none" };
  throw gatewayRefusal(413, "APIGW.0201", "Request entity too large", requestId);
}

/** A name of the route's query that ends with `*` stands for all that begin so. */
function isUnderstood({ query = [] }: Route, name: string): boolean {
  return query.some((known) => (known.endsWith("*") ? name.startsWith(known.slice(0, -1)) : known === name));
}

function checkProject(
  state: CloudState,
  { service, path }: Route,
  projectId: string | undefined,
  requestId: string,
): void {
  if (projectId === undefined || projectId === state.account.projectId) return;
  if (service !== "ecs") {
    throw gatewayRefusal(403, "APIGW.0310", "The project is unavailable", requestId);
  }
  throw serviceRefusal(
    path.includes("/jobs/") ? "Common.0018" : "Ecs.0023",
    "The project of the credentials differs from the project in the URL",
  );
}

function parseBody(body: Buffer, route: Route): unknown {
  if (body.length === 0) {
    refuseEmptyBody(route);
    return undefined;
  }
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    refuseBrokenBody(route);
    // No JSON value looks like this, so whoever reads the body refuses it in the service's own words.
    return body.toString("utf8");
  }
}

function newRequestId(): string {
  return randomBytes(16).toString("hex");
}
