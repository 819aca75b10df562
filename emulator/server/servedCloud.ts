import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmulatedAccount, ServiceName } from "../openTelekomCloud/account";
import type { EmulatedOpenTelekomCloud } from "../openTelekomCloud/emulatedOpenTelekomCloud";
import { largestBodyBytes } from "../openTelekomCloud/gateway/authorize";
import { gatewayRefusal } from "../openTelekomCloud/gateway/refusal";
import { LostAnswer } from "../openTelekomCloud/lostAnswer";

/** The services in the order of their ports. */
export const serviceOrder = ["iam", "ims", "ecs", "evs", "cbr", "kms"] as const satisfies ServiceName[];

const host = "127.0.0.1";
/** More than the longest address that the gateway takes, so that the gateway can refuse it itself. */
const maxHeaderSize = 128 * 1024;

/** An emulated cloud behind real sockets: what reaches it does not know that it is emulated. */
export class ServedCloud {
  private constructor(
    /** Where each service listens. */
    readonly endpoints: EmulatedAccount["endpoints"],
    private readonly servers: readonly Server[],
  ) {}

  /**
   * Serves on this computer alone: one port a service, from `port` on, or free ones where it is 0. The account's
   * addresses and the catalogue lead there from now on. Rejects with the system's error where a port cannot be had.
   */
  static async listen(cloud: EmulatedOpenTelekomCloud, port = 0): Promise<ServedCloud> {
    const servers: Server[] = [];
    const addresses: Partial<EmulatedAccount["endpoints"]> = {};
    try {
      for (const [index, service] of serviceOrder.entries()) {
        const server = createServer({ maxHeaderSize });
        // Who keeps a connection may use it at any time: closing an idle one would lose a request now and then.
        server.keepAliveTimeout = 0;
        servers.push(server);
        addresses[service] = `http://${host}:${await listening(server, port === 0 ? 0 : port + index)}`;
      }
    } catch (error) {
      await closed(servers);
      throw error;
    }
    const endpoints = addresses as EmulatedAccount["endpoints"];
    cloud.moveTo(endpoints);
    for (const [index, service] of serviceOrder.entries()) {
      servers[index]?.on("request", (request, response) => {
        void answer(cloud, endpoints[service], request, response);
      });
    }
    return new ServedCloud(endpoints, servers);
  }

  /** From now on the ports are closed; what hangs is broken off. */
  async close(): Promise<void> {
    await closed(this.servers);
  }
}

async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

async function closed(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(async (server) => {
      const end = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await end;
    }),
  );
}

async function answer(
  cloud: EmulatedOpenTelekomCloud,
  endpoint: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? "/";
  // For example of a client that takes this for a proxy.
  if (!path.startsWith("/")) {
    refuse(response, 400, "APIGW.0201", `${path} is no path of an API`);
    return;
  }
  try {
    const body = await bodyOf(request);
    const {
      status,
      headers,
      body: text,
    } = await cloud.handle({
      method: request.method ?? "GET",
      url: endpoint + path,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body,
    });
    response.writeHead(status, headers).end(text);
  } catch (error) {
    // The client has gone in the middle of its request: nobody waits for an answer.
    if (!request.complete) return;
    if (!(error instanceof LostAnswer)) cannotAnswer(response, error);
    // A time-out is the client's: it gets no answer, and waits as long as it likes.
    else if (error.code !== "ETIMEDOUT") request.socket.resetAndDestroy();
  }
}

/** What is larger than the gateway takes is refused there: more of it need not be kept. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    if (bytes <= largestBodyBytes) parts.push(part);
    bytes += part.length;
  }
  return Buffer.concat(parts);
}

/** The emulator itself cannot go on, for example because its state file cannot be written. */
function cannotAnswer(response: ServerResponse, error: unknown): void {
  const message = `The emulated cloud cannot answer: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`${message}\n`);
  if (!response.headersSent && !response.destroyed) refuse(response, 500, "APIGW.0601", message);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const { body } = gatewayRefusal(status, code, message, "0".repeat(32));
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
