import assert from "node:assert/strict";
import axios, { AxiosError } from "axios";
import { EmulatedOpenTelekomCloud, faultAnswers } from "../../emulator";

describe("the emulated cloud's axios adapter", () => {
  const make = () => {
    const cloud = new EmulatedOpenTelekomCloud();
    return {
      cloud,
      client: axios.create({ adapter: cloud.axiosAdapter(), baseURL: cloud.account.endpoints.iam }),
    };
  };

  it("parses answers, and puts parameters into the address", async () => {
    const { cloud, client } = make();
    cloud.addFault({ id: "f", kind: "status", match: {}, status: 200, body: { a: 1 } });
    const response = await client.get("/v3/projects", { params: { name: "eu de" } });
    assert.deepEqual(response.data, { a: 1 });
    assert.ok(response.headers["x-request-id"]);
    assert.deepEqual(new URLSearchParams(cloud.calls[0]!.query).get("name"), "eu de");
    assert.equal(cloud.calls[0]!.path, "/v3/projects");
  });

  it("rejects what the caller does not call a success, as axios does", async () => {
    const { client } = make();
    await assert.rejects(client.get("/v3/projects"), (error: AxiosError<{ error_code: string }>) => {
      assert.ok(error instanceof AxiosError);
      assert.deepEqual(
        [error.code, error.response?.status, error.response?.data.error_code],
        ["ERR_BAD_REQUEST", 401, "APIGW.0301"],
      );
      return true;
    });
    const response = await client.get("/v3/projects", { validateStatus: null });
    assert.equal(response.status, 401);
  });

  it("calls a 5xx a bad response", async () => {
    const { cloud, client } = make();
    cloud.addFault({ id: "f", kind: "status", match: {}, ...faultAnswers.badGateway });
    await assert.rejects(client.get("/v3/projects"), { code: "ERR_BAD_RESPONSE" });
  });

  for (const [kind, code] of [
    ["lostBefore", "ECONNRESET"],
    ["lostAfter", "ECONNRESET"],
    ["timeoutAfter", "ETIMEDOUT"],
  ] as const) {
    it(`rejects with ${code} for ${kind}, without a response`, async () => {
      const { cloud, client } = make();
      cloud.addFault({ id: "f", kind, match: {} });
      await assert.rejects(client.get("/v3/projects"), (error: AxiosError) => {
        assert.ok(error instanceof AxiosError);
        assert.deepEqual([error.code, error.response], [code, undefined]);
        return true;
      });
    });
  }

  it("lets a hung call be aborted, or run into the caller's time-out", async () => {
    const { cloud, client } = make();
    cloud.addFault({ id: "f", kind: "hangAfter", match: {}, times: 2 });
    const abort = new AbortController();
    const hung = client.get("/v3/projects", { signal: abort.signal });
    abort.abort();
    await assert.rejects(hung, { code: "ERR_CANCELED" });
    await assert.rejects(client.get("/v3/projects", { timeout: 1 }), { code: "ECONNABORTED" });
  });

  it("passes bodies on byte by byte", async () => {
    const bodies: (Buffer | string | undefined)[] = [];
    const cloud = new EmulatedOpenTelekomCloud();
    const handle = cloud.handle.bind(cloud);
    cloud.handle = (request) => {
      bodies.push(request.body);
      return handle(request);
    };
    const client = axios.create({ adapter: cloud.axiosAdapter(), validateStatus: null });
    const url = `${cloud.account.endpoints.ims}/v2/images/x`;
    await client.delete(url, { data: '{"delete_backup": true}' });
    await client.post(url, { a: 1 });
    await client.get(url);
    assert.deepEqual(bodies, ['{"delete_backup": true}', '{"a":1}', undefined]);
  });
});
