import assert from "node:assert/strict";
import { refusalIn } from "../../../../provider/backends/openTelekomCloud/refusals";

const reply = (status: number, body: unknown) => ({ status, body, requestId: undefined, headers: {} });
const service = (code: string, message = "m") => ({ error: { code, message } });
const cbr = (code: string) => ({ error_code: code, error_msg: "m" });

/** Section 9.1 of the fact sheet: where each source puts its code and its text. */
const shapes = [
  { source: "ECS, IMS, EVS", status: 400, body: service("Ecs.0005", "text"), code: "Ecs.0005" },
  {
    source: "ECS with details",
    status: 400,
    body: { error: { details: [{ code: "x" }], code: "Ecs.0005", message: "text" } },
    code: "Ecs.0005",
  },
  { source: "Nova", status: 404, body: { itemNotFound: { message: "text", code: 404 } }, code: "404" },
  { source: "Cinder", status: 400, body: { badRequest: { message: "text", code: 400 } }, code: "400" },
  { source: "CBR", status: 400, body: { error_code: "B.1", error_msg: "text" }, code: "B.1" },
  {
    source: "KMS",
    status: 400,
    body: { error: { error_code: "KMS.0205", error_msg: "text" } },
    code: "KMS.0205",
  },
  {
    source: "IAM with a number",
    status: 401,
    body: { error: { code: 401, message: "text", title: "Unauthorized" } },
    code: "401",
  },
  { source: "IAM with a code", status: 403, body: service("IAM.0003", "text"), code: "IAM.0003" },
  {
    source: "the gateway",
    status: 401,
    body: { error_code: "APIGW.0301", error_msg: "text", request_id: "r-1" },
    code: "APIGW.0301",
    requestId: "r-1",
  },
  { source: "top-level code and message", status: 500, body: { code: "X.1", message: "text" }, code: "X.1" },
];

describe("the body of a refusal", () => {
  for (const { source, status, body, code, requestId } of shapes)
    it(`is read as it comes from ${source}`, () => {
      const refusal = refusalIn(reply(status, body));
      assert.deepEqual([refusal?.code, refusal?.reason, refusal?.requestId], [code, "text", requestId]);
    });

  for (const { reason, body } of [
    { reason: "is missing", body: undefined },
    { reason: "is null", body: null },
    { reason: "holds nothing of that kind", body: { error: null, details: [] } },
  ])
    it(`may say nothing: it ${reason}`, () => {
      const refusal = refusalIn(reply(502, body));
      assert.deepEqual([refusal?.kind, refusal?.code], ["answerLost", undefined]);
      assert.match(refusal?.reason ?? "", /without a reason/);
    });

  for (const { reason, body, expected } of [
    {
      reason: "with a title",
      body: "<!DOCTYPE html>\n<html><head><title>504 Gateway\n Time-out</title></head></html>",
      expected: /web page.*\("504 Gateway Time-out"\).*proxy/,
    },
    { reason: "without one", body: "<html>Bad Gateway</html>", expected: /web page.*proxy/ },
  ])
    it(`may be a proxy's web page ${reason}`, () => {
      const refusal = refusalIn(reply(504, body));
      assert.deepEqual([refusal?.kind, refusal?.code], ["answerLost", undefined]);
      assert.match(refusal?.reason ?? "", expected);
    });

  it("may have a code without a text", () => {
    assert.deepEqual(refusalIn(reply(400, { error: { code: "IMG.0182" } }))?.reason, "no message");
  });
});

