import { AxiosError, type AxiosAdapter, type AxiosResponse, type InternalAxiosRequestConfig } from "axios";
import type { Weather } from "./cutKinds";

/** What a call meets instead of its answer. */
interface Conditions {
  /** Whether the cloud carries the call out all the same. */
  reachesCloud: boolean;
  /** How many calls like it meet the same, one after the other. */
  calls: number;
  /** What comes back; "broken": the connection; "silence": nothing, until the caller's time-out. */
  comesBack: "broken" | "silence" | ((answer: Answer, host: string) => Answer);
}

interface Answer {
  status: number;
  data: string;
}

const manyTimes = 20;

const conditions: Record<Weather, Conditions> = {
  lostBefore: { reachesCloud: false, calls: 1, comesBack: "broken" },
  lostAfter: { reachesCloud: true, calls: 1, comesBack: "broken" },
  throttledByGateway: { reachesCloud: false, calls: 1, comesBack: throttledByGateway },
  throttledByService: { reachesCloud: false, calls: 1, comesBack: throttledByService },
  unavailable: { reachesCloud: false, calls: 1, comesBack: unavailable },
  throttledLongByGateway: { reachesCloud: false, calls: manyTimes, comesBack: throttledByGateway },
  throttledLongByService: { reachesCloud: false, calls: manyTimes, comesBack: throttledByService },
  halfBodyBefore: { reachesCloud: false, calls: 1, comesBack: halfBody },
  halfBodyAfter: { reachesCloud: true, calls: 1, comesBack: halfBody },
  emptyBodyBefore: { reachesCloud: false, calls: 1, comesBack: () => ({ status: 200, data: "{}" }) },
  emptyBodyAfter: { reachesCloud: true, calls: 1, comesBack: () => ({ status: 200, data: "{}" }) },
  webPageBefore: { reachesCloud: false, calls: 1, comesBack: webPage },
  webPageAfter: { reachesCloud: true, calls: 1, comesBack: webPage },
  silentBefore: { reachesCloud: false, calls: 1, comesBack: "silence" },
  silentAfter: { reachesCloud: true, calls: 1, comesBack: "silence" },
};

/** How many calls like the cut one meet this weather. */
export function callsIn(weather: Weather): number {
  return conditions[weather].calls;
}

/**
 * The call in this weather.
 * @param sleep lets the time pass for which nothing comes back
 */
export async function callIn(
  weather: Weather,
  config: InternalAxiosRequestConfig,
  cloud: AxiosAdapter,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<AxiosResponse> {
  const { reachesCloud, comesBack } = conditions[weather];
  const carriedOut = reachesCloud ? await cloud(config) : undefined;
  if (comesBack === "broken") throw new AxiosError("socket hang up", "ECONNRESET", config);
  if (comesBack === "silence") {
    const milliseconds = config.timeout ?? 0;
    if (milliseconds === 0) throw new Error("the transport has set no time-out: it would wait for ever");
    await sleep(milliseconds);
    throw new AxiosError(`timeout of ${milliseconds}ms exceeded`, "ECONNABORTED", config);
  }
  const data = typeof carriedOut?.data === "string" ? carriedOut.data : "";
  const answer = comesBack({ status: carriedOut?.status ?? 200, data }, new URL(config.url ?? "").hostname);
  return { ...answer, headers: carriedOut?.headers ?? {}, config, statusText: "" };
}

function throttledByGateway(): Answer {
  return refusal(429, {
    error_code: "APIGW.0308",
    error_msg: "The throttling threshold has been reached",
  });
}

/** Each service's own dress. */
function throttledByService(_answer: Answer, host: string): Answer {
  if (host.startsWith("ims."))
    return refusal(400, { error: { code: "IMG.0060", message: "too many tasks" } });
  if (host.startsWith("ecs."))
    return refusal(202, { error: { code: "Common.0024", message: "flow control" } });
  return refusal(429, { error_code: "APIG.0308", error_msg: "throttled" });
}

function unavailable(): Answer {
  return refusal(503, { error_code: "APIGW.0613", error_msg: "service unavailable" });
}

function halfBody({ data }: Answer): Answer {
  return { status: 200, data: data.length < 2 ? '{"' : data.slice(0, Math.ceil(data.length / 2)) };
}

function webPage(): Answer {
  const data = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body></body></html>";
  return { status: 200, data };
}

function refusal(status: number, body: object): Answer {
  return { status, data: JSON.stringify(body) };
}
