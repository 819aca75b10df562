import assert from "node:assert/strict";
import { faultAnswers, fleetIds } from "../../emulator";
import type { Fault, ServiceName } from "../../emulator";
import { TestCloud } from "./testCloud";

const submit = { method: "POST", path: "/wholeimages/action$" };

describe("a fault", () => {
  const lost: { fault: Fault; code: string; images: number }[] = [
    { fault: { id: "f", kind: "lostBefore", match: submit }, code: "ECONNRESET", images: 0 },
    { fault: { id: "f", kind: "lostAfter", match: submit }, code: "ECONNRESET", images: 1 },
    { fault: { id: "f", kind: "timeoutAfter", match: submit }, code: "ETIMEDOUT", images: 1 },
  ];
  for (const { fault, code, images } of lost) {
    it(`${fault.kind}: ${code}, with ${images} image made`, async () => {
      const test = new TestCloud();
      test.cloud.addFault(fault);
      await assert.rejects(test.submit(), { code });
      assert.equal((await test.images()).length, images);
      assert.equal(test.cloud.calls[0]!.status, "lost");
      const { faults, firedFaults } = test.cloud.state();
      assert.deepEqual(faults, []);
      assert.deepEqual(
        firedFaults.map(({ id, kind, path }) => [id, kind, path]),
        [["f", fault.kind, "/v1/cloudimages/wholeimages/action"]],
      );
    });
  }

  for (const [kind, images] of [
    ["hangBefore", 0],
    ["hangAfter", 1],
  ] as const) {
    it(`${kind}: no answer, with ${images} image made`, async () => {
      const test = new TestCloud();
      test.cloud.addFault({ id: "f", kind, match: submit });
      const hung = test.submit().then(() => "answered");
      // A call that is answered is answered before this one.
      assert.equal((await test.images()).length, images);
      assert.equal(await Promise.race([hung, Promise.resolve("nothing")]), "nothing");
      assert.equal(test.cloud.state().firedFaults[0]!.kind, kind);
      assert.equal(test.cloud.calls[0]!.status, "hung");
    });
  }

  for (const [name, answer] of Object.entries(faultAnswers)) {
    it(`status: ${name}, without an effect`, async () => {
      const test = new TestCloud();
      test.cloud.addFault({ id: "f", kind: "status", match: submit, ...answer });
      const { status, body, headers } = await test.submit();
      assert.deepEqual([status, body], [answer.status, answer.body]);
      assert.ok(headers["x-request-id"] && headers["date"]);
      assert.deepEqual(await test.images(), []);
      await test.begin();
    });
  }

  it("status: with a text and headers", async () => {
    const test = new TestCloud();
    const headers = { "Retry-After": "7", "Content-Type": "text/html" };
    test.cloud.addFault({ id: "f", kind: "status", match: {}, status: 503, body: "<html>", headers });
    const url = `${test.cloud.account.endpoints.iam}/v3/projects`;
    const answered = await test.cloud.handle({ method: "GET", url, headers: {}, body: undefined });
    assert.deepEqual(
      [answered.status, answered.body, answered.headers["retry-after"], answered.headers["content-type"]],
      [503, "<html>", "7", "text/html"],
    );
  });

  it("malformed: an effect, and a body that is cut off or another one", async () => {
    const test = new TestCloud();
    test.cloud.addFault({ id: "f", kind: "malformed", match: submit });
    await assert.rejects(test.submit(), SyntaxError);
    assert.equal(test.cloud.calls[0]!.status, 200);
    assert.equal((await test.images()).length, 1);
    test.cloud.addFault({ id: "g", kind: "malformed", match: {}, body: { unexpected: true } });
    assert.deepEqual((await test.call("ims", "GET", "/v2/cloudimages")).body, { unexpected: true });
  });

  const reads: [ServiceName, string][] = [
    ["iam", "/v3/projects"],
    ["ecs", `/v1/{pid}/cloudservers/${fleetIds.web01}`],
    ["evs", "/v2/{pid}/cloudvolumes/detail"],
    ["ims", "/v2/cloudimages"],
    ["cbr", "/v3/{pid}/vaults"],
  ];
  for (const [service, path] of reads) {
    it(`malformed: ${service}, once, and other services stay sound`, async () => {
      const test = new TestCloud();
      test.cloud.addFault({ id: "f", kind: "malformed", match: { service } });
      for (const [other, sound] of reads) {
        if (other !== service) assert.equal((await test.call(other, "GET", sound)).status, 200);
      }
      await assert.rejects(test.call(service, "GET", path), SyntaxError);
      assert.equal(test.cloud.calls.at(-1)!.status, 200);
      assert.equal((await test.call(service, "GET", path)).status, 200);
    });
  }

  it("malformed: a login without its token", async () => {
    const { cloud } = new TestCloud();
    cloud.addFault({ id: "f", kind: "malformed", match: { service: "iam" } });
    const { endpoints, userName: name, password, domainId } = cloud.account;
    const user = { name, password, domain: { id: domainId } };
    const body = JSON.stringify({ auth: { identity: { methods: ["password"], password: { user } } } });
    const url = `${endpoints.iam}/v3/auth/tokens`;
    const answered = await cloud.handle({ method: "POST", url, headers: {}, body });
    assert.equal(answered.headers["x-subject-token"], undefined);
    assert.throws(() => JSON.parse(answered.body), SyntaxError);
    assert.equal(cloud.state().tokens.length, 1, "it was carried out");
  });

  it("answers twenty times in a row, and then no more", async () => {
    const test = new TestCloud();
    const throttled = { kind: "status", times: 20, ...faultAnswers.gatewayThrottled } as const;
    test.cloud.addFault({ id: "f", match: submit, ...throttled });
    for (let call = 0; call < 20; call += 1) assert.equal((await test.submit()).status, 429, `call ${call}`);
    assert.equal((await test.submit()).status, 200);
    const { faults, firedFaults } = test.cloud.state();
    assert.deepEqual([faults.length, firedFaults.length], [0, 20]);
  });

  it("imageJobFails: the job ends as said", async () => {
    const test = new TestCloud();
    test.cloud.addFault({ id: "f", kind: "imageJobFails", match: {}, code: "IMG.0014", reason: "broken" });
    const job = await test.begin();
    test.pass(10);
    assert.equal((await test.job(job)).body.status, "RUNNING");
    test.pass(3600);
    const { status, error_code, fail_reason, entities } = (await test.job(job)).body;
    assert.deepEqual([status, error_code, fail_reason], ["FAIL", "IMG.0014", "broken"]);
    assert.equal(entities.image_id, undefined);
    assert.deepEqual(await test.images(), []);
    await test.begin();
  });

  it("imageJobFails: is not used up by a submission that is refused", async () => {
    const test = new TestCloud();
    test.cloud.addFault({ id: "f", kind: "imageJobFails", match: {}, code: "IMG.0014", reason: "broken" });
    await test.submit({ name: "" });
    assert.equal(test.cloud.state().faults.length, 1);
  });

  it("imageJobStuck: the job never ends", async () => {
    const test = new TestCloud();
    test.cloud.addFault({ id: "f", kind: "imageJobStuck", match: {} });
    const job = await test.begin();
    test.pass(100 * 24 * 3600);
    assert.equal((await test.job(job)).body.status, "RUNNING");
    assert.equal((await test.images())[0].status, "saving");
    assert.equal((await test.operationLogs())[0].status, "running");
  });

  it("hits only what it matches, after the calls that it spares, as often as it says", async () => {
    const test = new TestCloud();
    const throttled = faultAnswers.gatewayThrottled;
    const match = { service: "ims", method: "get", path: "^/v2/cloudimages$", after: 2 } as const;
    test.cloud.addFault({ id: "f", kind: "status", match, times: 2, ...throttled });
    const statuses: number[] = [];
    for (let call = 0; call < 6; call += 1) {
      statuses.push((await test.call("ims", "GET", "/v2/cloudimages?limit=1")).status);
      assert.equal((await test.call("ecs", "GET", `/v1/{pid}/cloudservers/${fleetIds.web01}`)).status, 200);
      assert.equal((await test.call("ims", "GET", "/v1/cloudimages/quota")).status, 200);
    }
    assert.deepEqual(statuses, [200, 200, 429, 429, 200, 200]);
  });

  it("waits where another one hits the same call", async () => {
    const test = new TestCloud();
    test.cloud.addFault({ id: "first", kind: "lostBefore", match: submit });
    test.cloud.addFault({ id: "second", kind: "timeoutAfter", match: submit });
    await assert.rejects(test.submit(), { code: "ECONNRESET" });
    await assert.rejects(test.submit(), { code: "ETIMEDOUT" });
    assert.deepEqual(
      test.cloud.state().firedFaults.map(({ id }) => id),
      ["first", "second"],
    );
  });
});
