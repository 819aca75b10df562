import assert from "node:assert/strict";
import { fleetIds, type CloudState } from "../../../../emulator";
import { CloudError } from "../../../../provider/ports/cloudError";
import { formatMark } from "../../../../provider/ports/mark";
import { recordKey } from "../../../../provider/procedures/operationRecord";
import { readImage } from "../../../../provider/resources/fullEcsImage/readImage";
import type { FullEcsImageOutputs } from "../../../../provider/resources/fullEcsImage/outputs";
import { Connection, projectId } from "../../backends/openTelekomCloud/connections";
import { goal as sampleGoal, outputs as sampleOutputs } from "./samples";

const goal = {
  ...sampleGoal,
  inputs: { server: fleetIds.web01, vault: { id: fleetIds.vaultServers }, name: "web-01 full" },
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
  const saved: FullEcsImageOutputs = { ...sampleOutputs, ...goal.inputs, account, imageId };
  return { connection, imageId, saved };
}

/** Reads it; what the user is told goes to `warnings`. */
function read(saved: FullEcsImageOutputs, { cloud }: Connection, warnings: string[] = []) {
  return readImage(goal, saved, cloud, (text) => warnings.push(text));
}

const isCloudError = (error: unknown): boolean => error instanceof CloudError && error.kind === "answerLost";

describe("reading a full-ECS image", () => {
  it("gives what is there, with the inputs that describe it", async () => {
    const { connection, imageId, saved } = await made();
    const found = await read(saved, connection);
    assert.ok(found !== "gone");
    assert.deepEqual(found.inputs, goal.inputs);
    const [backup] = connection.emulated.state().backups;
    assert.deepEqual(found.outputs, {
      ...goal.inputs,
      ...{ stateVersion: 1, settled: true, account, jobId: "job-1" },
      ...{ imageId, imageStatus: "Normal", createdAt: "2026-03-01T12:00:00.000Z" },
      ...{ backupId: backup?.id, sourceServerName: "web-01", sizeGb: 340 },
      diskIds: [fleetIds.web01SystemDisk, fleetIds.web01LogDisk, fleetIds.web01DataDisk],
    });
  });

  it("shows what somebody changed", async () => {
    const { connection, imageId, saved } = await made();
    await connection.cloud.images.update(imageId, { name: "renamed", description: "by hand" });
    const found = await read(saved, connection);
    assert.ok(found !== "gone");
    assert.deepEqual(found.inputs, { ...goal.inputs, name: "renamed", description: "by hand" });
    assert.equal(found.outputs.name, "renamed");
  });

  it("shows the zone that it is restricted to", async () => {
    const connection = new Connection();
    await connection.submit({ mark });
    connection.pass(5 + 128 + 1);
    const found = await read(begun, connection);
    assert.equal(found !== "gone" && found.outputs.availableOnlyIn, "eu-de-01");
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
    const record = `v=1 k=FullEcsImage g=fedcba9876543210 i=0 a=1 s=sent b=1 t=1 d=0`;
    await connection.cloud.records.write(fleetIds.web01, recordKey(goal.urn), record);
    const warnings: string[] = [];
    await read(saved, connection, warnings);
    assert.match(warnings.join(), /a replacement of this image began 1970-01-01.*fedcba9876543210/);
  });

  it("is gone when it is settled and definitely not found", async () => {
    const { connection, saved } = await made();
    assert.equal(await read({ ...saved, imageId: gone }, connection), "gone");
  });

  for (const path of ["/v2/cloudimages$", `/v2/images/${gone}$`, "/backups/", "/cloudservers/"])
    it(`is not gone when nobody answers at ${path}`, async () => {
      const { connection, saved, imageId } = await made();
      connection.answer(path, 503, undefined, 10);
      const id = path === "/backups/" ? imageId : gone;
      await assert.rejects(read({ ...saved, imageId: id }, connection), isCloudError);
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
      await connection.make({ mark: formatMark(goal.urn, "fedcba9876543210") });
      const found = await read(begun, connection);
      assert.equal(found !== "gone" && found.outputs.imageId, undefined);
    });
  });
});
