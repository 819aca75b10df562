import assert from "node:assert/strict";
import { fleetIds, type CloudState } from "../../../../emulator";
import { CloudError } from "../../../../provider/ports/cloudError";
import { formatMark } from "../../../../provider/ports/mark";
import { recordKey } from "../../../../provider/procedures/operationRecord";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { readImage } from "../../../../provider/resources/fullEcsImage/readImage";
import type { FullEcsImageOutputs } from "../../../../provider/resources/fullEcsImage/outputs";
import { Connection, projectId } from "../../backends/openTelekomCloud/connections";
import { anotherGeneration, goal as sampleGoal, outputs as sampleOutputs, withoutFollowUps } from "./samples";

const goal = {
  ...sampleGoal,
  inputs: { ...sampleGoal.inputs, server: fleetIds.web01, vault: { id: fleetIds.vaultServers } },
};
const account = { cloud: "openTelekomCloud", region: "eu-de", projectId };
const mark = formatMark(goal.urn, goal.generation);
const begun: FullEcsImageOutputs = {
  ...goal.inputs,
  ...{ stateVersion: 1, settled: false, account, jobId: "job-1" },
};
const gone = "99999999-0000-4000-8000-000000000000";

/** A complete image of web-01, and what was saved of it. */
async function made() {
  const connection = new Connection();
  const imageId = await connection.make({ mark });
  const backupId = connection.emulated.state().backups[0]!.id;
  const saved: FullEcsImageOutputs = {
    ...{ ...sampleOutputs, ...goal.inputs, account, imageId, backupId },
    ...{ serverId: fleetIds.web01, vaultId: fleetIds.vaultServers },
  };
  return { connection, imageId, saved };
}

/** Reads it; what the user is told goes to `warnings`. */
function read(
  saved: FullEcsImageOutputs,
  { cloud }: Connection,
  warnings: string[] = [],
  inputs: FullEcsImageInputs = goal.inputs,
) {
  return readImage({ ...goal, inputs }, saved, cloud, (text) => warnings.push(text));
}

const isCloudError = (error: unknown): boolean => error instanceof CloudError && error.kind === "answerLost";

