import assert from "node:assert/strict";
import { faultAnswers, fleetIds } from "../../../../../emulator";
import { Unfinished } from "../../../../../provider/lifecycle";
import { errorOf, inputs, made, outputsOf, put, records, request, stageIn, type Stage } from "./stage";

describe("a full-ECS image is asked for", () => {
  it("FEI-13 accepts the source, the vault, the name and the description that are asked for", async () => {
    const stage = stageIn();
    const { calls } = await stage.up(inputs);
    assert.ok(!calls.some((call) => call.startsWith("PATCH")), "asked for so, and not mended afterwards");
    const state = stage.cloud.state();
    const [image] = made(state);
    assert.deepEqual(image?.source, { serverId: inputs.server, vaultId: inputs.vault.id });
    assert.deepEqual([image.name, image.description], [inputs.name, inputs.description]);
    assert.equal(image.wholeImage, true);
    assert.deepEqual(
      state.backups.map(({ serverId, vaultId, id }) => [serverId, vaultId, id]),
      [[inputs.server, inputs.vault.id, image.backupId]],
    );
    assert.equal(outputsOf(stage)["imageId"], image.id);
  });

  it("FEI-13 accepts what may come with it: tags, memory and enterprise project", async () => {
    const stage = stageIn();
    const enterpriseProject = "99999999-0000-4000-8000-000000000001";
    const tags = { team: "web", stage: "prod" };
    const { calls } = await stage.up({ ...inputs, tags, minRamMb: 1024, maxRamMb: 4096, enterpriseProject });
    assert.ok(!calls.some((call) => call.startsWith("PATCH") || call.endsWith("/tags/action")));
    const [image] = made(stage.cloud.state());
    assert.deepEqual(
      [image?.minRamMb, image?.maxRamMb, image?.enterpriseProjectId],
      [1024, 4096, enterpriseProject],
    );
    const own = image?.tags.filter(({ key }) => key !== "ecs-lifecycle");
    assert.deepEqual(Object.fromEntries(own?.map(({ key, value }) => [key, value]) ?? []), tags);
    assert.deepEqual(outputsOf(stage)["tagsAll"], tags, "the mark is none of them");
  });

  /** The account may not list vaults: so the cloud itself is the judge. */
  const withoutVaults = (stage: Stage) => {
    const body = { error_code: "BackupService.0003", error_msg: "no permission" };
    put(stage, { id: "f", kind: "status", status: 403, body, match: { path: "/vaults$" }, times: 1000 });
  };
  const unknownVault = "33333333-ffff-4000-8000-000000000009";

  for (const { reason, vault, code } of [
    { reason: "that the cloud does not know", vault: unknownVault, code: "IMG.0184" },
    { reason: "without room", vault: fleetIds.vaultFull, code: "IMG.0182" },
    { reason: "for replicas", vault: fleetIds.vaultReplicas, code: "IMG.0193" },
    { reason: "for disks", vault: fleetIds.vaultDisks, code: "IMG.0193" },
    { reason: "that is frozen", vault: fleetIds.vaultFrozen, code: "IMG.0188" },
  ]) {
    it(`FEI-14 rejects a vault ${reason}, at preview`, async () => {
      const stage = stageIn();
      const error = await errorOf(stage.up({ ...inputs, vault: { id: vault } }));
      assert.match(error.message, /^vault: .*\n {4}expected: .*\n {4}remedy: .*\n {4}\[FEI-14: /);
      assert.deepEqual([records(stage.cloud.state()), made(stage.cloud.state())], [[], []]);
    });

    it(`FEI-13 rejects a vault ${reason}, also where only the cloud could judge it: nothing is left`, async () => {
      const stage = stageIn();
      withoutVaults(stage);
      const error = await errorOf(stage.up({ ...inputs, vault: { id: vault } }));
      assert.ok(!(error instanceof Unfinished), "a plain error: nothing was begun");
      assert.match(error.message, /the cloud refused to make the image: POST ims .*\/wholeimages\/action/);
      assert.match(error.message, new RegExp(`HTTP 400, ${code}, request [0-9a-f]{32}`));
      assert.equal(stage.engine.state, undefined);
      assert.deepEqual([records(stage.cloud.state()), made(stage.cloud.state())], [[], []]);
    });
  }

  it("FEI-13 rejects a vault without room, and the next run with another one succeeds", async () => {
    const stage = stageIn();
    withoutVaults(stage);
    await errorOf(stage.up({ ...inputs, vault: { id: fleetIds.vaultFull } }));
    assert.equal((await stage.up(inputs)).result, "created");
    await stage.assertCompleteThenGone();
  });

  it("FEI-14 accepts a locked vault: its backups are only protected from deletion", async () => {
    const stage = stageIn();
    await stage.up({ ...inputs, vault: { id: fleetIds.vaultLocked } });
    assert.equal(outputsOf(stage)["vaultName"], "vault-locked");
  });

  for (const [dress, answer] of Object.entries(faultAnswers).slice(0, 4))
    it(`FEI-13 accepts that it is throttled, and is asked for again: ${dress}`, async () => {
      const stage = stageIn();
      put(stage, { id: "f", kind: "status", match: request, ...answer, times: 2 });
      const { result, calls } = await stage.up(inputs);
      assert.equal(result, "created");
      assert.equal(calls.filter((call) => call.endsWith("/wholeimages/action")).length, 3);
      await stage.assertCompleteThenGone();
    });

  it("FEI-16 accepts an image that the console calls Normal", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    assert.equal(outputsOf(stage)["imageStatus"], "Normal");
    assert.equal(made(stage.cloud.state())[0]?.status, "active");
  });

  it("FEI-16 rejects a job that fails ends with code and reason; the next run makes a new image", async () => {
    const stage = stageIn();
    const reason = "the snapshot of a disk failed";
    put(stage, { id: "f", kind: "imageJobFails", match: request, code: "IMG.0176", reason });
    const error = await errorOf(stage.up(inputs));
    assert.match(error.message, /image "web-01 full" of server .* was not created: job [0-9a-f]+ ended FAIL/);
    assert.match(error.message, /\(IMG\.0176\): the snapshot of a disk failed/);
    assert.equal(outputsOf(stage)["settled"], false);
    const failedJob = outputsOf(stage)["jobId"];

    await stage.upUntilUnchanged(inputs);
    assert.equal(made(stage.cloud.state()).length, 1);
    assert.notEqual(outputsOf(stage)["jobId"], failedJob);
    assert.equal(outputsOf(stage)["imageStatus"], "Normal");
    await stage.destroy();
    assert.deepEqual([made(stage.cloud.state()), records(stage.cloud.state())], [[], []]);
  });

  it("FEI-16 rejects a job that fails leaves nothing for a destroy to stumble over", async () => {
    const stage = stageIn();
    put(stage, { id: "f", kind: "imageJobFails", match: request, code: "IMG.0176", reason: "r" });
    await errorOf(stage.up(inputs));
    await stage.destroy();
    assert.equal(stage.engine.state, undefined);
    assert.deepEqual([made(stage.cloud.state()), records(stage.cloud.state())], [[], []]);
  });
});
