import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import type { ServiceName } from "../../emulator";
import { timestamp } from "./signedClient";
import type { Answered } from "./signedClient";
import { assertRefused, TestCloud } from "./testCloud";

const minute = 60_000;

describe("the emulated gateway", () => {
  const server = `/v1/{pid}/cloudservers/${fleetIds.web01}`;

  const strangers = [
    { reason: "wrong secret key", options: { secretKey: "wrong" } },
    { reason: "unknown access key", options: { accessKey: "NOBODY" } },
    { reason: "older than 15 minutes", options: { signedAt: Date.now() - 16 * minute } },
    { reason: "from the future", options: { signedAt: Date.now() + 16 * minute } },
    { reason: "unknown temporary key", options: { headers: { "X-Security-Token": "unknown" } } },
  ];
  for (const { reason, options } of strangers) {
    it(`refuses a signature: ${reason}`, async () => {
      const answered = await new TestCloud().call("ecs", "GET", server, undefined, options);
      assertRefused(answered, 401, "APIGW.0301");
      assert.equal(answered.body.request_id, answered.headers["x-request-id"]);
    });
  }

  it("judges a signature's age by the real clock, not by the cloud's", async () => {
    const test = new TestCloud();
    test.pass(100 * 24 * 3600);
    const signedAt = Date.now() - 14 * minute;
    assert.equal((await test.call("ecs", "GET", server, undefined, { signedAt })).status, 200);
  });

  it("refuses a request that is not signed", async () => {
    const { cloud } = new TestCloud();
    const url = `${cloud.account.endpoints.iam}/v3/projects?name=eu-de`;
    const headers = { "X-Sdk-Date": timestamp(Date.now()) };
    const answered = await cloud.handle({ method: "GET", url, headers, body: undefined });
    assert.equal(answered.status, 401);
    assert.equal(JSON.parse(answered.body).error_code, "APIGW.0301");
  });

  for (const [what, authorization, why] of [
    ["in upper case", (signed: string) => signed.toUpperCase(), /is not of the form SDK-HMAC-SHA256 Access=/],
    ["that is too short", (signed: string) => signed.slice(0, -1), /64 hexadecimal digits in lower case/],
    ["of another kind", () => "Bearer abc", /no AK\/SK signature in the header Authorization$/],
  ] as const) {
    it(`says what is wrong with a signature ${what}`, async () => {
      const { client, cloud } = new TestCloud();
      const signed = client.signed("ecs", "GET", server);
      const headers = { ...signed.headers, Authorization: authorization(signed.headers["Authorization"]!) };
      const answered = await cloud.handle({ method: "GET", ...signed, headers });
      assert.equal(answered.status, 401);
      assert.match(JSON.parse(answered.body).error_msg, why);
    });
  }

  const brokenTo: [ServiceName, string, string, (body: Answered["body"]) => unknown][] = [
    [
      "ecs",
      "an action on servers",
      "/v1/{pid}/cloudservers/action",
      ({ error }) => error.code === "Ecs.0005",
    ],
    ["ecs", "metadata", `${server}/metadata`, ({ error }) => error.code === "Ecs.0005"],
    [
      "ecs",
      "a native action",
      `/v2.1/{pid}/servers/${fleetIds.web01}/action`,
      ({ badRequest }) => badRequest.code === 400,
    ],
    ["iam", "a login", "/v3/auth/tokens", ({ error }) => error.title === "Bad Request"],
  ];
  for (const [service, what, path, isInItsForm] of brokenTo) {
    it(`refuses a body that is no JSON, and says so: ${service}, ${what}`, async () => {
      const answered = await new TestCloud().call(service, "POST", path, '{"reboot": ');
      assert.equal(answered.status, 400);
      assert.ok(isInItsForm(answered.body), JSON.stringify(answered.body));
      assert.match(JSON.stringify(answered.body), /it is no JSON/);
    });
  }

  it("refuses another project", async () => {
    const test = new TestCloud();
    const foreign = { headers: { "X-Project-Id": "f".repeat(32) } };
    assertRefused(await test.call("ecs", "GET", server, undefined, foreign), 403, "APIGW.0310");
    const path = `/v3/${"f".repeat(32)}/vaults`;
    assertRefused(await test.call("cbr", "GET", path), 403, "APIGW.0310");
    assertRefused(await test.call("ecs", "GET", `/v1/${"f".repeat(32)}/cloudservers/x`), 400, "Ecs.0023");
    assertRefused(await test.call("ecs", "GET", `/v1/${"f".repeat(32)}/jobs/x`), 400, "Common.0018");
  });

  const absent: [string, Parameters<TestCloud["call"]>][] = [
    ["a call that it does not have", ["ecs", "DELETE", server]],
    ["a call of another service", ["evs", "GET", "/v2/{pid}/snapshots"]],
    ["a parameter that it does not have", ["cbr", "GET", "/v3/{pid}/vaults?colour=red"]],
    ["a native action", ["ecs", "POST", `/v2.1/{pid}/servers/${fleetIds.web01}/action`, { lock: null }]],
    ["an action", ["ecs", "POST", "/v1/{pid}/cloudservers/action", { "os-resize": {} }]],
  ];
  for (const [what, call] of absent) {
    it(`says that it does not have ${what}`, async () => {
      const answered = await new TestCloud().call(...call);
      assertRefused(answered, 404, "APIGW.0101");
      assert.match(answered.body.error_msg, /the emulated cloud does not have/);
    });
  }

  it("gives every reply an id and the cloud's time", async () => {
    const test = new TestCloud();
    const first = await test.call("ecs", "GET", server);
    const second = await test.call("ecs", "GET", `${server}x`);
    assert.equal(first.headers["date"], "Sun, 01 Mar 2026 12:00:00 GMT");
    assert.match(first.headers["x-request-id"]!, /^[0-9a-f]{32}$/);
    assert.notEqual(first.headers["x-request-id"], second.headers["x-request-id"]);
  });

  it("has one project, found by its name", async () => {
    const test = new TestCloud();
    const { status, body } = await test.call("iam", "GET", "/v3/projects?name=eu-de");
    assert.equal(status, 200);
    assert.deepEqual(
      body.projects.map(({ id, name }: { id: string; name: string }) => [id, name]),
      [[test.cloud.account.projectId, "eu-de"]],
    );
    assert.deepEqual((await test.call("iam", "GET", "/v3/projects?name=eu-nl")).body.projects, []);
  });

  it("does not know other hosts", async () => {
    const { cloud } = new TestCloud();
    const request = { method: "GET", url: "https://example.com/", headers: {}, body: undefined };
    await assert.rejects(cloud.handle(request), { code: "ENOTFOUND" });
  });

  it("lists the calls that this instance has taken", async () => {
    const test = new TestCloud();
    await test.call("cbr", "GET", "/v3/{pid}/vaults?limit=1");
    const pid = test.cloud.account.projectId;
    assert.deepEqual(test.cloud.calls, [
      {
        at: Date.UTC(2026, 2, 1, 12),
        service: "cbr",
        method: "GET",
        path: `/v3/${pid}/vaults`,
        query: "limit=1",
        status: 200,
      },
    ]);
  });

  it("forgets the oldest calls after ten thousand", async () => {
    const { cloud } = new TestCloud();
    const get = (path: string) =>
      cloud.handle({
        method: "GET",
        url: `${cloud.account.endpoints.iam}${path}`,
        headers: {},
        body: undefined,
      });
    await get("/");
    for (let call = 0; call < 10_000; call += 1) await get("/v3");
    assert.deepEqual([cloud.calls.length, cloud.calls[0]?.path], [10_000, "/v3"]);
  });
});
