import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmulatedOpenTelekomCloud, ServiceName } from "../../emulator";

/** The emulated cloud behind real sockets: what reaches it does not know that it is emulated. */
export class CloudOnSockets {
  private constructor(
    /** Where each service listens. */
    readonly endpoints: Record<ServiceName, string>,
    private readonly servers: readonly Server[],
  ) {}

  static async listen(cloud: EmulatedOpenTelekomCloud): Promise<CloudOnSockets> {
    const services = Object.entries(cloud.account.endpoints) as [ServiceName, string][];
    const listening = await Promise.all(
      services.map(async ([service, endpoint]) => ({ service, server: await serve(cloud, endpoint) })),
    );
    const endpoints = listening.map(({ service, server }) => [
      service,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ]);
    return new CloudOnSockets(
      Object.fromEntries(endpoints) as Record<ServiceName, string>,
      listening.map(({ server }) => server),
    );
  }

  /** From now on the ports are closed. */
  async close(): Promise<void> {
    for (const server of this.servers) server.closeAllConnections();
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function serve(cloud: EmulatedOpenTelekomCloud, endpoint: string): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      cloud
        .handle({
          method: request.method ?? "GET",
          url: endpoint + (request.url ?? "/"),
          headers: Object.fromEntries(headers) as Record<string, string>,
          body: Buffer.concat(parts),
        })
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
        .catch(() => request.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
