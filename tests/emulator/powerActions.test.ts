import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertRefused, TestCloud } from "./testCloud";

const path = "/v1/{pid}/cloudservers/action";
const stop = (id: string, type?: string) => ({ "os-stop": { ...(type && { type }), servers: [{ id }] } });
const start = (id: string) => ({ "os-start": { servers: [{ id }] } });
const reboot = (id: string) => ({ reboot: { type: "SOFT", servers: [{ id }] } });

describe("emulated stop, start and restart", () => {
  const runs = [
    {
      action: stop(fleetIds.web01),
      id: fleetIds.web01,
      task: "powering-off",
      during: "ACTIVE",
      after: "SHUTOFF",
    },
    {
      action: start(fleetIds.db01),
      id: fleetIds.db01,
      task: "powering-on",
      during: "SHUTOFF",
      after: "ACTIVE",
    },
    {
      action: reboot(fleetIds.web01),
      id: fleetIds.web01,
      task: "rebooting",
      during: "REBOOT",
      after: "ACTIVE",
    },
  ];
  for (const { action, id, task, during, after } of runs) {
    it(`${task}: ${during} becomes ${after}`, async () => {
      const test = new TestCloud();
      const { status, body } = await test.call("ecs", "POST", path, action);
      assert.equal(status, 200);
      const job = async () => (await test.call("ecs", "GET", `/v1/{pid}/jobs/${body.job_id}`)).body;
      const server = async () => {
        const shown = await test.server(id);
        return [shown.status, shown["OS-EXT-STS:task_state"]];
      };

      assert.deepEqual(await server(), [during, task]);
      assert.equal((await job()).status, "INIT");
      test.pass(5);
      assert.equal((await job()).status, "RUNNING");
      assert.deepEqual(await server(), [during, task]);
      test.pass(60);
      assert.deepEqual(await server(), [after, null]);
      const ended = await job();
      assert.deepEqual([ended.status, ended.error_code, ended.fail_reason], ["SUCCESS", null, null]);
      assert.equal(ended.entities.server_id, id);
      assert.match(ended.end_time, /^2026-03-01T12:0\d:\d\d\.\d{3}Z$/);
    });
  }

  it("of several servers is one job with sub jobs", async () => {
    const test = new TestCloud();
    const servers = [{ id: fleetIds.web01 }, { id: fleetIds.win01 }];
    const { body } = await test.call("ecs", "POST", path, { "os-stop": { type: "HARD", servers } });
    test.pass(10);
    const job = (await test.call("ecs", "GET", `/v1/{pid}/jobs/${body.job_id}`)).body;
    assert.equal(job.entities.sub_jobs_total, 2);
    assert.deepEqual(
      job.entities.sub_jobs.map((sub: any) => [sub.status, sub.entities.server_id]), // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON
      [
        ["SUCCESS", fleetIds.web01],
        ["SUCCESS", fleetIds.win01],
      ],
    );
  });

  const refusals = [
    { reason: "a stopped server", body: stop(fleetIds.db01), status: 400, code: "Ecs.0100" },
    { reason: "a running server", body: start(fleetIds.web01), status: 400, code: "Ecs.0100" },
    { reason: "a stopped server (restart)", body: reboot(fleetIds.db01), status: 400, code: "Ecs.0100" },
    { reason: "a missing server", body: stop("nobody"), status: 404, code: "Ecs.0114" },
    { reason: "an unknown type", body: stop(fleetIds.web01, "GENTLE"), status: 400, code: "Ecs.0005" },
    {
      reason: "a restart without a type",
      body: { reboot: { servers: [{ id: fleetIds.web01 }] } },
      status: 400,
      code: "Ecs.0005",
    },
    { reason: "no server", body: { "os-stop": { servers: [] } }, status: 400, code: "Ecs.0005" },
    { reason: "no action", body: {}, status: 400, code: "Ecs.0005" },
  ];
  for (const { reason, body, status, code } of refusals) {
    it(`is refused for ${reason}`, async () =>
      assertRefused(await new TestCloud().call("ecs", "POST", path, body), status, code));
  }

  it("is refused while another task runs, and for a locked server", async () => {
    const test = new TestCloud();
    await test.call("ecs", "POST", path, stop(fleetIds.web01));
    assertRefused(await test.call("ecs", "POST", path, stop(fleetIds.web01)), 400, "Ecs.0100");
    test.cloud.update((state) => (state.servers[2]!.locked = true));
    assertRefused(await test.call("ecs", "POST", path, stop(fleetIds.win01)), 400, "Ecs.0605");
  });

  it("has jobs that are refused when unknown", async () => {
    assertRefused(await new TestCloud().call("ecs", "GET", "/v1/{pid}/jobs/none"), 400, "Common.0011");
  });
});