describe("reading a full-ECS image", () => {
  it("gives what is there, with the inputs that describe it", async () => {
    const { connection, imageId, saved } = await made();
    const found = await read(saved, connection);
    assert.ok(found !== "gone");
    assert.deepEqual(found.inputs, goal.inputs);
    const [backup] = connection.emulated.state().backups;
    assert.deepEqual(withoutFollowUps(found.outputs), {
      ...goal.inputs,
      ...{ stateVersion: 1, settled: true, account, jobId: "job-1" },
      ...{ imageId, imageStatus: "Normal", createdAt: "2026-03-01T12:00:00.000Z", tagsAll: {} },
      ...{ backupId: backup?.id, backedUpAt: sampleOutputs.backedUpAt },
      ...{ vaultId: fleetIds.vaultServers, vaultName: "vault-servers" },
      ...{ serverId: fleetIds.web01, sourceServerName: "web-01", sourceAvailabilityZone: "eu-de-01" },
      ...{ sizeGb: 340, exportable: false, replicable: false },
      disks: [
        { id: fleetIds.web01SystemDisk, role: "system", sizeGb: 40 },
        { id: fleetIds.web01LogDisk, role: "data", sizeGb: 100 },
        { id: fleetIds.web01DataDisk, role: "data", sizeGb: 200 },
      ],
    });
    assert.ok((found.outputs.followUps ?? []).length > 0);
  });

  it("shows what somebody changed: name, description, tags and memory", async () => {
    const { connection, imageId, saved } = await made();
    const { images } = connection.cloud;
    const changed = { name: "renamed", description: "by hand", minRamMb: 1024, maxRamMb: 4096 };
    await images.update((await images.get(imageId))!, changed);
    await images.changeTags(imageId, { set: { byHand: "x" }, remove: [] });
    const found = await read(saved, connection);
    assert.ok(found !== "gone");
    assert.deepEqual(found.inputs, { ...goal.inputs, ...changed, tags: { byHand: "x" } });
    assert.equal(found.outputs.name, "renamed");
    assert.deepEqual(found.outputs.tagsAll, { byHand: "x" });
  });

  it("shows no default name as an input: the program does not say it", async () => {
    const connection = new Connection();
    const name = "web-01-01234567";
    const imageId = await connection.make({ mark, name });
    const { name: _name, ...inputs } = goal.inputs;
    const found = await read({ ...begun, settled: true, imageId, name }, connection, [], inputs);
    assert.ok(found !== "gone");
    assert.ok(!("name" in found.inputs));
    assert.equal(found.outputs.name, name);
  });

  it("makes a few calls, shared with every other resource: lists, and nothing by ID", async () => {
    const { connection, saved } = await made();
    const before = connection.calls().length;
    for (let resources = 0; resources < 20; resources++) await read(saved, connection);
    const calls = connection.calls().slice(before);
    assert.deepEqual(
      calls.map((call) => call.replace(/\?.*/, "")),
      [
        "GET ims /v2/cloudimages",
        `GET cbr /v3/${projectId}/backups`,
        `GET ecs /v1/${projectId}/cloudservers/detail`,
      ],
    );
  });

  it("asks for an image by its ID before it counts as gone: a list may show it late", async () => {
    const { connection, saved } = await made();
    await connection.cloud.listings.images();
    const later = await connection.make({ mark: formatMark(goal.urn, goal.generation), name: "later" });
    const found = await read({ ...saved, imageId: later }, connection);
    assert.equal(found !== "gone" && found.outputs.imageId, later);
  });

  it("shows the zone that it is restricted to", async () => {
    const connection = new Connection();
    await connection.submit({ mark });
    connection.pass(5 + 128 + 1);
    const found = await read(begun, connection);
    assert.equal(found !== "gone" && found.outputs.availableOnlyIn, "eu-de-01");
  });

  it("clears the restriction once the backup is complete: so a refresh ends it", async () => {
    const { connection, saved } = await made();
    const found = await read({ ...saved, availableOnlyIn: "eu-de-01" }, connection);
    assert.ok(found !== "gone" && !("availableOnlyIn" in found.outputs));
  });

  it("tells nothing where all is well", async () => {
    const { connection, saved } = await made();
    const warnings: string[] = [];
    await read(saved, connection, warnings);
    assert.deepEqual(warnings, []);
  });

  for (const { reason, happens, expected } of [
    {
      reason: "gone",
      happens: (state: CloudState) => (state.backups = []),
      expected: /backup \S+ behind image \S+ is gone: no server can be created from the image/,
    },
    {
      reason: "broken",
      happens: (state: CloudState) => (state.backups[0]!.status = "error"),
      expected: /backup \S+ behind image \S+ is in state error: .*--replace/,
    },
  ])
    it(`tells of a backup that is ${reason}: the image is of no use`, async () => {
      const { connection, saved } = await made();
      connection.emulated.update((state) => void happens(state));
      const warnings: string[] = [];
      const found = await read(saved, connection, warnings);
      assert.ok(found !== "gone");
      assert.deepEqual(found.inputs, goal.inputs);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? "", expected);
    });

  it("names no backup any more that is gone", async () => {
    const { connection, saved } = await made();
    connection.emulated.update((state) => (state.backups = []));
    const found = await read(saved, connection);
    assert.ok(found !== "gone");
    assert.ok(!("backupId" in found.outputs) && !("backedUpAt" in found.outputs));
    assert.equal(found.outputs.disks?.length, sampleOutputs.disks?.length, "what it held is still known");
  });

  it("tells of a backup that is left where the image is gone", async () => {
    const { connection, saved } = await made();
    const backupId = connection.emulated.state().backups[0]!.id;
    connection.emulated.update((state) => (state.images = []));
    const warnings: string[] = [];
    assert.equal(await read({ ...saved, backupId }, connection, warnings), "gone");
    assert.match(warnings.join(), new RegExp(`its backup ${backupId} is still in vault`));
  });

  it("tells of a replacement that was killed: no state knows of it", async () => {
    const { connection, saved } = await made();
    const record = `v=1 k=FullEcsImage g=${anotherGeneration} i=0 a=1 s=sent b=1 t=1 d=0 y=0 p=running`;
    await connection.cloud.records.write(fleetIds.web01, recordKey(goal.urn), record);
    const warnings: string[] = [];
    await read(saved, connection, warnings);
    assert.match(warnings.join(), /a replacement of this image began 1970-01-01.*fedcba9876543210/);
  });

  it("tells of a replacement that was complete and never saved", async () => {
    const { connection, saved } = await made();
    const record = `v=1 k=FullEcsImage g=${anotherGeneration} i=0 a=1 s=settled b=1 t=1 d=0 y=0 p=running`;
    await connection.cloud.records.write(fleetIds.web01, recordKey(goal.urn), record);
    const warnings: string[] = [];
    await read(saved, connection, warnings);
    assert.match(warnings.join(), new RegExp(`${formatMark(goal.urn, anotherGeneration)}.*adopt it`));
  });

  it("is gone when it is settled and definitely not found", async () => {
    const { connection, saved } = await made();
    assert.equal(await read({ ...saved, imageId: gone }, connection), "gone");
  });

  for (const path of ["/v2/cloudimages$", `/v2/images/${gone}$`, "/backups$"])
    it(`is not gone when nobody answers at ${path}`, async () => {
      const { connection, saved, imageId } = await made();
      connection.answer(path, 503, undefined, 10);
      const id = path === "/backups$" ? imageId : gone;
      await assert.rejects(read({ ...saved, imageId: id }, connection), isCloudError);
    });

  it("is read although the list of servers cannot be had: it only serves a hint", async () => {
    const { connection, saved } = await made();
    connection.answer("/cloudservers/", 403, { error_code: "APIGW.0302", error_msg: "no permission" }, 10);
    const warnings: string[] = [];
    const found = await read(saved, connection, warnings);
    assert.ok(found !== "gone");
    assert.deepEqual(warnings, []);
  });

  describe("while an operation is unsettled", () => {
    it("is never gone, and stays unsettled", async () => {
      for (const saved of [begun, { ...begun, imageId: gone }]) {
        const found = await read(saved, new Connection());
        assert.ok(found !== "gone");
        assert.deepEqual(found.inputs, goal.inputs);
        assert.equal(found.outputs.settled, false);
        assert.equal(found.outputs.jobId, "job-1");
      }
    });

    it("forgets no image that does not show at the moment", async () => {
      const saved = { ...begun, imageId: gone, backupId: gone };
      const found = await read(saved, new Connection());
      assert.ok(found !== "gone");
      assert.deepEqual([found.outputs.imageId, found.outputs.backupId], [gone, gone]);
    });

    it("finds its image by the mark", async () => {
      const { connection, imageId } = await made();
      const found = await read(begun, connection);
      assert.equal(found !== "gone" && found.outputs.imageId, imageId);
      assert.equal(found !== "gone" && found.outputs.settled, false, "a read settles nothing");
    });

    it("takes no other operation's image for its own", async () => {
      const connection = new Connection();
      await connection.make({ mark: formatMark(goal.urn, anotherGeneration) });
      const found = await read(begun, connection);
      assert.equal(found !== "gone" && found.outputs.imageId, undefined);
    });
  });
});
