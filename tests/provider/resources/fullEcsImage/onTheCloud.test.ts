import assert from "node:assert/strict";
import { faultAnswers, fleetIds, type CloudState, type Fault } from "../../../../emulator";
import { Unfinished } from "../../../../provider/lifecycle";
import { hiddenInputName } from "../../../../provider/lifecycle/hiddenInput";
import { isRecordKey } from "../../../../provider/procedures/operationRecord";
import { fullEcsImageSubject } from "../../../cuts/fullEcsImageSubject";
import { Scene, withHidden } from "../../../cuts/harness";

const straight = "image visible while made, job ends before the backup";
const inputs = {
  server: fleetIds.web01,
  vault: { id: fleetIds.vaultServers },
  name: "web-01 full",
  description: "before the upgrade",
};

const scene = (world = straight) => new Scene<CloudState>(fullEcsImageSubject, world);
const made = ({ images }: CloudState) => images.filter(({ imageType }) => imageType === "private");
const records = ({ servers }: CloudState) =>
  servers.flatMap(({ metadata }) => Object.keys(metadata).filter(isRecordKey));
const outputsOf = (stage: Scene<CloudState>) => stage.engine.state?.outputs ?? {};

/** The cloud does this to the next request for an image. */
function put(stage: Scene<CloudState>, fault: Fault): void {
  stage.cloud.update(({ faults }) => faults.push({ ...fault, spared: 0, fired: 0 }));
}
const request = { method: "POST", path: "/wholeimages/action$" };

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error: unknown) => error as Error,
  );
}

/** Something happens in the cloud while a command runs. */
async function meanwhile<T>(
  stage: Scene<CloudState>,
  seconds: number,
  happens: (state: CloudState) => void,
  command: Promise<T>,
): Promise<T> {
  command.catch(() => undefined);
  await stage.time.until(stage.time.sleep(seconds * 1000));
  stage.cloud.update(happens);
  return stage.time.until(command);
}

const begin = (stage: Scene<CloudState>) =>
  stage.begin((engine, lifecycle) => engine.up(lifecycle, withHidden(inputs)));

