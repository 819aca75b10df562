import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { CloudError } from "../../../provider/ports/cloudError";
import { authoritiesIn } from "../../../provider/transport/authorities";
import { noAuthentication } from "../../../provider/transport/authentication";
import {
  defaultConnectionSettings,
  type ConnectionSettings,
} from "../../../provider/transport/connectionSettings";
import { HttpClient } from "../../../provider/transport/httpClient";
import { fakeClock } from "../scriptedHttp";
import { keepEnvironment, unset } from "../keepEnvironment";
import { certificate, proxyServer, silentServer, tlsServer, type Loopback } from "../loopback";

/** Calls the address once over the real network. */
async function callAt(
  address: string,
  connection: Partial<ConnectionSettings> = {},
  method: "GET" | "POST" = "GET",
): Promise<unknown> {
  const http = new HttpClient({
    clock: fakeClock(),
    stopSignal: new AbortController().signal,
    random: () => 0.5,
    connection: { ...defaultConnectionSettings, proxy: "none", ...connection },
    dialect: {
      endpoint: () => address,
      authentication: noAuthentication,
      refusalIn: ({ status }) => (status < 300 ? undefined : { kind: "refused", reason: `status ${status}` }),
    },
  });
  const body = method === "POST" ? { body: { a: 1 } } : {};
  return http.call({ service: "s", method, path: "/v1/x", ...body, once: true, answer: z.unknown() });
}

async function errorAt(...parameters: Parameters<typeof callAt>): Promise<CloudError> {
  const error: unknown = await callAt(...parameters).then(
    () => assert.fail("the call succeeded"),
    (e: unknown) => e,
  );
  assert.ok(error instanceof CloudError, String(error));
  return error;
}

