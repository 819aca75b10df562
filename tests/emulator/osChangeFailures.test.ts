import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import type { World } from "../../emulator";
import { osChangeSeconds, TestCloud } from "./testCloud";

const { queue, untilDiskIsReplaced, all, injection } = osChangeSeconds;
const actions = "/v1/{pid}/cloudservers/action";
const why = { code: "Ecs.0202", reason: "Failed to create the system disk." };
const path = "/changeos$";

function failing(when: "beforeDisk" | "afterDisk", world: Partial<World> = {}): TestCloud {
  const test = new TestCloud({ world });
  test.cloud.addFault({ id: "f", kind: "osChangeFails", when, ...why, match: { path } });
  return test;
}

const act = (test: TestCloud, name: string, id: string = fleetIds.db01, more = {}) =>
  test.call("ecs", "POST", actions, { [name]: { ...more, servers: [{ id }] } });

describe("an emulated change of an OS that fails", () => {
  for (const [when, seconds, failed, isReplaced] of [
    ["beforeDisk", untilDiskIsReplaced, 0, false],
    ["afterDisk", all, 1, true],
  ] as const) {
    it(`${when}: stops the server with ${isReplaced ? "the new" : "the old"} disk, and can be tried again`, async () => {
      const test = failing(when);
      const job = await test.beginOsChange({ imageid: fleetIds.windows });
      test.pass(seconds - 1);
      assert.equal((await test.ecsJob(job)).status, "RUNNING");
      test.pass(1);
      const ended = await test.ecsJob(job);
      assert.deepEqual([ended.status, ended.error_code, ended.fail_reason], ["FAIL", why.code, why.reason]);
      const sub = ended.entities.sub_jobs[failed];
      assert.deepEqual(
        [sub.status, sub.error_code, sub.entities.errorcode_message],
        ["FAIL", why.code, why.reason],
      );
      const server = await test.server(fleetIds.db01);
      assert.deepEqual(
        [server.status, server["OS-EXT-STS:task_state"], server.image.id],
        ["SHUTOFF", null, fleetIds.ubuntu],
      );
      assert.equal((await test.systemDisk()).id !== fleetIds.db01SystemDisk, isReplaced);
      assert.equal(test.cloud.state().servers.length, 13);

      await test.beginOsChange({ imageid: fleetIds.windows });
      test.pass(all);
      assert.equal((await test.server(fleetIds.db01)).image.id, fleetIds.windows);
      const { osChanges } = test.cloud.state();
      assert.deepEqual(
        osChanges.map(({ result, diskReplacedAt }) => [result, diskReplacedAt !== null]),
        [
          ["failed", isReplaced],
          ["succeeded", true],
        ],
      );
      assert.equal(test.cloud.state().firedFaults.length, 1);
    });
  }

  it("may leave the server in error: then only a change of the OS is accepted", async () => {
    const test = failing("beforeDisk", { failedOsChangeShows: "ERROR" });
    await test.beginOsChange();
    test.pass(all);
    assert.equal((await test.server(fleetIds.db01)).status, "ERROR");
    assert.equal((await act(test, "os-start")).status, 400);
    const body = { "os-reinstall": {} };
    const reinstalled = await test.call(
      "ecs",
      "POST",
      `/v2/{pid}/cloudservers/${fleetIds.db01}/reinstallos`,
      body,
    );
    assert.equal(reinstalled.status, 400, "a reinstallation may only follow a failed reinstallation");
    await test.beginOsChange();
    test.pass(all);
    assert.equal((await test.server(fleetIds.db01)).status, "ACTIVE");
  });

  it("may say why in its step alone", async () => {
    const test = failing("afterDisk", { failedJobTells: "subJob" });
    const job = await test.beginOsChange();
    test.pass(all);
    const { status, error_code, fail_reason, entities } = await test.ecsJob(job);
    assert.deepEqual([status, error_code, fail_reason], ["FAIL", null, null]);
    assert.equal(entities.sub_jobs[1].error_code, why.code);
  });

  for (const [when, isReplaced] of [
    ["beforeDisk", false],
    ["afterDisk", true],
  ] as const) {
    it(`may never end, stuck ${when}`, async () => {
      const test = new TestCloud();
      test.cloud.addFault({ id: "f", kind: "osChangeStuck", when, match: { path } });
      const job = await test.beginOsChange();
      test.pass(24 * 3600);
      const { status, end_time } = await test.ecsJob(job);
      assert.deepEqual([status, end_time], ["RUNNING", ""]);
      assert.equal((await test.server(fleetIds.db01)).status, "REBUILD");
      assert.equal((await test.systemDisk()).id !== fleetIds.db01SystemDisk, isReplaced);
    });
  }

  it("loses nothing but itself where its server is deleted meanwhile", async () => {
    for (const seconds of [0, queue, untilDiskIsReplaced]) {
      const test = new TestCloud();
      const job = await test.beginOsChange();
      test.pass(seconds);
      test.cloud.update((state) => {
        state.servers = state.servers.filter(({ id }) => id !== fleetIds.db01);
      });
      test.pass(all);
      assert.equal((await test.ecsJob(job)).end_time !== "", true);
      assert.equal(test.cloud.state().servers.length, 12);
      assert.deepEqual(test.cloud.state().operations, []);
    }
  });
});

