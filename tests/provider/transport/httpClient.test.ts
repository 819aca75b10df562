import assert from "node:assert/strict";
import { z } from "zod";
import { refusalIn } from "../../../provider/backends/openTelekomCloud/refusals";
import { CloudError } from "../../../provider/ports/cloudError";
import { HttpClient, percentEncode, type Call } from "../../../provider/transport/httpClient";
import { RateLimit } from "../../../provider/transport/rateLimit";
import { fakeClock, scripted, type ScriptedReply } from "../scriptedHttp";

const read: Call<{ ok: boolean }> = {
  service: "ims",
  method: "GET",
  path: "/v2/things",
  answer: z.object({ ok: z.boolean() }),
};
const submission: Call<{ job_id: string }> = {
  service: "ims",
  method: "POST",
  path: "/v1/things/action",
  body: { name: "a" },
  once: true,
  answer: z.object({ job_id: z.string().min(1) }),
};
const good = { body: { ok: true } };
const accepted = { body: { job_id: "j" } };

/** A client in front of these replies; `random` 0.5 makes the jitter vanish. */
function clientOf(
  replies: ScriptedReply[],
  {
    random = (): number => 0.5,
    stop = new AbortController(),
    renews = (_times: number): boolean => false,
    rateLimit = undefined as RateLimit | undefined,
    unauthenticated = undefined as Error | undefined,
    endpoint = (service: string): string => `https://${service}.example`,
  } = {},
) {
  const { adapter, requests } = scripted(...replies);
  const clock = fakeClock();
  const verdicts: string[] = [];
  let signatures = 0;
  const http = new HttpClient({
    clock,
    random,
    adapter,
    rateLimit,
    stopSignal: stop.signal,
    dialect: {
      endpoint,
      authentication: {
        headersFor: async ({ method, url, body }) => {
          if (unauthenticated) throw unauthenticated;
          return { Authorization: `${++signatures} ${method} ${url.pathname} ${body ?? "-"}` };
        },
        judged: (headers, verdict) => {
          verdicts.push(typeof verdict === "string" ? verdict : `refused ${headers["Authorization"] ?? ""}`);
          return renews(verdicts.length);
        },
      },
      refusalIn,
    },
  });
  return { http, requests, clock, stop, verdicts };
}

async function errorOf(promise: Promise<unknown>): Promise<CloudError> {
  const error: unknown = await promise.then(
    () => assert.fail("the call succeeded"),
    (e: unknown) => e,
  );
  assert.ok(error instanceof CloudError, String(error));
  return error;
}

const service = (code: string) => ({ error: { code, message: "later" } });
const gateway = (code: string) => ({ error_code: code, error_msg: "later" });

const throttlings = [
  { reason: "429 APIGW.0308", reply: { status: 429, body: gateway("APIGW.0308") } },
  { reason: "429 APIG.0308", reply: { status: 429, body: gateway("APIG.0308") } },
  { reason: "429 Common.1503", reply: { status: 429, body: service("Common.1503") } },
  { reason: "202 Common.0024", reply: { status: 202, body: service("Common.0024") } },
  { reason: "400 IMG.0060", reply: { status: 400, body: service("IMG.0060") } },
  { reason: "429 IAM.0012", reply: { status: 429, body: service("IAM.0012") } },
  { reason: "501 Ecs.0603", reply: { status: 501, body: service("Ecs.0603") } },
  { reason: "429 without a body", reply: { status: 429 } },
];

const lostAnswers: { reason: string; reply: ScriptedReply }[] = [
  { reason: "500", reply: { status: 500, body: gateway("APIGW.0601") } },
  { reason: "502 without a body", reply: { status: 502 } },
  { reason: "504 with a page", reply: { status: 504, body: "<html>Gateway Time-out</html>" } },
  { reason: "a reset", reply: { broken: "ECONNRESET" } },
  { reason: "a time-out", reply: { broken: "ETIMEDOUT" } },
  { reason: "JSON that is cut off", reply: { body: '{"ok":tr' } },
  { reason: "JSON of another shape", reply: { body: { okay: 1 } } },
  { reason: "an empty answer", reply: {} },
];

