import { AxiosError, type AxiosAdapter, type InternalAxiosRequestConfig } from "axios";
import type { Clock } from "../../provider/procedures/clock";

/** What the other side does at one try: answers, or breaks the connection with this code. */
export type ScriptedReply =
  { status?: number; body?: unknown; headers?: Record<string, string> } | { broken: string };

/** A request as it went out. */
export interface SeenRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string | undefined;
}

/** The other side of the network: gives these replies one after the other, the last one for ever. */
export function scripted(...replies: ScriptedReply[]): { adapter: AxiosAdapter; requests: SeenRequest[] } {
  const requests: SeenRequest[] = [];
  const adapter: AxiosAdapter = async (config) => {
    requests.push(seen(config));
    const reply = replies[Math.min(requests.length, replies.length) - 1] ?? {};
    if ("broken" in reply) throw new AxiosError("the connection broke", reply.broken, config);
    const { status = 200, body, headers = {} } = reply;
    const data = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    return { status, statusText: "", headers, data, config };
  };
  return { adapter, requests };
}

function seen(config: InternalAxiosRequestConfig): SeenRequest {
  return {
    method: config.method?.toUpperCase() ?? "",
    url: new URL(config.url ?? ""),
    headers: Object.fromEntries(
      Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]),
    ),
    body: config.data as string | undefined,
  };
}

/** A clock on which a sleep takes no time, and is noted. */
export function fakeClock(begin = Date.UTC(2026, 0, 1, 12)): Clock & { sleeps: number[] } {
  let now = begin;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  };
}