describe("a full-ECS image on the cloud", () => {
  it("is refused at preview where the cloud does not accept the credentials", async () => {
    const stage = scene();
    const body = { error_code: "APIGW.0301", error_msg: "Incorrect IAM authentication information" };
    put(stage, { id: "401", kind: "status", status: 401, body, match: { service: "ecs" } });
    const error = await errorOf(stage.up(inputs));
    assert.match(error.message, /does not accept the credentials.*APIGW\.0301.*ecs-lifecycle:profiles/);
    assert.equal(stage.engine.state, undefined);
  });

  it("FEI-13 accepts: it has the source, the vault, the name and the description that were asked for", async () => {
    const stage = scene();
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

  it("FEI-13 rejects: a vault that the cloud does not know, and nothing is left of the attempt", async () => {
    const stage = scene();
    const vault = { id: "33333333-ffff-4000-8000-000000000009" };
    const error = await errorOf(stage.up({ ...inputs, vault }));
    assert.ok(!(error instanceof Unfinished), "a plain error: nothing was begun");
    assert.match(error.message, /the cloud refused to make the image: POST ims .*\/wholeimages\/action/);
    assert.match(error.message, /HTTP 400, IMG\.0184, request [0-9a-f]{32}/);
    assert.equal(stage.engine.state, undefined);
    assert.deepEqual(records(stage.cloud.state()), []);
    assert.deepEqual(made(stage.cloud.state()), []);
  });

  it("FEI-13 rejects: a vault without room, and the next run with another one succeeds", async () => {
    const stage = scene();
    const error = await errorOf(stage.up({ ...inputs, vault: { id: fleetIds.vaultFull } }));
    assert.match(error.message, /IMG\.0182/);
    assert.equal((await stage.up(inputs)).result, "created");
    await stage.assertCompleteThenGone();
  });

  for (const [dress, answer] of Object.entries(faultAnswers).slice(0, 4))
    it(`FEI-13 accepts: it is asked for again after the cloud throttled: ${dress}`, async () => {
      const stage = scene();
      put(stage, { id: "f", kind: "status", match: request, ...answer, times: 2 });
      const { result, calls } = await stage.up(inputs);
      assert.equal(result, "created");
      assert.equal(calls.filter((call) => call.endsWith("/wholeimages/action")).length, 3);
      await stage.assertCompleteThenGone();
    });

  it("FEI-16 accepts: it is complete when the console says Normal", async () => {
    const stage = scene();
    await stage.up(inputs);
    assert.equal(outputsOf(stage)["imageStatus"], "Normal");
    assert.equal(made(stage.cloud.state())[0]?.status, "active");
  });

  it("FEI-16 rejects: a job that fails ends with code and reason; the next run makes a new image", async () => {
    const stage = scene();
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

  it("FEI-16 rejects: a job that fails leaves nothing for a destroy to stumble over", async () => {
    const stage = scene();
    put(stage, { id: "f", kind: "imageJobFails", match: request, code: "IMG.0176", reason: "r" });
    await errorOf(stage.up(inputs));
    await stage.destroy();
    assert.equal(stage.engine.state, undefined);
    assert.deepEqual([made(stage.cloud.state()), records(stage.cloud.state())], [[], []]);
  });

  it("FEI-16 rejects: a server that somebody stops meanwhile; the error says so", async () => {
    const stage = scene();
    const stop = ({ servers }: CloudState): void => {
      servers[0]!.status = "SHUTOFF";
    };
    const error = await errorOf(meanwhile(stage, 20, stop, begin(stage)));
    assert.match(error.message, /ended FAIL \(IMG\.0126\).*was ACTIVE and is SHUTOFF/);
    assert.equal(outputsOf(stage)["settled"], false);
    await stage.upUntilUnchanged(inputs);
    assert.equal(outputsOf(stage)["imageStatus"], "Normal");
  });

  it("FEI-03 accepts: a server that is busy is waited for", async () => {
    const stage = scene();
    stage.cloud.update(({ servers }) => (servers[0]!.taskState = "rebooting"));
    const idle = ({ servers }: CloudState): void => {
      assert.deepEqual(
        [records(stage.cloud.state()), stage.cloud.state().jobs],
        [[], []],
        "nothing was begun",
      );
      servers[0]!.taskState = null;
    };
    const { result, calls } = await meanwhile(stage, 300, idle, begin(stage));
    assert.equal(result, "created");
    assert.equal(calls.filter((call) => call.endsWith("/wholeimages/action")).length, 1, "asked for once");
    assert.match(
      stage.history.warnings[0] ?? "",
      /web-01 is busy \(rebooting\): this will be waited for\. \[FEI-03/,
    );
  });

  it("FEI-03 accepts: a server that becomes busy right before the request is waited for, too", async () => {
    const stage = scene();
    const body = { error: { code: "IMG.0136", message: "The ECS is being backed up." } };
    put(stage, { id: "f", kind: "status", match: request, status: 400, body, times: 2 });
    assert.equal((await stage.up(inputs)).result, "created");
    assert.equal(made(stage.cloud.state()).length, 1);
  });

  it("FEI-03 rejects: a server in any other state, and nothing is written", async () => {
    const stage = scene();
    stage.cloud.update(({ servers }) => (servers[0]!.status = "ERROR"));
    const error = await errorOf(stage.up(inputs));
    assert.match(error.message, /web-01 is ERROR; expected: Running \(ACTIVE\) or Stopped \(SHUTOFF\)/);
    assert.deepEqual(records(stage.cloud.state()), []);
  });

  it("FEI-06 accepts: whoever looks while the backup is copied sees the zone", async () => {
    const stage = scene();
    const soon = { ...inputs, [hiddenInputName]: { ...hidden(), timeouts: { create: "40s" } } };
    const error = await errorOf(stage.command((engine, lifecycle) => engine.up(lifecycle, soon)));
    assert.match(error.message, /not finished after 40 s; the last thing seen: available in eu-de-01 only/);
    assert.equal(outputsOf(stage)["availableOnlyIn"], "eu-de-01");
    await stage.upUntilUnchanged(inputs);
    assert.ok(!("availableOnlyIn" in outputsOf(stage)));
  });

  it("saves what is known at the deadline, and the next run goes on once the cloud has recovered", async () => {
    const stage = scene();
    put(stage, { id: "f", kind: "imageJobStuck", match: request });
    const error = await errorOf(stage.up(inputs));
    assert.ok(error instanceof Unfinished);
    assert.match(error.message, /not finished after 3600 s; .*run "pulumi up" again to go on waiting/);
    const { jobId } = outputsOf(stage);
    assert.equal(outputsOf(stage)["settled"], false);

    await stage.refresh();
    assert.deepEqual([outputsOf(stage)["settled"], outputsOf(stage)["jobId"]], [false, jobId]);

    stage.cloud.update(({ operations }) => {
      for (const operation of operations) operation.dueAt = stage.time.now();
    });
    await stage.upUntilUnchanged(inputs);
    assert.equal(outputsOf(stage)["jobId"], jobId, "the same job: nothing was asked for twice");
    await stage.assertCompleteThenGone();
  });

  it("is renamed in place", async () => {
    const stage = scene();
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

  it("is made again where somebody has deleted it", async () => {
    const stage = scene();
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
    const stage = scene();
    await stage.up(inputs);
    stage.cloud.update((state) => (made(state)[0]!.name = "by hand"));
    await stage.refresh();
    assert.equal(stage.engine.state?.inputs["name"], "by hand");
    assert.equal((await stage.up(inputs)).result, "updated");
    assert.equal(made(stage.cloud.state())[0]?.name, "web-01 full");
  });

  it("with another vault, after an interruption, is replaced and not relabelled", async () => {
    const stage = scene();
    const another = { id: "33333333-0004-4000-8000-000000000004" };
    stage.cloud.update(({ vaults }) => vaults.push({ ...vaults[0]!, id: another.id, resources: [] }));
    const { calls } = await scene().up(inputs);
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
    assert.deepEqual(answer, { changes: true, replaces: ["vault"] });
  });
});

function hidden(): object {
  return withHidden({})[hiddenInputName] as object;
}