describe("an emulated server that does not stop softly", () => {
  it("goes on where the soft stop's job has failed, and stops hard", async () => {
    const test = new TestCloud();
    test.cloud.addFault({ id: "f", kind: "softStopFails", ...why, match: {}, times: 100 });
    for (const more of [{}, { type: "SOFT" }]) {
      const { body } = await act(test, "os-stop", fleetIds.web01, more);
      test.pass(60);
      const job = await test.ecsJob(body.job_id);
      assert.deepEqual([job.status, job.error_code, job.fail_reason], ["FAIL", why.code, why.reason]);
      const server = await test.server();
      assert.deepEqual([server.status, server["OS-EXT-STS:task_state"]], ["ACTIVE", null]);
    }
    await act(test, "os-stop", fleetIds.web01, { type: "HARD" });
    test.pass(10);
    assert.equal((await test.server()).status, "SHUTOFF");
    assert.equal(test.cloud.state().firedFaults.length, 2);
  });
});

describe("the login after an emulated change of an OS", () => {
  const broken = (test: TestCloud) => test.cloud.state().osChanges.map(({ loginBroken }) => loginBroken);
  async function changed(): Promise<TestCloud> {
    const test = new TestCloud();
    await test.beginOsChange();
    test.pass(all);
    return test;
  }

  for (const [name, more] of [
    ["os-stop", {}],
    ["reboot", { type: "SOFT" }],
  ] as const) {
    it(`is broken by ${name} while password or key are injected, and not afterwards`, async () => {
      for (const [seconds, expected] of [
        [0, true],
        [injection - 1, true],
        [injection, false],
      ] as const) {
        const test = await changed();
        test.pass(seconds);
        assert.equal((await act(test, name, fleetIds.db01, more)).status, 200);
        assert.deepEqual(broken(test), [expected]);
        test.pass(3600);
        assert.deepEqual(broken(test), [expected]);
      }
    });
  }

  it("is broken by whoever else stops the server", async () => {
    const test = await changed();
    test.cloud.update(({ servers }) => {
      servers.find(({ id }) => id === fleetIds.db01)!.status = "SHUTOFF";
    });
    assert.deepEqual(broken(test), [true]);
  });

  it("is not broken by reading, metadata and tags, nor told by any answer", async () => {
    const test = await changed();
    const db01 = `/v1/{pid}/cloudservers/${fleetIds.db01}`;
    await test.call("ecs", "POST", `${db01}/metadata`, { metadata: { a: "b" } });
    const tag = { action: "create", tags: [{ key: "k", value: "v" }] };
    await test.call("ecs", "POST", `${db01}/tags/action`, tag);
    const before = await test.server(fleetIds.db01);
    assert.deepEqual(broken(test), [false]);
    await act(test, "os-stop");
    test.pass(60);
    await act(test, "os-start");
    test.pass(60);
    assert.deepEqual(broken(test), [true]);
    const after = await test.server(fleetIds.db01);
    assert.deepEqual({ ...after, updated: before.updated }, before);
  });
});
