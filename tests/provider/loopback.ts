import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { generate } from "selfsigned";

/** A server of this computer's own. */
export interface Loopback {
  port: number;
  close(): Promise<void>;
}

/** What a server or a proxy was asked. */
export interface SeenAtLoopback {
  line: string;
  headers: http.IncomingHttpHeaders;
}

async function listening(server: net.Server): Promise<Loopback> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A certificate for localhost that signs itself. */
export async function certificate(commonName = "localhost"): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: "commonName", value: commonName }], {
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  return { key, cert };
}

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** A cloud behind TLS. */
export async function tlsServer(
  tls: { key: string; cert: string },
  answer: Answer,
): Promise<Loopback & { seen: SeenAtLoopback[] }> {
  const seen: SeenAtLoopback[] = [];
  const server = https.createServer(tls, (request, response) => {
    seen.push({ line: `${request.method ?? ""} ${request.url ?? ""}`, headers: request.headers });
    answer(request, response);
  });
  return { ...(await listening(server)), seen };
}

/** A cloud in the clear. */
export async function httpServer(answer: Answer): Promise<Loopback & { seen: SeenAtLoopback[] }> {
  const seen: SeenAtLoopback[] = [];
  const server = http.createServer((request, response) => {
    seen.push({ line: `${request.method ?? ""} ${request.url ?? ""}`, headers: request.headers });
    answer(request, response);
  });
  return { ...(await listening(server)), seen };
}

/** A proxy that connects to wherever it is asked to, or answers so. */
export async function proxyServer(refusal?: number): Promise<Loopback & { seen: SeenAtLoopback[] }> {
  const seen: SeenAtLoopback[] = [];
  const server = http.createServer((request, response) => {
    seen.push({ line: `${request.method ?? ""} ${request.url ?? ""}`, headers: request.headers });
    response.writeHead(500).end("only CONNECT was expected");
  });
  server.on("connect", (request: http.IncomingMessage, client: net.Socket) => {
    seen.push({ line: `CONNECT ${request.url ?? ""}`, headers: request.headers });
    if (refusal !== undefined) {
      client.end(
        `HTTP/1.1 ${refusal} No\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>`,
      );
      return;
    }
    const [host, port] = (request.url ?? "").split(":");
    const upstream = net.connect(Number(port), host ?? "", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
  });
  return { ...(await listening(server)), seen };
}

/**
 * A cloud that says everything back that it was told, in clear and encoded. Where it refuses with another status than
 * 401, logins succeed.
 */
export async function echoServer(status: number, token: string): Promise<Loopback> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url?.startsWith("/v3/auth/tokens") && status !== 401) {
        const [issued, expires] = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"];
        const body = { token: { issued_at: issued, expires_at: expires, project: { id: "p" } } };
        response.writeHead(201, { "X-Subject-Token": token }).end(JSON.stringify(body));
        return;
      }
      const said = `${JSON.stringify(request.rawHeaders)} ${Buffer.concat(chunks).toString()}`;
      const forms = [said, encodeURIComponent(said), Buffer.from(said).toString("base64")];
      const body = { error_code: "APIGW.0301", error_msg: `you said ${forms.join(" | ")}` };
      response.writeHead(status).end(JSON.stringify(body));
    });
  });
  return listening(server);
}

/** A server that accepts connections and says nothing. */
export async function silentServer(
  onConnection: (socket: net.Socket) => void = () => undefined,
): Promise<Loopback> {
  return listening(net.createServer(onConnection));
}
