import assert from "node:assert/strict";
import { fleetIds, type Fault } from "../../../../../emulator";
import {
  changesIn,
  errorOf,
  inputs,
  outputsOf,
  put,
  recordsIn,
  request,
  running,
  serverIn,
  stageIn,
  systemDiskIn,
  type Stage,
} from "./stage";

const failing = (when: "beforeDisk" | "afterDisk", times: number): Fault => ({
  ...{ id: "f", kind: "osChangeFails", match: request, when, times },
  ...{ code: "Ecs.0202", reason: "no room for the disk" },
});

const requests = (stage: Stage) => stage.calls.filter((call) => call.endsWith("/changeos")).length;

/** How the attempts ended, as outputs. */
const results = (stage: Stage) =>
  (outputsOf(stage)["attempts"] as { result: string }[]).map(({ result }) => result);

describe("a change of an OS fails", () => {
  for (const when of ["beforeDisk", "afterDisk"] as const) {
    it(`OSR-25 accepts a second attempt, from the start of the procedure (${when})`, async () => {
      const stage = stageIn({}, [failing(when, 1)]);
      assert.equal((await stage.up(inputs)).result, "created");
      const state = stage.cloud.state();
      assert.equal(changesIn(state), 2);
      assert.deepEqual(results(stage), ["failed", "succeeded"]);
      assert.equal(serverIn(state).imageId, fleetIds.suse);
      assert.deepEqual(
        recordsIn(state).map((record) => [record.state, record.attempt]),
        [["settled", 2]],
      );
      const old = outputsOf(stage)["before"] as { systemDisk: { id: string } };
      assert.equal(old.systemDisk.id, fleetIds.db01SystemDisk, "the disk before the first attempt");
    });

    it(`OSR-25 rejects a third attempt, in no later run either (${when})`, async () => {
      const stage = stageIn({}, [failing(when, 9)]);
      const first = await errorOf(stage.up(inputs));
      assert.match(first.message, /contact customer service for manual recovery/);
      const jobs = stage.cloud.state().osChanges.map(({ id }) => id);
      assert.equal(jobs.length, 2);
      const isComplete = (text: string): boolean =>
        jobs.every((job) => text.includes(job)) && text.includes("Ecs.0202") && text.includes("2026-01-01T");
      assert.ok(isComplete(first.message), first.message);
      for (const text of [...jobs, "second attempt:"])
        assert.equal(first.message.split(text).length, 2, `each attempt is told once: ${first.message}`);

      const again = await errorOf(stage.up(inputs));
      assert.ok(isComplete(again.message), again.message);
      await stage.destroy();
      const fresh = await errorOf(stage.up({ ...inputs, mayLoseSystemDisk: "any" }));
      assert.ok(isComplete(fresh.message), fresh.message);
      assert.equal(changesIn(stage.cloud.state()), 2);
      assert.equal(stage.engine.state, undefined, "nothing was begun");

      const same = await errorOf(stage.up(inputs));
      assert.ok(isComplete(same.message), "the consent of before is not what it is about");
    });
  }

  it("OSR-25 rejects a third attempt with another image, and does not say that this one was tried", async () => {
    const stage = stageIn({}, [failing("beforeDisk", 9)]);
    const tried = await errorOf(stage.up(inputs));
    assert.match(tried.message, new RegExp(`two attempts .* to image ${fleetIds.suse} were unsuccessful`));
    await stage.destroy();
    const other = { ...inputs, image: { id: fleetIds.windows }, acceptLinuxToWindows: true };
    const { message } = await errorOf(stage.up(other));
    assert.match(message, /two attempts to change the OS of server \S+ were unsuccessful/);
    assert.equal(message.includes(fleetIds.windows), false, message);
  });

  it("OSR-25 accepts other triggers as a new operation", async () => {
    const stage = stageIn({}, [failing("beforeDisk", 2)]);
    await errorOf(stage.up(inputs));
    await stage.destroy();
    assert.equal((await stage.up({ ...inputs, triggers: ["again"] })).result, "created");
    assert.equal(changesIn(stage.cloud.state()), 3);
  });

  it("OSR-25 accepts a server that has been recovered by hand", async () => {
    const stage = stageIn({}, [failing("afterDisk", 2)]);
    await errorOf(stage.up(inputs));
    stage.cloud.update((state) => {
      const server = serverIn(state);
      Object.assign(server, { status: "ACTIVE", taskState: null, imageId: fleetIds.suse });
      for (const disk of server.disks)
        if (disk.device === "/dev/vda") disk.id = "99999999-0000-4000-8000-000000000001";
    });
    assert.equal((await stage.up(inputs)).result, "updated");
    assert.match(String(outputsOf(stage)["nothingDone"]), /already/);
    assert.equal(changesIn(stage.cloud.state()), 2);
  });

  it("starts a server again that was stopped for nothing", async () => {
    const stage = stageIn();
    put(stage, {
      ...{ id: "f", kind: "status", status: 400, match: request },
      body: { error: { code: "Ecs.0021", message: "quota" } },
    });
    const error = await errorOf(stage.up(running));
    assert.match(error.message, /refused to change the OS[^]*Ecs\.0021[^]*system disk was not touched/);
    await stage.time.until(stage.time.sleep(60_000));
    const state = stage.cloud.state();
    assert.equal(serverIn(state, fleetIds.web01).status, "ACTIVE");
    assert.deepEqual([changesIn(state), recordsIn(state, fleetIds.web01)], [0, []]);
    assert.ok(stage.history.warnings.some((text) => text.includes("it is started again")));
    assert.equal(stage.engine.state, undefined);
  });
});

describe("no answer comes to the request for a change of an OS", () => {
  it("OSR-25 accepts that it was carried out: it is followed, and not asked for again", async () => {
    const stage = stageIn({}, [{ id: "f", kind: "lostAfter", match: request }]);
    await stage.up(inputs);
    assert.deepEqual([changesIn(stage.cloud.state()), requests(stage)], [1, 1]);
    assert.deepEqual(results(stage), ["succeeded"]);
  });

  it("OSR-25 accepts that it was not carried out: after a long silence it counts as an attempt", async () => {
    const stage = stageIn({}, [{ id: "f", kind: "lostBefore", match: request }]);
    const began = stage.time.now();
    await stage.up(inputs);
    assert.deepEqual([changesIn(stage.cloud.state()), requests(stage)], [1, 2]);
    assert.deepEqual(results(stage), ["unknown", "succeeded"]);
    assert.ok(stage.time.now() - began > 45 * 60_000);
    assert.equal(systemDiskIn(stage.cloud.state()) === fleetIds.db01SystemDisk, false);
  });
});
