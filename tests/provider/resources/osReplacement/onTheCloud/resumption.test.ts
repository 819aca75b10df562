import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import { hiddenInputName } from "../../../../../provider/lifecycle/hiddenInput";
import { withHidden } from "../../../../cuts/harness";
import {
  callIn,
  errorOf,
  failing,
  inputs,
  running,
  serverIn,
  stageIn,
  systemDiskIn,
  type Stage,
} from "./stage";

/** What a preview says of a program whose resource is in Pulumi's state, and not complete. */
async function previewOf(
  stage: Stage,
  program: Record<string, unknown>,
): Promise<{ refusal: string; warnings: string }> {
  const before = { calls: stage.calls.length, warnings: stage.history.warnings.length };
  const { state } = stage.engine;
  assert.ok(state, "the resource is in Pulumi's state");
  assert.equal(state.outputs["settled"], false);
  let refusal = "";
  await stage.command(async (_engine, lifecycle) => {
    const { failures } = await lifecycle.check(state.inputs, withHidden(program));
    assert.deepEqual(failures, []);
    await lifecycle.diff(state.id, state.outputs, withHidden(program)).catch((error: unknown) => {
      refusal = (error as Error).message;
    });
  });
  const writes = stage.calls.slice(before.calls).filter((call) => !call.startsWith("GET"));
  assert.deepEqual(writes, [], "a preview only looks");
  return { refusal, warnings: stage.history.warnings.slice(before.warnings).join("\n") };
}

const failedTwice = async (when: "beforeDisk" | "afterDisk"): Promise<Stage> => {
  const stage = stageIn({}, [failing(when, 2)]);
  await errorOf(stage.up(inputs));
  return stage;
};

describe("the preview of a change of an OS that is not complete", () => {
  it("OSR-25 rejects a third attempt, with both jobs", async () => {
    const stage = await failedTwice("beforeDisk");
    const { refusal } = await previewOf(stage, inputs);
    assert.match(refusal, /contact customer service for manual recovery/);
    for (const { id } of stage.cloud.state().osChanges) assert.ok(refusal.includes(id), refusal);
  });

  it("OSR-25 accepts other triggers, and says what they delete", async () => {
    const stage = await failedTwice("beforeDisk");
    const { refusal, warnings } = await previewOf(stage, { ...inputs, triggers: ["again"] });
    assert.equal(refusal, "");
    assert.ok(warnings.includes(`deletes system disk ${fleetIds.db01SystemDisk} (`), warnings);
    assert.equal((await stage.up({ ...inputs, triggers: ["again"] })).result, "updated");
  });

  it("OSR-05 rejects other triggers without consent to the disk that the attempts have left", async () => {
    const stage = await failedTwice("afterDisk");
    const present = systemDiskIn(stage.cloud.state());
    const { refusal } = await previewOf(stage, { ...inputs, triggers: ["again"] });
    assert.match(refusal, new RegExp(`^mayLoseSystemDisk: [^]*mayLoseSystemDisk: "${present ?? "none"}"`));
    const consented = { ...inputs, triggers: ["again"], mayLoseSystemDisk: present };
    const { refusal: none, warnings } = await previewOf(stage, consented);
    assert.equal(none, "");
    assert.ok(warnings.includes(`deletes system disk ${present ?? "none"} (`), warnings);
  });

  it("says that what still goes on is followed first, also where the platform has lost its record", async () => {
    const stage = stageIn();
    const isJob = (call: string) => call.includes("/jobs/");
    await errorOf(stage.up(inputs, { call: await callIn(stageIn(), inputs, isJob), kind: "interrupted" }));
    for (const isLost of [false, true]) {
      if (isLost)
        stage.cloud.update((state) => {
          serverIn(state).metadata = {};
        });
      const { refusal, warnings } = await previewOf(stage, inputs);
      assert.equal(refusal, "");
      assert.match(warnings, /a change of the OS of db-01 .* followed to its end first/);
    }
  });

  it("judges the server that the failed attempts were made on, whatever it is called now", async () => {
    const program = { ...inputs, server: "db-01" };
    const stage = stageIn({}, [failing("beforeDisk", 2)]);
    await errorOf(stage.up(program));
    stage.cloud.update((state) => {
      serverIn(state).name = "db-02";
    });
    const { refusal } = await previewOf(stage, program);
    assert.match(refusal, /contact customer service[^]*db-02 is/);
  });

  it("knows its record under the URN that it was made with", async () => {
    const program = { ...inputs, triggers: ["a"] };
    const stage = stageIn({}, [failing("afterDisk", 2)]);
    await errorOf(stage.up(program));
    stage.cloud.update((state) => {
      Object.assign(serverIn(state), { imageId: inputs.image.id, status: "ACTIVE" });
    });
    const { state } = stage.engine;
    assert.ok(state);
    const renamed = withHidden(program);
    renamed[hiddenInputName] = {
      ...(renamed[hiddenInputName] as object),
      urn: "urn:pulumi:dev::p::t::renamed",
    };
    await stage.command(async (_engine, lifecycle) => {
      await lifecycle.check(state.inputs, renamed);
      await lifecycle.diff(state.id, state.outputs, renamed);
    });
    assert.match(stage.history.warnings.at(-1) ?? "", /already[^]*triggers are those of the last change/);
  });

  it("accepts a refresh, which begins nothing, and says nothing of disks", async () => {
    const stage = await failedTwice("beforeDisk");
    const before = stage.history.warnings.length;
    await stage.command((engine, lifecycle) => engine.refresh(lifecycle));
    assert.deepEqual(stage.history.warnings.slice(before), []);
  });

  it("finds nothing to do where somebody has brought the server to an image that is gone since", async () => {
    const stage = await failedTwice("afterDisk");
    stage.cloud.update((state) => {
      Object.assign(serverIn(state), { imageId: inputs.image.id, status: "ACTIVE" });
      state.images = state.images.filter(({ id }) => id !== inputs.image.id);
    });
    const { refusal, warnings } = await previewOf(stage, inputs);
    assert.equal(refusal, "");
    assert.match(warnings, /db-01 has image .* already/);
  });

  it("leaves it to the run to say that the server of an open change is gone, and goes on with another one", async () => {
    const stage = stageIn();
    const isJob = (call: string) => call.includes("/jobs/");
    await errorOf(stage.up(inputs, { call: await callIn(stageIn(), inputs, isJob), kind: "interrupted" }));
    await stage.time.until(stage.time.sleep(3_600_000));
    stage.cloud.update((state) => {
      state.servers = state.servers.filter(({ id }) => id !== fleetIds.db01);
    });
    assert.equal((await previewOf(stage, inputs)).refusal, "");
    assert.match((await errorOf(stage.up(inputs))).message, /does not exist any more/);
    const { warnings } = await previewOf(stage, running);
    assert.match(warnings, /deletes system disk .* of web-01/);
    assert.equal((await stage.up(running)).result, "updated");
    assert.equal(serverIn(stage.cloud.state(), fleetIds.web01).imageId, running.image.id);
  });

  it("says that a failed attempt has left the server stopped", async () => {
    const stage = stageIn({}, [failing("beforeDisk", 2)]);
    await errorOf(stage.up(running));
    stage.cloud.update((state) => {
      serverIn(state, fleetIds.web01).status = "SHUTOFF";
    });
    const { warnings } = await previewOf(stage, { ...running, keyPair: "nobody's" });
    assert.match(warnings, /web-01 was running until it was stopped/);
  });
});