const unreachable: { reason: string; reply: ScriptedReply }[] = [
  { reason: "a connection that was refused", reply: { broken: "ECONNREFUSED" } },
];

describe("a call that can be repeated", () => {
  for (const { reason, reply } of [...lostAnswers, ...throttlings, ...unreachable])
    it(`is repeated after ${reason}`, async () => {
      const { http, requests } = clientOf([reply, reply, good]);
      assert.deepEqual(await http.call(read), { ok: true });
      assert.equal(requests.length, 3);
    });

  for (const { reason, reply } of lostAnswers)
    it(`is given up as a lost answer after five tries, each with ${reason}`, async () => {
      const { http, requests } = clientOf([reply]);
      const error = await errorOf(http.call(read));
      assert.equal(error.kind, "answerLost");
      assert.equal(requests.length, 5);
    });

  it("is repeated for half a minute after lost answers, and for a minute after throttling", async () => {
    const seconds = async (reply: ScriptedReply): Promise<number[]> => {
      const { http, clock } = clientOf([reply]);
      await errorOf(http.call(read));
      return clock.sleeps.map((milliseconds) => milliseconds / 1000);
    };
    assert.deepEqual(await seconds({ status: 503 }), [2, 4, 8, 16]);
    assert.deepEqual(await seconds({ status: 429 }), [2, 4, 8, 16, 32]);
  });

  for (const { reason, header, expected } of [
    { reason: "its seconds", header: "45", expected: 45 },
    { reason: "its date", header: new Date(Date.UTC(2026, 0, 1, 12, 0, 50)).toUTCString(), expected: 50 },
    { reason: "nothing it can read", header: "soon", expected: 2 },
    { reason: "less than the usual pause", header: "1", expected: 2 },
  ])
    it(`is repeated when the cloud's Retry-After asks for it: ${reason}`, async () => {
      const throttled = { status: 429, headers: { "retry-after": header } };
      const { http, clock } = clientOf([throttled, good]);
      await http.call(read);
      assert.deepEqual(clock.sleeps, [expected * 1000]);
    });

  it("is not repeated from here when the cloud asks to wait for more than a minute, and says so", async () => {
    const { http, requests } = clientOf([{ status: 429, headers: { "Retry-After": "61" } }, good]);
    const error = await errorOf(http.call(read));
    assert.deepEqual([error.kind, error.details.retryAfterSeconds, requests.length], ["throttled", 61, 1]);
    assert.match(error.message, /asks to wait 61 s/);
  });

  it("is repeated after growing pauses, with a jitter of a quarter either way", async () => {
    const throttled = { status: 503 };
    for (const { random, factor } of [
      { random: 0, factor: 0.75 },
      { random: 0.5, factor: 1 },
      { random: 1, factor: 1.25 },
    ]) {
      const { http, requests, clock } = clientOf([throttled], { random: () => random });
      assert.equal((await errorOf(http.call(read))).kind, "answerLost");
      assert.equal(requests.length, 5);
      assert.deepEqual(
        clock.sleeps.map((milliseconds) => milliseconds / factor / 1000),
        [2, 4, 8, 16],
      );
    }
  });

  for (const { reason, reply, kind } of [
    { reason: "400", reply: { status: 400, body: service("IMG.0182") }, kind: "refused" },
    { reason: "401", reply: { status: 401, body: gateway("APIGW.0301") }, kind: "denied" },
    { reason: "404", reply: { status: 404, body: service("Ecs.0114") }, kind: "notFound" },
    { reason: "a running task", reply: { status: 400, body: service("IMG.0010") }, kind: "busy" },
  ])
    it(`is not repeated after a definite no: ${reason}`, async () => {
      const { http, requests } = clientOf([reply, good]);
      assert.equal((await errorOf(http.call(read))).kind, kind);
      assert.equal(requests.length, 1);
    });
});

