import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import { withHidden } from "../../../../cuts/harness";
import { errorOf, inputs, made, outputsOf, records, stageIn } from "./stage";

describe("a full-ECS image that is there", () => {
  it("is renamed in place", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const { imageId } = outputsOf(stage);
    const { description, ...others } = inputs;
    assert.ok(description);
    assert.equal((await stage.up({ ...others, name: "renamed" })).result, "updated");
    assert.equal((await stage.up({ ...others, name: "renamed" })).result, "unchanged");
    const [image, ...more] = made(stage.cloud.state());
    assert.deepEqual([image?.id, image?.name, image?.description, more], [imageId, "renamed", "", []]);
    assert.ok(!("description" in outputsOf(stage)));
  });

  it("is renamed in the same run where the cloud had taken the request without carrying it out", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    stage.cloud.update(({ faults }) =>
      faults.push({
        ...{ id: "no effect", kind: "status", status: 200, body: {}, spared: 0, fired: 0 },
        match: { method: "PATCH", path: "/cloudimages/" },
      }),
    );
    const begin = stage.time.now();
    await stage.up({ ...inputs, name: "renamed" });
    assert.equal(made(stage.cloud.state())[0]?.name, "renamed");
    assert.ok(stage.time.now() - begin < 180_000, "not at the deadline");
  });

  it("is made again where somebody has deleted it", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    stage.cloud.update((state) => {
      state.images = state.images.filter(({ imageType }) => imageType !== "private");
      state.backups = [];
    });
    await stage.refresh();
    assert.equal(stage.engine.state, undefined);
    assert.equal((await stage.up(inputs)).result, "created");
    assert.equal(made(stage.cloud.state()).length, 1);
  });

  it("drift is named and repaired", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    stage.cloud.update((state) => (made(state)[0]!.name = "by hand"));
    await stage.refresh();
    assert.equal(stage.engine.state?.inputs["name"], "by hand");
    assert.equal((await stage.up(inputs)).result, "updated");
    assert.equal(made(stage.cloud.state())[0]?.name, "web-01 full");
  });

  it("with another vault, after an interruption, is replaced and not relabelled", async () => {
    const stage = stageIn();
    const another = { id: fleetIds.vaultLocked };
    const { calls } = await stageIn().up(inputs);
    const call = calls.findIndex((name) => name.endsWith("/wholeimages/action"));
    await stage.up(inputs, { call, kind: "killedAfter" });
    assert.ok(!stage.engine.state, "killed: the engine knows nothing");
    const changed = { ...inputs, vault: another };

    const error = await errorOf(stage.up(changed));
    assert.match(error.message, /followed to its end/);
    const { id, inputs: kept, outputs } = stage.engine.state!;
    assert.deepEqual(outputs["vault"], inputs.vault, "the outputs say what is there");
    assert.deepEqual(kept["vault"], another, "the engine keeps the inputs of now");
    const { result: answer } = await stage.command((_engine, lifecycle) =>
      lifecycle.diff(id, outputs, withHidden(changed)),
    );
    assert.equal(answer?.changes, true);
    assert.ok(answer.replaces?.includes("vault"), answer.replaces?.join());
  });

  it("gets name, description, tags and memory in place, in one call for each kind", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const changed = { ...inputs, name: "new", description: "d", minRamMb: 1024, maxRamMb: 4096 };
    const { result, calls } = await stage.up({ ...changed, tags: { team: "web" } });
    assert.equal(result, "updated");
    const { images } = stage.cloud.state();
    const image = images.find(({ name }) => name === "new");
    assert.ok(image);
    assert.deepEqual([image.description, image.minRamMb, image.maxRamMb], ["d", 1024, 4096]);
    assert.ok(image.tags.some(({ key, value }) => key === "team" && value === "web"));
    assert.ok(
      image.tags.some(({ key }) => key === "ecs-lifecycle"),
      "the mark stays",
    );
    const writes = calls
      .filter((call) => !call.startsWith("GET"))
      .map((call) => call.replace(image.id, "ID"));
    // The attributes that were never set cannot be replaced: the same call adds them.
    assert.equal(writes.filter((call) => call.startsWith("POST")).length, 1);
    assert.ok(writes.filter((call) => call === "PATCH /v2/cloudimages/ID").length <= 2, writes.join());
  });

  it("loses what the program takes out again", async () => {
    const stage = stageIn();
    await stage.up({ ...inputs, tags: { team: "web" }, minRamMb: 1024, maxRamMb: 4096 });
    const { description: _left, ...others } = inputs;
    assert.equal((await stage.up(others)).result, "updated");
    const [image] = made(stage.cloud.state());
    assert.deepEqual([image?.description || null, image?.minRamMb, image?.maxRamMb || null], [null, 0, null]);
    assert.deepEqual(
      image?.tags.map(({ key }) => key),
      ["ecs-lifecycle"],
    );
    assert.equal((await stage.up(others)).result, "unchanged");
  });

  it("is not changed where the program only names server and vault in other words", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const { imageId } = outputsOf(stage);
    const { calls } = await stage.up({ ...inputs, server: "web-01", vault: { name: "vault-servers" } });
    assert.deepEqual(
      calls.filter((call) => !call.startsWith("GET")),
      [],
    );
    assert.equal(outputsOf(stage)["imageId"], imageId);
  });

  it("shows drift of tags and memory, and is repaired", async () => {
    const stage = stageIn();
    const asked = { ...inputs, tags: { team: "web" }, maxRamMb: 4096 };
    await stage.up(asked);
    stage.cloud.update((state) => {
      const [image] = made(state);
      assert.ok(image);
      image.tags = [...image.tags.filter(({ key }) => key !== "team"), { key: "byHand", value: "x" }];
      image.maxRamMb = 8192;
    });
    await stage.refresh();
    const { tags, maxRamMb } = stage.engine.state?.inputs ?? {};
    assert.deepEqual([tags, maxRamMb], [{ byHand: "x" }, 8192]);
    assert.equal((await stage.up(asked)).result, "updated");
    assert.deepEqual(outputsOf(stage)["tagsAll"], { team: "web" });
  });

  it("has its default name in no input, so that a replacement has another one", async () => {
    const stage = stageIn();
    const { name: _name, ...unnamed } = inputs;
    await stage.up(unnamed);
    const first = String(outputsOf(stage)["name"]);
    assert.match(first, /^it-[0-9a-f]{8}$/);
    await stage.refresh();
    assert.ok(!("name" in (stage.engine.state?.inputs ?? {})));
    assert.equal((await stage.up(unnamed)).result, "unchanged");
    const { result } = await stage.up({ ...unnamed, triggers: ["again"] });
    assert.equal(result, "replaced");
    const [only, ...more] = made(stage.cloud.state());
    assert.deepEqual(more, []);
    assert.notEqual(only?.name, first);
  });

  it("with a name of its own cannot be replaced by one of that name: refused with the two ways out", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const error = await errorOf(stage.up({ ...inputs, triggers: ["again"] }));
    assert.match(error.message, /^name: "web-01 full" is the name of image .*\n.*\n.*Two ways out/);
    assert.equal(made(stage.cloud.state()).length, 1);
  });

  it("leaves its backup where that is asked for, and says so", async () => {
    const stage = stageIn();
    await stage.up({ ...inputs, keepBackup: true });
    const backupId = String(outputsOf(stage)["backupId"]);
    await stage.destroy();
    const { backups } = stage.cloud.state();
    assert.deepEqual([made(stage.cloud.state()), backups.map(({ id }) => id)], [[], [backupId]]);
    assert.ok(stage.history.warnings.some((text) => text.includes(backupId) && text.includes("billed")));
    assert.deepEqual(records(stage.cloud.state()), []);
  });

  it("is made by hand and adopted, and then changed and deleted as the resource's own", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const imageId = String(outputsOf(stage)["imageId"]);
    // Nobody knows it any more, and nothing marks it.
    stage.engine.state = undefined;
    stage.cloud.update((state) => {
      for (const image of made(state)) image.tags = [];
      for (const server of state.servers) server.metadata = {};
    });
    const { calls } = await stage.up({ adopt: imageId, name: "adopted" });
    assert.ok(!calls.some((call) => call.endsWith("/wholeimages/action") || call.endsWith("/metadata")));
    assert.equal(outputsOf(stage)["imageId"], imageId);
    assert.equal(made(stage.cloud.state())[0]?.name, "adopted");
    assert.equal((await stage.up({ adopt: imageId, name: "adopted" })).result, "unchanged");
    const { adopt: _done, ...described } = { adopt: imageId, ...inputs };
    assert.equal((await stage.up(described)).result, "updated", "what was not said of it before");
    assert.equal(outputsOf(stage)["imageId"], imageId);
    await stage.destroy();
    assert.deepEqual([made(stage.cloud.state()), stage.cloud.state().backups], [[], []]);
  });
});
