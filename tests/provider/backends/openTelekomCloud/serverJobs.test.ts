import assert from "node:assert/strict";
import { asked, assertFails, cloudThatSays, outOfOrder, projectId } from "./connections";

const wire = {
  job_id: "job-1",
  job_type: "changeOs",
  status: "SUCCESS",
  begin_time: "2026-01-02T03:04:05.678Z",
  end_time: "2026-01-02T03:14:05.678Z",
  error_code: null,
  fail_reason: null,
  entities: { server_id: "s-1" },
};
const only = (change: object) => cloudThatSays({ body: { ...wire, ...change } }).cloud.servers.job("job-1");

describe("jobs of servers of Open Telekom Cloud", () => {
  it("are told in our own words", async () => {
    const { cloud, requests } = cloudThatSays({ body: wire });
    assert.deepEqual(await cloud.servers.job("job-1"), {
      id: "job-1",
      state: "succeeded",
      failure: undefined,
      endedAt: Date.UTC(2026, 0, 2, 3, 14, 5) / 1000,
    });
    assert.deepEqual(requests.map(asked), [`GET /v1/${projectId}/jobs/job-1`]);
    assert.match(requests[0]?.url.host ?? "", /^ecs\./);
  });

  for (const status of ["INIT", "RUNNING"])
    for (const end_time of [null, undefined, ""])
      it(`run while they are ${status}, and end at ${JSON.stringify(end_time)}`, async () => {
        const job = await only({ status, end_time });
        assert.deepEqual([job?.state, job?.endedAt, job?.failure], ["running", undefined, undefined]);
      });

  for (const { reason, change, expected } of [
    {
      reason: "at the top",
      change: { error_code: "Ecs.0202", fail_reason: "no disk", entities: { errorcode_message: "other" } },
      expected: { code: "Ecs.0202", reason: "no disk" },
    },
    {
      reason: "in the first part that failed",
      change: {
        entities: {
          sub_jobs_total: 3,
          sub_jobs: [
            { status: "SUCCESS", error_code: null, fail_reason: null },
            { status: "FAIL", error_code: "Ecs.0204", fail_reason: "no server" },
            { status: "FAIL", error_code: "Ecs.0226", fail_reason: "no start" },
          ],
        },
      },
      expected: { code: "Ecs.0204", reason: "no server" },
    },
    {
      reason: "in the entities of that part",
      change: {
        entities: {
          sub_jobs: [{ status: "FAIL", error_code: "E", entities: { errorcode_message: "text" } }],
        },
      },
      expected: { code: "E", reason: "text" },
    },
    {
      reason: "nowhere",
      change: { entities: null },
      expected: { code: "no code", reason: "no reason given" },
    },
    {
      reason: "in an unknown shape",
      change: { error_code: 5, fail_reason: {}, entities: "text" },
      expected: { code: "no code", reason: "no reason given" },
    },
  ])
    it(`say why they failed ${reason}`, async () => {
      const job = await only({ status: "FAIL", ...change });
      assert.deepEqual([job?.state, job?.failure], ["failed", expected]);
    });

  for (const { reason, reply } of [
    { reason: "a code", reply: { status: 400, body: { error: { code: "Common.0011", message: "m" } } } },
    { reason: "404", reply: { status: 404, body: { error: { code: "Ecs.0000", message: "m" } } } },
  ])
    it(`are undefined where the cloud does not know them any more, which it says by ${reason}`, async () => {
      assert.equal(await cloudThatSays(reply).cloud.servers.job("job-1"), undefined);
    });

  for (const { reason, reply, kind } of [
    { reason: "the service is out of order", reply: outOfOrder, kind: "answerLost" },
    { reason: "the state is an unknown one", reply: { body: { ...wire, status: "X" } }, kind: "answerLost" },
    {
      reason: "the project is another one",
      reply: { status: 400, body: { error: { code: "Common.0018", message: "m" } } },
      kind: "refused",
    },
    {
      reason: "the gateway does not know the address",
      reply: { status: 404, body: { error_code: "APIGW.0101", error_msg: "m" } },
      kind: "refused",
    },
  ] as const)
    it(`are not "undefined" when ${reason}`, async () => {
      await assertFails(cloudThatSays(reply).cloud.servers.job("job-1"), kind);
    });
});
