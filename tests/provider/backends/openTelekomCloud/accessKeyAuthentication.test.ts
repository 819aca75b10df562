import assert from "node:assert/strict";
import { AccessKeyAuthentication } from "../../../../provider/backends/openTelekomCloud/accessKeyAuthentication";
import { CloudError } from "../../../../provider/ports/cloudError";

const request = { method: "GET", url: new URL("https://ecs.example/v1"), body: undefined };
const refused = new CloudError("denied", "GET ecs /v1", { reason: "wrong signature", status: 401 });

/** Whether headers are given out at once, or only later. */
async function state(promise: Promise<unknown>): Promise<"given" | "waits"> {
  const later = new Promise<"waits">((resolve) => setImmediate(() => resolve("waits")));
  return Promise.race([promise.then(() => "given" as const), later]);
}

const fresh = (): AccessKeyAuthentication =>
  new AccessKeyAuthentication({ accessKey: "a", secretKey: "s" }, { "X-Project-Id": "p" });

describe("an access key", () => {
  it("signs each request for its project", async () => {
    const headers = await fresh().headersFor(request);
    assert.match(
      headers["Authorization"] ?? "",
      /^SDK-HMAC-SHA256 Access=a, SignedHeaders=host;x-project-id;x-sdk-date/,
    );
  });

  it("is tried by one request alone at first", async () => {
    const key = fresh();
    const headers = await key.headersFor(request);
    const others = [key.headersFor(request), key.headersFor(request)];
    assert.deepEqual(await Promise.all(others.map(state)), ["waits", "waits"]);
    key.judged(headers, "accepted");
    assert.deepEqual(await Promise.all(others.map(state)), ["given", "given"]);
  });

  it("that is not accepted is not used again: the gateway would refuse it for minutes", async () => {
    const key = fresh();
    const headers = await key.headersFor(request);
    const waiting = assert.rejects(key.headersFor(request), refused);
    assert.equal(key.judged(headers, refused), false, "there is no other to try");
    await waiting;
    await assert.rejects(key.headersFor(request), refused);
  });

  it("is used on where the first request got no answer", async () => {
    const key = fresh();
    key.judged(await key.headersFor(request), "unknown");
    assert.equal(await state(key.headersFor(request)), "given");
  });

  it("that was accepted before is used on after a refusal", async () => {
    const key = fresh();
    key.judged(await key.headersFor(request), "accepted");
    key.judged(await key.headersFor(request), refused);
    assert.equal(await state(key.headersFor(request)), "given");
  });
});