describe("a call that is made once, such as a submission", () => {
  for (const { reason, reply } of throttlings)
    it(`is not repeated by itself after ${reason}, but nothing was done`, async () => {
      const { http, requests } = clientOf([reply, accepted]);
      assert.equal((await errorOf(http.call(submission))).kind, "throttled");
      assert.equal(requests.length, 1);
    });

  for (const { reason, reply } of [
    ...lostAnswers,
    { reason: "202 without a job", reply: { status: 202, body: {} } },
    { reason: "202 with an empty job", reply: { status: 202, body: { job_id: "" } } },
    { reason: "202 with an unknown code", reply: { status: 202, body: service("Common.9999") } },
    { reason: "an internal error of IMS", reply: { status: 400, body: service("IMG.0061") } },
  ])
    it(`is never repeated after a lost answer: ${reason}`, async () => {
      const { http, requests } = clientOf([reply, accepted]);
      assert.equal((await errorOf(http.call(submission))).kind, "answerLost");
      assert.equal(requests.length, 1);
    });

  for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CERT_HAS_EXPIRED"])
    it(`never reached the cloud where there was no connection: ${code}`, async () => {
      const { http, requests } = clientOf([{ broken: code }, accepted]);
      assert.equal((await errorOf(http.call(submission))).kind, "unreachable");
      assert.equal(requests.length, 1);
    });
});

describe("what authenticates a request", () => {
  const unauthorized = { status: 401, body: gateway("APIGW.0301") };

  for (const call of [read, submission])
    it(`is renewed once when it is not accepted, and the request is made again: ${call.method}`, async () => {
      const reply = call === read ? good : accepted;
      const { http, requests, clock, verdicts } = clientOf([unauthorized, reply], { renews: () => true });
      await http.call<unknown>(call);
      assert.deepEqual([requests.length, clock.sleeps.length, verdicts.length], [2, 0, 2]);
      assert.match(verdicts[0] ?? "", /^refused 1 /);
      assert.equal(verdicts[1], "accepted");
    });

  it("is not renewed again and again", async () => {
    const { http, requests } = clientOf([unauthorized], { renews: () => true });
    assert.equal((await errorOf(http.call(read))).kind, "denied");
    assert.equal(requests.length, 2);
  });

  it("is not tried again where there is nothing newer", async () => {
    const { http, requests } = clientOf([unauthorized]);
    assert.equal((await errorOf(http.call(read))).details.status, 401);
    assert.equal(requests.length, 1);
  });

  for (const kind of ["answerLost", "unreachable", "throttled"] as const)
    it(`may itself be out of reach (${kind}): then the call was never sent, and is not tried again from here`, async () => {
      const login = new CloudError(kind, "POST iam /login", { reason: "no answer" });
      for (const call of [read, submission]) {
        const { http, requests, clock } = clientOf([good], { unauthenticated: login });
        const error = await errorOf(http.call<unknown>(call));
        assert.deepEqual([error.kind, error.call], [kind === "throttled" ? kind : "unreachable", login.call]);
        assert.deepEqual([requests.length, clock.sleeps.length], [0, 0]);
      }
    });

  for (const { reason, reply, expected } of [
    { reason: "a result", reply: good, expected: "accepted" },
    { reason: "a definite no", reply: { status: 404 }, expected: "accepted" },
    { reason: "a missing permission", reply: { status: 403 }, expected: "accepted" },
    // "Create the delegation first": with a status that is otherwise said of credentials.
    {
      reason: "a missing delegation",
      reply: { status: 401, body: service("EVS.2143") },
      expected: "accepted",
    },
    { reason: "a reset", reply: { broken: "ECONNRESET" }, expected: "unknown" },
  ])
    it(`learns from every answer: ${reason}`, async () => {
      const { http, verdicts } = clientOf([reply]);
      await http.call({ ...read, once: true }).catch(() => undefined);
      assert.deepEqual(verdicts, [expected]);
    });
});

