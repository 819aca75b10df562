import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { EmulatedOpenTelekomCloud, fleetIds, ServedCloud } from "../../emulator";
import type { Fault } from "../../emulator";
import { submission } from "./testCloud";
import { SignedClient } from "./signedClient";

describe("the emulated cloud on sockets", () => {
  let cloud: EmulatedOpenTelekomCloud;
  let served: ServedCloud;
  let signed: SignedClient;
  beforeEach(async () => {
    cloud = new EmulatedOpenTelekomCloud();
    served = await ServedCloud.listen(cloud);
    signed = new SignedClient(cloud);
  });
  afterEach(() => served.close());

  /** The image's submission over a socket; the sockets of the others stay as they are. */
  async function submit(): Promise<{ status: number | undefined; body: string }> {
    const { url, headers, body } = signed.signed("ims", "POST", "/v1/cloudimages/wholeimages/action", {
      body: submission,
    });
    return send("POST", url, headers, body);
  }
  const images = () => cloud.state().images.filter(({ imageType }) => imageType === "private").length;

  it("answers signed requests, and its catalogue leads to its own addresses", async () => {
    const { url, headers } = signed.signed("iam", "GET", "/v3/auth/catalog");
    const { status, body } = await send("GET", url, headers);
    assert.equal(status, 200);
    const addresses = JSON.parse(body).catalog.map(
      (entry: { endpoints: { url: string }[] }) => new URL(entry.endpoints[0]!.url).origin,
    );
    assert.deepEqual(new Set(addresses), new Set(Object.values(served.endpoints)));
    assert.deepEqual(cloud.account.endpoints, served.endpoints);
  });

  it("changes an OS and lists keys", async () => {
    const change = { "os-change": { imageid: fleetIds.ubuntu, keyname: "fleet-key" } };
    const path = `/v2/{pid}/cloudservers/${fleetIds.db01}/changeos`;
    const { url, headers, body } = signed.signed("ecs", "POST", path, { body: change });
    const answer = await send("POST", url, headers, body);
    assert.equal(answer.status, 200);
    assert.equal(cloud.state().osChanges[0]!.id, JSON.parse(answer.body).job_id);
    const list = signed.signed("kms", "POST", "/v1.0/{pid}/kms/list-keys", { body: {} });
    const keys = await send("POST", list.url, list.headers, list.body);
    assert.deepEqual([keys.status, JSON.parse(keys.body).keys.length], [200, 2]);
  });

  it("checks the host that was really called", async () => {
    const { url, headers } = signed.signed("iam", "GET", "/v3/auth/catalog");
    const elsewhere = { ...headers, Host: `localhost:${new URL(url).port}` };
    assert.equal((await send("GET", url, elsewhere)).status, 401);
  });

  it("sends no body and no length with 204", async () => {
    const path = `/v1/{pid}/cloudservers/${fleetIds.web01}/tags/action`;
    const tags = { action: "create", tags: [{ key: "k", value: "v" }] };
    const { url, headers, body } = signed.signed("ecs", "POST", path, { body: tags });
    const answer = await send("POST", url, headers, body);
    assert.deepEqual([answer.status, answer.body, answer.headers["content-length"]], [204, "", undefined]);
  });

  const lost: { kind: "lostBefore" | "lostAfter"; made: number }[] = [
    { kind: "lostBefore", made: 0 },
    { kind: "lostAfter", made: 1 },
  ];
  for (const { kind, made } of lost) {
    it(`${kind}: the connection is reset, with ${made} image made`, async () => {
      cloud.addFault({ id: "f", kind, match: { service: "ims" } });
      await assert.rejects(submit(), { code: "ECONNRESET" });
      assert.equal(images(), made);
      assert.equal((await submit()).status, made === 0 ? 200 : 400);
    });
  }

  const silent: { kind: Fault["kind"] & ("hangBefore" | "hangAfter" | "timeoutAfter"); made: number }[] = [
    { kind: "hangBefore", made: 0 },
    { kind: "hangAfter", made: 1 },
    { kind: "timeoutAfter", made: 1 },
  ];
  for (const { kind, made } of silent) {
    it(`${kind}: no answer until the client gives up, with ${made} image made`, async () => {
      cloud.addFault({ id: "f", kind, match: { service: "ims" } });
      let answer = "none";
      const pending = submit().then(
        () => (answer = "answered"),
        (error: unknown) => (answer = (error as NodeJS.ErrnoException).code ?? String(error)),
      );
      while (cloud.state().firedFaults.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      // A call that is answered later is answered before this one.
      assert.equal((await send("GET", `${served.endpoints.iam}/`, {})).status, 300);
      assert.deepEqual([answer, images()], ["none", made]);
      await served.close();
      await pending;
      assert.equal(answer, "ECONNRESET", "broken off at the end");
    });
  }

  it("malformed: half of the answer, with a length that fits it", async () => {
    cloud.addFault({ id: "f", kind: "malformed", match: { service: "ims" } });
    const { status, body } = await submit();
    assert.equal(status, 200);
    assert.throws(() => JSON.parse(body), SyntaxError);
  });

  it("refuses a body that is too large, and goes on", async () => {
    const large = "x".repeat(12 * 1024 * 1024 + 1);
    const { status, body } = await send("POST", `${served.endpoints.ims}/v2/cloudimages`, {}, large);
    assert.deepEqual([status, JSON.parse(body).error_code], [401, "APIGW.0301"]);
    assert.match(body, /body too large/);
    assert.equal((await submit()).status, 200);
  });

  it("says nothing of clients that go in the middle of a request", async () => {
    const said = await saidDuring(async () => {
      const socket = connect(Number(new URL(served.endpoints.iam).port), "127.0.0.1");
      socket.write("POST /v3/auth/tokens HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
      socket.end();
      socket.resume();
      await once(socket, "close");
      assert.equal((await submit()).status, 200);
    });
    assert.equal(said, "");
  });

  it("still says why it cannot answer who waits", async () => {
    cloud.handle = async () => Promise.reject(new Error("no room on the disk"));
    const said = await saidDuring(async () => {
      assert.equal((await send("POST", `${served.endpoints.iam}/v3/auth/tokens`, {}, "{}")).status, 500);
    });
    assert.equal(said, "The emulated cloud cannot answer: no room on the disk\n");
  });

  it("refuses an address that is too long", async () => {
    const { status, body } = await send(
      "GET",
      `${served.endpoints.ims}/v2/cloudimages?name=${"x".repeat(40_000)}`,
      {},
    );
    assert.deepEqual([status, JSON.parse(body).error_code], [414, "APIGW.0201"]);
  });

  it("survives what is no HTTP, and addresses that are none", async () => {
    const port = Number(new URL(served.endpoints.iam).port);
    for (const text of ["nonsense\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"]) {
      const socket = connect(port, "127.0.0.1");
      socket.write(text);
      let said = "";
      socket.on("data", (data: Buffer) => (said += data.toString()));
      await once(socket, "close");
      assert.match(said, /^HTTP\/1\.1 400 /);
    }
    assert.equal((await submit()).status, 200);
  });

  it("gives all ports back where one cannot be had", async () => {
    const taken = Number(new URL(served.endpoints.cbr).port);
    const other = new EmulatedOpenTelekomCloud();
    const before = other.account.endpoints;
    await assert.rejects(ServedCloud.listen(other, taken - 4), { code: "EADDRINUSE" });
    assert.deepEqual(other.account.endpoints, before);
  });
});

interface Answer {
  status: number | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What is written to stderr meanwhile. */
async function saidDuring(act: () => Promise<void>): Promise<string> {
  let said = "";
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (text) => {
    said += String(text);
    return true;
  };
  try {
    await act();
  } finally {
    process.stderr.write = write;
  }
  return said;
}

/** Each request has a connection of its own: none is tried again. */
function send(method: string, url: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      let text = "";
      response.on("data", (data: Buffer) => (text += data.toString()));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: text }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}
