import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import {
  changesIn,
  errorOf,
  inputs,
  outputsOf,
  put,
  recordsIn,
  running,
  serverIn,
  stageIn,
  systemDiskIn,
  type Stage,
} from "./stage";

const stops = (calls: readonly string[]) => calls.filter((call) => call.endsWith("/cloudservers/action"));

describe("an OS is changed", () => {
  it("OSR-01 accepts a stopped server: it gets another system disk, and the old one is gone", async () => {
    const stage = stageIn();
    const { result, calls } = await stage.up(inputs);
    assert.equal(result, "created");
    const state = stage.cloud.state();
    const newDisk = systemDiskIn(state);
    assert.equal(changesIn(state), 1);
    assert.notEqual(newDisk, fleetIds.db01SystemDisk);
    assert.equal(serverIn(state).imageId, fleetIds.suse);
    const { systemDisk, before, imageId, settled } = outputsOf(stage);
    assert.deepEqual([(systemDisk as { id: string }).id, imageId, settled], [newDisk, fleetIds.suse, true]);
    assert.deepEqual((before as { systemDisk: unknown }).systemDisk, {
      ...{ id: fleetIds.db01SystemDisk, sizeGb: 40, type: "SAS", encrypted: false },
    });
    assert.deepEqual(
      recordsIn(state).map((record) => [record.state, record.attempt]),
      [["settled", 1]],
    );
    assert.deepEqual(stops(calls), [], "a stopped server is not stopped");
  });

  it("OSR-08 accepts a server that the cloud has started again; it is not started by the provider", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    assert.equal(serverIn(stage.cloud.state()).status, "ACTIVE");
    assert.ok((outputsOf(stage)["verified"] as string[]).includes("the server is running"));
  });

  it("OSR-17 accepts a running server that may be stopped, and stops it once", async () => {
    const stage = stageIn();
    const { calls } = await stage.up(running);
    assert.equal(stops(calls).length, 1);
    assert.equal(serverIn(stage.cloud.state(), fleetIds.web01).imageId, fleetIds.suse);
  });

  it("OSR-17 rejects a running server that may not be stopped: nothing is begun", async () => {
    const stage = stageIn();
    const { stopServer: _no, ...program } = running;
    const error = await errorOf(stage.up(program));
    assert.match(error.message, /web-01 is ACTIVE[^]*allow it with stopServer[^]*OSR-17/);
    assert.equal(changesIn(stage.cloud.state()), 0);
    assert.deepEqual(recordsIn(stage.cloud.state(), fleetIds.web01), []);
  });

  const staysUp = (stage: Stage) =>
    put(stage, {
      ...{ id: "f", kind: "softStopFails", code: "Ecs.0211", reason: "no answer of the guest" },
      match: { method: "POST", path: "/cloudservers/action$" },
    });

  it("OSR-17 accepts that a server is switched off, where and when that is allowed", async () => {
    const stage = stageIn();
    staysUp(stage);
    const { calls } = await stage.up({ ...running, stopServer: { soft: true, hardAfterSeconds: 120 } });
    assert.equal(stops(calls).length, 2);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("OSR-17 rejects to switch a server off where that is not allowed: it goes on as it was", async () => {
    const stage = stageIn();
    staysUp(stage);
    const error = await errorOf(stage.up(running));
    assert.match(
      error.message,
      /still ACTIVE[^]*system disk was not touched[^]*hardAfterSeconds[^]*\[OSR-17: /,
    );
    const state = stage.cloud.state();
    assert.deepEqual([changesIn(state), serverIn(state, fleetIds.web01).status], [0, "ACTIVE"]);
    assert.equal(stage.engine.state, undefined);
  });

  it("OSR-12 accepts that the server is left alone for the settle time: the login works", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const [change] = stage.cloud.state().osChanges;
    assert.equal(change?.loginBroken, false);
    assert.ok(stage.time.now() >= (change.injectionEndsAt ?? Infinity));
  });

  it("OSR-12 rejects nothing where the user says that no time is needed", async () => {
    const stage = stageIn({ injectionSeconds: 0 });
    await stage.up({ ...inputs, settleSeconds: 0 });
    assert.equal(outputsOf(stage)["settled"], true);
  });
});

describe("an OS was changed, and the program is run again", () => {
  it("makes no call where nothing has changed", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const { result, calls } = await stage.up(inputs);
    assert.deepEqual([result, calls], ["unchanged", []]);
  });

  it("changes nothing where a replacement is forced: the server is as it is asked for", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const disk = systemDiskIn(stage.cloud.state());
    const { result } = await stage.up(inputs, undefined, { replace: true });
    assert.equal(result, "replaced");
    assert.deepEqual([changesIn(stage.cloud.state()), systemDiskIn(stage.cloud.state())], [1, disk]);
    const why = String(outputsOf(stage)["nothingDone"]);
    assert.match(
      why,
      /db-01 has image \S+ \("Enterprise_SLES15_SP5_latest"\) already: .* and keyPair has no effect/,
    );
    assert.equal(stage.history.warnings.filter((text) => text === why).length, 1, "it is told once");
  });

  it("says what has no effect where only the licence and the user data are others", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    await stage.up({ ...inputs, licenseType: "BYOL", userData: "#cloud-config" });
    assert.match(
      String(outputsOf(stage)["nothingDone"]),
      /and licenseType, userData, keyPair have no effect/,
    );
  });

  it("changes nothing after destroy and up, with triggers, too", async () => {
    const stage = stageIn();
    const program = { ...inputs, triggers: ["a"] };
    await stage.up(program);
    await stage.destroy();
    assert.ok(stage.history.warnings.some((text) => /db-01 .* stays as it is/.test(text)));
    assert.equal((await stage.up(program)).result, "created");
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("changes nothing where the record is lost, with triggers and with consent to any loss", async () => {
    const stage = stageIn();
    const program = { ...inputs, mayLoseSystemDisk: "any", triggers: ["a"] };
    await stage.up(program);
    stage.cloud.update((state) => {
      serverIn(state).metadata = {};
    });
    await stage.up(program, undefined, { replace: true });
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("does it again where triggers change, with consent to the loss of the present disk only", async () => {
    const stage = stageIn();
    await stage.up({ ...inputs, triggers: ["a"] });
    const spent = await errorOf(stage.up({ ...inputs, triggers: ["b"] }));
    assert.match(spent.message, /mayLoseSystemDisk: disk .* is not the server's present system disk/);
    assert.equal(changesIn(stage.cloud.state()), 1);

    const program = { ...running, server: inputs.server, triggers: ["b"] };
    const fresh = { ...program, mayLoseSystemDisk: systemDiskIn(stage.cloud.state()) };
    assert.equal((await stage.up(fresh)).result, "replaced");
    assert.equal(changesIn(stage.cloud.state()), 2);
    await stage.up(fresh, undefined, { replace: true });
    assert.equal(changesIn(stage.cloud.state()), 2);
  });
});
