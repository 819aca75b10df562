import assert from "node:assert/strict";
import { fleetIds, type Fault } from "../../../../../emulator";
import { withHidden } from "../../../../cuts/harness";
import { unknown } from "../../../lifecycle/thing";
import {
  changesIn,
  errorOf,
  failing,
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

const requests = (stage: Stage) => stage.calls.filter((call) => call.endsWith("/changeos")).length;

/** How the attempts ended, as outputs. */
const results = (stage: Stage) =>
  (outputsOf(stage)["attempts"] as { result: string }[]).map(({ result }) => result);

/** Customer service has brought the server to the goal. */
function recover(stage: Stage): void {
  stage.cloud.update((state) => {
    const server = serverIn(state);
    Object.assign(server, { status: "ACTIVE", taskState: null, imageId: fleetIds.suse });
    for (const disk of server.disks)
      if (disk.device === "/dev/vda") disk.id = "99999999-0000-4000-8000-000000000001";
  });
}

describe("a change of an OS fails", () => {
  it("says of each failed job what to do about it, where the cloud's code tells", async () => {
    const stage = stageIn({}, [{ ...failing("beforeDisk", 9), code: "Ecs.0025" } as Fault]);
    const { message } = await errorOf(stage.up(inputs));
    const told = [...stage.history.warnings, message].join("\n").match(/grants the Xrole EVSAccessKMS/g);
    assert.equal(told?.length, 3, "with the first failure, and with both in the end");
  });

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
      const told = stage.history.warnings.filter((text) => jobs.some((job) => text.includes(job)));
      assert.equal(told.length, 1, "the second failure is told by the error, and not twice");
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

  describe("OSR-25 two attempts are on record", () => {
    /** What a preview says that knows nothing of the resource. */
    const previewOf = async (stage: Stage, program: object): Promise<string[]> => {
      const reasons: string[] = [];
      await stage.command(async (_engine, lifecycle) => {
        const { failures } = await lifecycle.check({}, withHidden({ ...program }));
        reasons.push(...failures.map(({ property, reason }) => `${property}: ${reason}`));
      });
      return reasons;
    };
    const afterTwo = async (): Promise<Stage> => {
      const stage = stageIn({}, [failing("beforeDisk", 9)]);
      await errorOf(stage.up(inputs));
      await stage.destroy();
      return stage;
    };

    it("OSR-25 rejects a third attempt in the preview already, with both jobs, and announces no deletion", async () => {
      const stage = await afterTwo();
      const before = stage.history.warnings.length;
      const [reason = "", ...others] = await previewOf(stage, inputs);
      assert.deepEqual(others, []);
      assert.match(
        reason,
        /^: two attempts[^]*contact customer service for manual recovery\.[^]*\[OSR-25: .*Changing the OS, "/,
      );
      assert.match(reason, /Ecs\.0202[^]*Ecs\.0202/);
      for (const { id } of stage.cloud.state().osChanges) assert.ok(reason.includes(id), reason);
      assert.deepEqual(stage.history.warnings.slice(before), []);
    });

    for (const [what, changes] of Object.entries({
      "other triggers": { triggers: ["again"] },
      "triggers that are not known yet": { triggers: [unknown] },
      "an image that is not known yet": { image: { id: unknown } },
    }))
      it(`OSR-25 accepts a preview with ${what}`, async () => {
        assert.deepEqual(await previewOf(await afterTwo(), { ...inputs, ...changes }), []);
      });

    it("OSR-25 accepts a preview where the server has been recovered by hand", async () => {
      const stage = await afterTwo();
      recover(stage);
      assert.deepEqual(await previewOf(stage, inputs), []);
    });

    it("says of no server that it has an OS which it never got", async () => {
      const stage = stageIn({}, [failing("beforeDisk", 9)]);
      await errorOf(stage.up(inputs));
      const { osVersion, osFamily } = outputsOf(stage);
      assert.deepEqual([osVersion, osFamily], [undefined, undefined]);
      await stage.destroy();
      const said = stage.history.warnings.filter((text) => text.includes("stays as it is"));
      assert.equal(said.length, 1);
      assert.match(said[0] ?? "", /stays as it is: /);
    });
  });

  it("says nothing of how the server stays where an update has completed the replacement of a resource", async () => {
    const fault = failing("beforeDisk", 2);
    const stage = stageIn({}, [{ ...fault, match: { ...fault.match, after: 1 } }]);
    await stage.up(inputs);
    const consent = { stopServer: { soft: true }, mayLoseSystemDisk: systemDiskIn(stage.cloud.state()) };
    const other = { ...inputs, ...consent, image: { id: fleetIds.ubuntu } };
    assert.match((await errorOf(stage.up(other))).message, /^two attempts/);
    assert.equal((await stage.up({ ...other, triggers: ["again"] })).result, "updated");
    assert.deepEqual(
      stage.history.warnings.filter((text) => text.includes("stays as it is")),
      [],
    );
  });

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
    recover(stage);
    assert.equal((await stage.up(inputs)).result, "updated");
    assert.match(String(outputsOf(stage)["nothingDone"]), /already/);
    assert.equal(changesIn(stage.cloud.state()), 2);
  });

  it("says what to do where only the cloud can tell that a key pair is missing", async () => {
    const stage = stageIn();
    const program = { ...inputs, keyPair: "nobody's", keyPairOwner: fleetIds.otherUser };
    const { message } = await errorOf(stage.up(program));
    assert.match(message, /^keyPair: the cloud refused .*Ecs\.0314[^]*remedy: .*keyPairOwner[^]*\[OSR-19: /);
    assert.equal(changesIn(stage.cloud.state()), 0);
  });

  it("says what to declare where the cloud does not take the owner of the access key for that of the key pair", async () => {
    const stage = stageIn({ keyPairOfAccessKey: "unknown" });
    const { message } = await errorOf(stage.up(inputs));
    assert.match(message, /keyPair: [^]*Ecs\.0314[^]*remedy: [^]*keyPairOwner/);
    assert.equal(changesIn(stage.cloud.state()), 0);
    const { userId } = stage.cloud.state().account;
    assert.equal((await stage.up({ ...inputs, keyPairOwner: userId })).result, "created");
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