describe("the calls of an account", () => {
  it("go before those that wait where something is written by what was just seen", async () => {
    const { http, requests } = clientOf([{ body: { ok: true, job_id: "j" } }], {
      rateLimit: new RateLimit(fakeClock(), 0.25),
    });
    const looks = [http.call({ ...read, path: "/1" }), http.call({ ...read, path: "/2" })];
    await Promise.all([...looks, http.call({ ...read, path: "/soon", soon: true }), http.call(submission)]);
    const paths = requests.map(({ url }) => url.pathname);
    assert.deepEqual(paths, ["/1", "/soon", submission.path, "/2"]);
  });

  it("are not made where the run is stopped while they wait: nothing was done", async () => {
    const stop = new AbortController();
    const { http, requests } = clientOf([accepted], { stop, rateLimit: new RateLimit(fakeClock(), 1) });
    const calls = Array.from({ length: 5 }, () => http.call(submission));
    stop.abort();
    const ended = await Promise.allSettled(calls);
    const refused = ended
      .filter((end) => end.status === "rejected")
      .map(({ reason }) => reason as CloudError);
    assert.equal(requests.length + refused.length, 5);
    assert.ok(refused.length > 0 && refused.every(({ kind }) => kind === "unreachable"));
  });

  it("wait for their turn, each try anew", async () => {
    const clock = fakeClock();
    const { http } = clientOf([{ status: 503 }, good], { rateLimit: new RateLimit(clock, 0.25) });
    await http.call(read);
    assert.deepEqual(clock.sleeps, [4000]);
  });
});

describe("when the process is to stop", () => {
  it("a failed try is the last one", async () => {
    const { http, requests, clock, stop } = clientOf([{ status: 503 }]);
    stop.abort();
    await errorOf(http.call(read));
    assert.deepEqual([requests.length, clock.sleeps.length], [1, 0]);
  });

  it("the pause before the next try ends, and there is none", async () => {
    const { http, requests, clock, stop } = clientOf([{ status: 503 }]);
    clock.sleep = async (_milliseconds, signal) => {
      assert.equal(signal, stop.signal);
      stop.abort();
    };
    await errorOf(http.call(read));
    assert.equal(requests.length, 1);
  });
});

describe("a request", () => {
  it("is signed anew at each try", async () => {
    const { http, requests } = clientOf([{ status: 503 }, { status: 503 }, good]);
    await http.call(read);
    assert.deepEqual(
      requests.map(({ headers }) => headers["Authorization"]),
      ["1 GET /v2/things -", "2 GET /v2/things -", "3 GET /v2/things -"],
    );
  });

  it("has exactly the body that was signed, and its type", async () => {
    const { http, requests } = clientOf([accepted]);
    await http.call({ ...submission, body: { name: "ü", list: [1, { a: null }] } });
    const [request] = requests;
    assert.equal(request?.body, '{"name":"ü","list":[1,{"a":null}]}');
    assert.equal(request.headers["Authorization"], `1 POST /v1/things/action ${request.body}`);
    assert.equal(request.headers["Content-Type"], "application/json");
  });

  it("without a body has no type of one", async () => {
    const { http, requests } = clientOf([good]);
    await http.call(read);
    assert.equal(requests[0]?.body, undefined);
    assert.equal(requests[0]?.headers["Content-Type"], undefined);
  });

  it("has its query percent-encoded as signatures want it", async () => {
    const { http, requests } = clientOf([good]);
    await http.call({
      ...read,
      query: { name: "web-01 full (1)", tag: "a=b&c", at: "gt:12+1", "é*": "~'!" },
    });
    assert.equal(
      requests[0]?.url.search,
      "?name=web-01%20full%20%281%29&tag=a%3Db%26c&at=gt%3A12%2B1&%C3%A9%2A=~%27%21",
    );
    assert.equal(requests[0].url.href.split("?")[0], "https://ims.example/v2/things");
  });

  it("encodes everything but letters, digits and -_.~", () => {
    assert.equal(percentEncode("aZ09-_.~ !'()*/:=+%"), "aZ09-_.~%20%21%27%28%29%2A%2F%3A%3D%2B%25");
  });
});

