import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** A proxy answered instead of connecting to the cloud. */
export class ProxyRefusal extends Error {
  override readonly name = "ProxyRefusal";

  constructor(readonly status: number) {
    super(`the proxy refused to connect (HTTP ${status})`);
  }
}

const isConnected = new WeakMap<object, boolean>();

/** Whether a failed request certainly had no connection to the cloud: then nothing can have been sent. */
export function neverConnected(request: unknown): boolean {
  return typeof request === "object" && request !== null && isConnected.get(request) === false;
}

type Requester = (
  options: http.RequestOptions,
  onAnswer: (answer: http.IncomingMessage) => void,
) => http.ClientRequest;

/** What axios makes its requests with: Node's own modules, with a time limit until the connection stands. */
export function connectPhase(timeoutSeconds: number): { request: Requester } {
  return {
    request: (options, onAnswer) => {
      const secure = options.protocol === "https:";
      const request = (secure ? https : http).request(options, (answer) => {
        if (!secure || answer.socket instanceof TLSSocket) return onAnswer(answer);
        // Through a tunnel that was never made: these are the proxy's own words.
        request.emit("error", new ProxyRefusal(answer.statusCode ?? 0));
        request.destroy();
      });
      limitConnectPhase(request, secure, timeoutSeconds);
      return request;
    },
  };
}

function limitConnectPhase(request: http.ClientRequest, secure: boolean, timeoutSeconds: number): void {
  isConnected.set(request, false);
  const timer = setTimeout(() => {
    const late = new Error(`no connection after ${timeoutSeconds} s`);
    // A request that waits for its tunnel has no socket yet, and would keep to itself why it was destroyed.
    request.emit("error", Object.assign(late, { code: "ECONNECTTIMEOUT" }));
    request.destroy();
  }, timeoutSeconds * 1000);
  const onConnected = (): void => {
    isConnected.set(request, true);
    clearTimeout(timer);
  };
  request.once("socket", (socket: Socket) => {
    if (request.reusedSocket || !(secure || socket.connecting)) onConnected();
    else socket.once(secure ? "secureConnect" : "connect", onConnected);
  });
  request.once("close", () => clearTimeout(timer));
}