const kinds = [
  ...["APIGW.0308", "APIG.0308"].map((code) => ({ status: 429, body: cbr(code), kind: "throttled" })),
  ...["Common.1503", "IAM.0012"].map((code) => ({ status: 429, body: service(code), kind: "throttled" })),
  { status: 202, body: service("Common.0024"), kind: "throttled" },
  ...["IMG.0060", "IMG.0187"].map((code) => ({ status: 400, body: service(code), kind: "throttled" })),
  { status: 501, body: service("Ecs.0603"), kind: "throttled" },
  { status: 429, body: undefined, kind: "throttled" },

  // By status alone.
  { status: 404, body: undefined, kind: "notFound" },
  // Said by somebody on the way: the object may well exist.
  { status: 404, body: "<!DOCTYPE html><title>Not Found</title>", kind: "answerLost" },
  ...["APIGW.0101", "APIG.0101"].map((code) => ({ status: 404, body: cbr(code), kind: "refused" })),
  { status: 401, body: cbr("APIGW.0301"), kind: "denied" },
  { status: 403, body: service("IMG.0026"), kind: "denied" },
  { status: 403, body: cbr("APIGW.0302"), kind: "denied" },
  { status: 400, body: service("IMG.0182"), kind: "refused" },
  { status: 409, body: undefined, kind: "refused" },
  { status: 302, body: undefined, kind: "refused" },
  { status: 500, body: cbr("APIGW.0601"), kind: "answerLost" },
  { status: 502, body: cbr("APIGW.0201"), kind: "answerLost" },
  { status: 503, body: cbr("APIGW.0613"), kind: "answerLost" },
  { status: 413, body: cbr("APIGW.0201"), kind: "refused" },

  // The code knows more than the status.
  ...["IMG.0027", "IMG.0086", "IMG.0144"].map((code) => ({
    status: 400,
    body: service(code),
    kind: "notFound",
  })),
  ...["Ecs.0114", "Ecs.0614", "Common.0011"].map((code) => ({
    status: 400,
    body: service(code),
    kind: "notFound",
  })),
  ...["BackupService.6105", "BackupService.6200"].map((code) => ({
    status: 404,
    body: cbr(code),
    kind: "notFound",
  })),
  { status: 400, body: service("IMG.0009"), kind: "nameTaken" },
  ...["0010", "0032", "0046", "0090", "0132", "0136", "0176", "0181"].map((number) => ({
    status: 400,
    body: service(`IMG.${number}`),
    kind: "busy",
  })),
  ...["BackupService.6125", "BackupService.6203", "BackupService.6204"].map((code) => ({
    status: 400,
    body: cbr(code),
    kind: "busy",
  })),
  ...["Ecs.0048", "Ecs.0073", "Ecs.0100"].map((code) => ({ status: 400, body: service(code), kind: "busy" })),
  ...["Common.0013", "Ecs.0003", "Ecs.0004", "Ecs.0110", "Pdp.0001"].map((code) => ({
    status: 400,
    body: service(code),
    kind: "denied",
  })),
  // The reference of ECS warns that its HTTP codes may not be accurate: its own codes that say no are a definite no.
  ...[
    ...["0005", "0007", "0011", "0021", "0023", "0025", "0030", "0031", "0032", "0034", "0058", "0074"],
    ...["0075", "0090", "0101", "0105", "0304", "0306", "0314", "0503", "0605", "0905", "0906", "0907"],
    ...["0908", "0912"],
  ].flatMap((number) =>
    [500, 404, 403].map((status) => ({ status, body: service(`Ecs.${number}`), kind: "refused" })),
  ),
  ...["Common.0002", "Common.0018"].map((code) => ({ status: 500, body: service(code), kind: "refused" })),
  // What is missing is a delegation, not a permission of the caller's.
  { status: 401, body: service("EVS.2143"), kind: "refused" },
  ...["EVS.2040", "EVS.2041", "EVS.2055", "EVS.1034", "EVS.1042"].map((code) => ({
    status: 400,
    body: service(code),
    kind: "refused",
  })),
  { status: 413, body: service("EVS.5413"), kind: "refused" },
  ...["KMS.0205", "KMS.0209", "KMS.0210"].map((code) => ({
    status: 400,
    body: { error: { error_code: code, error_msg: "m" } },
    kind: "refused",
  })),
  ...["Ecs.0002", "Ecs.0202", "Ecs.0204", "Ecs.0226", "Ecs.0402", "Common.0001"].map((code) => ({
    status: 400,
    body: service(code),
    kind: "answerLost",
  })),
  ...["1000", "1001", "1002", "1100", "1200", "1201", "1300"].map((number) => ({
    status: 400,
    body: service(`Ecs.${number}`),
    kind: "answerLost",
  })),
  ...["IMG.0014", "IMG.0018", "IMG.0023", "IMG.0061"].map((code) => ({
    status: 400,
    body: service(code),
    kind: "answerLost",
  })),
];

describe("the kind of a refusal", () => {
  for (const { status, body, kind } of kinds)
    it(`is ${kind} for ${status} ${body ? JSON.stringify(body) : "without a body"}`, () => {
      assert.equal(refusalIn(reply(status, body))?.kind, kind);
    });
});

describe("a result", () => {
  for (const { reason, status, body } of [
    { reason: "200", status: 200, body: { job_id: "j" } },
    { reason: "204 without a body", status: 204, body: undefined },
    { reason: "202 with a job", status: 202, body: { job_id: "j" } },
    {
      reason: "202 with a job, although the system is busy",
      status: 202,
      body: { job_id: "j", ...service("Common.0024") },
    },
    { reason: "202 with another code", status: 202, body: service("Common.9999") },
    {
      reason: "a job that failed because the cloud was throttled inside",
      status: 200,
      body: { status: "FAIL", job_id: "j", error_code: "IMG.0060", fail_reason: "too many tasks" },
    },
    {
      reason: "a server with words of the user's in its metadata",
      status: 200,
      body: { server: { id: "s", metadata: { code: "Common.0024", message: "m" } } },
    },
  ])
    it(`is no refusal: ${reason}`, () => {
      assert.equal(refusalIn(reply(status, body)), undefined);
    });
});