describe("the network", () => {
  const folder = mkdtempSync(join(tmpdir(), "network-"));
  const caFile = join(folder, "ca.pem");
  const open: Loopback[] = [];
  let tls: { key: string; cert: string };
  const opened = async <Server extends Loopback>(server: Promise<Server>): Promise<Server> => {
    open.push(await server);
    return server;
  };
  const cloud = () =>
    opened(
      tlsServer(tls, (_request, response) => {
        response.end('{"ok":true}');
      }),
    );

  before(async () => {
    tls = await certificate();
    writeFileSync(caFile, tls.cert);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  describe("with a private authority", () => {
    it("is trusted where the profile names its certificate", async () => {
      const { port } = await cloud();
      const authorities = authoritiesIn(caFile, {});
      assert.deepEqual(await callAt(`https://localhost:${port}`, { authorities }), { ok: true });
    });

    it("is not trusted otherwise: nothing was sent, and the remedy is named", async () => {
      const { port, seen } = await cloud();
      const error = await errorAt(`https://localhost:${port}`, {}, "POST");
      assert.equal(error.kind, "unreachable");
      assert.match(error.message, /authority.*caFile.*NODE_EXTRA_CA_CERTS/);
      assert.deepEqual(seen, []);
    });

    it("is not believed for another name", async () => {
      const { port } = await cloud();
      const error = await errorAt(`https://127.0.0.1:${port}`, { authorities: authoritiesIn(caFile, {}) });
      assert.equal(error.kind, "unreachable");
      assert.match(error.message, /certificate is not valid/);
    });

    it("is trusted where NODE_EXTRA_CA_CERTS names it, with another caFile beside it", async () => {
      const { port } = await cloud();
      const other = join(folder, "other.pem");
      writeFileSync(other, (await certificate("another authority")).cert);
      const authorities = authoritiesIn(other, { NODE_EXTRA_CA_CERTS: caFile });
      assert.deepEqual(await callAt(`https://localhost:${port}`, { authorities }), { ok: true });
    });

    it("is trusted where Node itself was told of it", async function () {
      this.timeout(30_000);
      const { port } = await cloud();
      const script = `require("ts-node/register");
        const { HttpClient } = require("./provider/transport/httpClient");
        const { noAuthentication } = require("./provider/transport/authentication");
        const { systemClock } = require("./provider/procedures/clock");
        const dialect = { endpoint: () => "https://localhost:${port}", authentication: noAuthentication, refusalIn: () => undefined };
        new HttpClient({ clock: systemClock, stopSignal: new AbortController().signal, random: Math.random, dialect })
          .call({ service: "s", method: "GET", path: "/", answer: require("zod").z.unknown() })
          .then((answer) => { console.log(JSON.stringify(answer)); process.exit(0); });`;
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: caFile, NO_PROXY: "localhost" };
      const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { env });
      assert.equal(stdout.trim(), '{"ok":true}');
    });

    for (const [reason, content] of [
      ["is missing", undefined],
      ["holds no certificate", "hello"],
    ] as const)
      it(`is refused with the file's name where that ${reason}`, () => {
        const file = join(folder, "wrong.pem");
        if (content !== undefined) writeFileSync(file, content);
        assert.throws(() => authoritiesIn(file, {}), /wrong\.pem.*caFile/);
        rmSync(file, { force: true });
      });
  });

  describe("through a proxy", () => {
    const throughTunnel = async (
      settings: (port: number) => Partial<ConnectionSettings>,
    ): Promise<{ seenByProxy: string[]; authorization: string | undefined; seenByCloud: string[] }> => {
      const [server, proxy] = [await cloud(), await opened(proxyServer())];
      const authorities = authoritiesIn(caFile, {});
      assert.deepEqual(
        await callAt(`https://localhost:${server.port}`, { authorities, ...settings(proxy.port) }, "POST"),
        { ok: true },
      );
      assert.deepEqual(
        proxy.seen.map(({ line }) => line),
        [`CONNECT localhost:${server.port}`],
      );
      const forCloud = server.seen[0]?.headers;
      assert.equal(
        forCloud?.["proxy-authorization"],
        undefined,
        "the cloud is not told the proxy's password",
      );
      return {
        seenByProxy: proxy.seen.map(({ line }) => line),
        authorization: proxy.seen[0]?.headers["proxy-authorization"],
        seenByCloud: server.seen.map(({ line }) => line),
      };
    };

    it("of the profile is tunnelled: TLS ends at the cloud, not at the proxy", async () => {
      const { seenByCloud } = await throughTunnel((port) => ({ proxy: `http://127.0.0.1:${port}` }));
      assert.deepEqual(seenByCloud, ["POST /v1/x"]);
    });

    it("gets its user and password, with special characters", async () => {
      const { authorization } = await throughTunnel((port) => ({
        proxy: `http://me:p%40ss%3Aword@127.0.0.1:${port}`,
      }));
      assert.equal(authorization, `Basic ${Buffer.from("me:p@ss:word").toString("base64")}`);
    });

    describe("of the environment", () => {
      const names = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];
      const set = (values: Record<string, string>): void => {
        unset(...names);
        Object.assign(process.env, values);
      };
      keepEnvironment();

      it("is used: HTTPS_PROXY", async () => {
        await throughTunnel((port) => {
          set({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
          return { proxy: undefined };
        });
      });

      for (const [reason, noProxy, proxy] of [
        ["NO_PROXY names the cloud", "localhost", undefined],
        ["the profile says none", "", "none"],
      ] as const)
        it(`is not used where ${reason}`, async () => {
          const [server, through] = [await cloud(), await opened(proxyServer())];
          set({ HTTPS_PROXY: `http://127.0.0.1:${through.port}`, NO_PROXY: noProxy });
          await callAt(`https://localhost:${server.port}`, { authorities: authoritiesIn(caFile, {}), proxy });
          assert.deepEqual(through.seen, []);
        });
    });

    for (const { status, kind } of [
      { status: 407, kind: "denied" },
      { status: 403, kind: "denied" },
      { status: 502, kind: "unreachable" },
    ])
      it(`that does not connect (${status}) says so itself: nothing was sent`, async () => {
        const proxy = await opened(proxyServer(status));
        const error = await errorAt(
          `https://cloud.example`,
          { proxy: `http://127.0.0.1:${proxy.port}` },
          "POST",
        );
        assert.equal(error.kind, kind);
        assert.match(
          error.message,
          new RegExp(`proxy does not connect to cloud.example.*HTTP ${status}.*HTTPS_PROXY`),
        );
        assert.equal(error.details.status, undefined, "it is not the cloud's status");
      });

    it("that is not there means that nothing was sent", async () => {
      const gone = await proxyServer();
      await gone.close();
      const error = await errorAt(
        `https://cloud.example`,
        { proxy: `http://127.0.0.1:${gone.port}` },
        "POST",
      );
      assert.equal(error.kind, "unreachable");
    });
  });

  describe("time-outs", () => {
    it("until the connection stands: nothing was sent", async () => {
      const { port } = await opened(silentServer());
      const began = performance.now();
      const error = await errorAt(`https://localhost:${port}`, { connectTimeoutSeconds: 0.2 }, "POST");
      assert.deepEqual([error.kind, performance.now() - began < 5000], ["unreachable", true]);
      assert.match(error.message, /ECONNECTTIMEOUT.*proxy/);
    });

    it("until a tunnel stands: nothing was sent", async () => {
      const { port } = await opened(silentServer());
      const proxy = `http://127.0.0.1:${port}`;
      const error = await errorAt("https://cloud.example", { connectTimeoutSeconds: 0.2, proxy }, "POST");
      assert.equal(error.kind, "unreachable");
    });

    it("until the answer comes: whether it was done is not known", async () => {
      const { port, seen } = await opened(tlsServer(tls, () => undefined));
      const settings = { authorities: authoritiesIn(caFile, {}), answerTimeoutSeconds: 0.3 };
      const error = await errorAt(`https://localhost:${port}`, settings, "POST");
      assert.deepEqual([error.kind, seen.length], ["answerLost", 1]);
    });

    it("end with the connection: a slow answer is none of theirs", async () => {
      const { port } = await opened(
        tlsServer(tls, (_request, response) => {
          setTimeout(() => response.end('{"ok":true}'), 400);
        }),
      );
      const settings = { authorities: authoritiesIn(caFile, {}), connectTimeoutSeconds: 0.2 };
      assert.deepEqual(await callAt(`https://localhost:${port}`, settings), { ok: true });
    });
  });

  it("that breaks after a request was sent leaves open whether it was done", async () => {
    const { port } = await opened(tlsServer(tls, (request) => request.socket.destroy()));
    const error = await errorAt(
      `https://localhost:${port}`,
      { authorities: authoritiesIn(caFile, {}) },
      "POST",
    );
    assert.equal(error.kind, "answerLost");
  });

  it("that breaks while the connection is made did not send anything", async () => {
    const { port } = await opened(
      silentServer((socket) => {
        socket.destroy();
      }),
    );
    const error = await errorAt(`https://localhost:${port}`, {}, "POST");
    assert.equal(error.kind, "unreachable");
  });
});