describe("the cloud's time", () => {
  const cloudTime = Date.UTC(2026, 5, 1);

  it("is what its last answer said, and goes on with the clock", async () => {
    const { http, clock } = clientOf([{ ...good, headers: { date: new Date(cloudTime).toUTCString() } }]);
    await http.call(read);
    assert.equal(http.cloudNow(), cloudTime / 1000);
    await clock.sleep(90_500);
    assert.equal(http.cloudNow(), cloudTime / 1000 + 90);
  });

  it("is learned from a refusal, too", async () => {
    const date = new Date(cloudTime).toUTCString();
    const { http } = clientOf([{ status: 404, body: service("Ecs.0114"), headers: { date } }]);
    await errorOf(http.call(read));
    assert.equal(http.cloudNow(), cloudTime / 1000);
  });

  for (const { reason, headers } of [
    { reason: "no answer says it", headers: {} },
    { reason: "it cannot be read", headers: { date: "soon" } },
  ])
    it(`is the clock's while ${reason}`, async () => {
      const { http, clock } = clientOf([{ ...good, headers }]);
      await http.call(read);
      assert.equal(http.cloudNow(), Math.floor(clock.now() / 1000));
    });
});

describe("the error of a failed call", () => {
  it("says what was called, what the cloud said, HTTP status, code and request id", async () => {
    const reply = { status: 400, body: service("IMG.0182"), headers: { "x-request-id": "r-1" } };
    const error = await errorOf(clientOf([reply]).http.call(submission));
    assert.equal(error.message, "POST ims /v1/things/action: later (HTTP 400, IMG.0182, request r-1)");
    assert.deepEqual(error.details, { reason: "later", status: 400, code: "IMG.0182", requestId: "r-1" });
  });

  it("takes the request id from a gateway's body where no header has it", async () => {
    const body = { error_code: "APIGW.0301", error_msg: "wrong signature", request_id: "r-2" };
    const error = await errorOf(clientOf([{ status: 401, body }]).http.call(read));
    assert.equal(error.message, "GET ims /v2/things: wrong signature (HTTP 401, APIGW.0301, request r-2)");
  });

  it("says how the connection broke", async () => {
    const error = await errorOf(clientOf([{ broken: "ECONNRESET" }]).http.call(submission));
    assert.equal(error.message, "POST ims /v1/things/action: no answer from ims.example (ECONNRESET)");
  });

  for (const host of ["127.0.0.1:18081", "localhost:18081", "[::1]:18081"])
    it(`asks for the emulated cloud where nothing listens on ${host}`, async () => {
      const endpoint = (): string => `http://${host}`;
      const { message } = await errorOf(
        clientOf([{ broken: "ECONNREFUSED" }], { endpoint }).http.call(submission),
      );
      const why = `no answer from ${host} (ECONNREFUSED): is the emulated cloud running?`;
      assert.equal(message, `POST ims /v1/things/action: ${why}`);
      const other = await errorOf(clientOf([{ broken: "ECONNRESET" }], { endpoint }).http.call(submission));
      assert.doesNotMatch(other.message, /emulated/);
    });

  it("does not speak of the emulated cloud where another computer refuses the connection", async () => {
    const { message } = await errorOf(clientOf([{ broken: "ECONNREFUSED" }]).http.call(submission));
    assert.equal(message, "POST ims /v1/things/action: no answer from ims.example (ECONNREFUSED)");
  });

  it("says where an answer has another shape", async () => {
    const reply = { body: { ok: "yes" }, headers: { "x-request-id": "r-3" } };
    const error = await errorOf(clientOf([reply]).http.call(read));
    assert.match(error.message, /unexpected shape at ok \(HTTP 200, request r-3\)/);
  });

  it("never holds the query, the body or what authenticates", async () => {
    const { http } = clientOf([{ status: 400, body: service("IMG.0182") }]);
    const error = await errorOf(
      http.call({ ...submission, query: { q: "hidden-1" }, body: { b: "hidden-2" } }),
    );
    assert.doesNotMatch(JSON.stringify(error) + error.message, /hidden|Authorization/);
  });
});
