import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertSucceeded, complete, web01 } from "./expectations";
import { onStack } from "./testStack";

/** Times are reported to the second, as the cloud writes them. */
function toTheSecond(time: number): string {
  return new Date(Math.floor(time / 1000) * 1000).toISOString();
}

describe("FullEcsImage on the real engine", () => {
  it(
    "is previewed, made, left alone when nothing changes, and deleted with all that belongs to it",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });

      const preview = await stack.preview();
      assertSucceeded(preview);
      assert.match(preview.output, /\+.*FullEcsImage.*create/);
      assert.ok(stack.calls().length > 0, "the preview looks at the cloud");
      assert.deepEqual(
        stack.calls().filter(({ method }) => method !== "GET"),
        [],
        "and changes nothing",
      );

      assertSucceeded(await stack.up());
      const made = await complete(stack);
      const [image] = stack.images();
      const [backup] = stack.backups();
      const { __lifecycle, __provider, stateVersion, followUps, ...outputs } = made.outputs;
      const { region, projectId } = stack.cloud.account;
      assert.deepEqual(outputs, {
        ...web01,
        guest: { osFamily: "Linux", diskGroups: false, database: false },
        ...{ serverId: fleetIds.web01, sourceServerName: "web-01", sourceAvailabilityZone: "eu-de-01" },
        ...{ vaultId: fleetIds.vaultServers, vaultName: "vault-servers", tagsAll: {} },
        ...{ imageId: image!.id, imageStatus: "Normal", sizeGb: 340, settled: true },
        ...{ exportable: false, replicable: false },
        ...{ backupId: backup!.id, backedUpAt: toTheSecond(backup!.updatedAt) },
        createdAt: toTheSecond(image!.createdAt),
        disks: [
          { id: fleetIds.web01SystemDisk, role: "system", sizeGb: 40, type: "SSD" },
          { id: fleetIds.web01LogDisk, role: "data", sizeGb: 100, type: "SAS" },
          { id: fleetIds.web01DataDisk, role: "data", sizeGb: 200, type: "SATA" },
        ],
        account: { cloud: "openTelekomCloud", region, projectId },
        jobId: stack.cloud.state().jobs[0]!.id,
      });
      assert.deepEqual(
        (followUps as { title: string }[]).map(({ title }) => title),
        ["Create servers from the image", "Restore data disks with a new server"],
      );
      assert.notEqual(made.id, image!.id, "the id is the operation's own");

      const before = stack.calls().length;
      const again = await stack.up({ expectNoChanges: true });
      assertSucceeded(again);
      assert.equal(stack.calls().length, before, "a run that changes nothing makes no call");

      assertSucceeded(await stack.destroy());
      assert.deepEqual([stack.images(), stack.backups(), stack.records()], [[], [], []]);
      assert.deepEqual(await stack.saved(), []);
    }),
  );

  it(
    "shows its progress on its own row, percentage first, and that the cloud is emulated",
    onStack({ world: { snapshotSeconds: 60, backupSeconds: 180 } }, async (stack) => {
      await stack.declare({ web: web01 });
      const up = await stack.up();
      assertSucceeded(up);
      const { urn } = await stack.savedImage();
      // The Automation API asks the engine for its own debugging lines, too.
      const lines = up.events
        .flatMap(({ diagnosticEvent: line }) => (line ? [line] : []))
        .filter(({ severity }) => (severity as string) !== "debug");
      const progress = lines.filter((line) => /\d+%/.test(line.message));
      assert.ok(progress.length >= 2, `progress lines: ${JSON.stringify(lines)}`);
      for (const { message, urn: row, ephemeral, severity } of progress) {
        assert.match(message, /^(<\{%.*?%\}>)?~?\d{1,3}% .*emulated/, `percentage first: ${message}`);
        assert.deepEqual([row, ephemeral, severity], [urn, true, "info"]);
      }
      const percentages = progress.map(({ message }) => Number(/(\d+)%/.exec(message)![1]));
      assert.deepEqual(
        percentages,
        percentages.toSorted((a, b) => a - b),
        "it never goes back",
      );
      for (const { message, urn: row } of lines)
        assert.equal(row, urn, `on the resource's row, not the stack's: ${message}`);
    }),
  );

  it(
    "two images of one server queue, and are made one at a time",
    onStack({}, async (stack) => {
      await stack.declare({ first: { ...web01, name: "first" }, second: { ...web01, name: "second" } });
      const up = await stack.up();
      assertSucceeded(up);
      const saved = await stack.saved();
      assert.deepEqual(
        saved.map(({ outputs }) => [outputs["settled"], outputs["imageStatus"]]),
        [
          [true, "Normal"],
          [true, "Normal"],
        ],
      );
      const [first, second, ...more] = stack.backups();
      assert.deepEqual([stack.images().length, more], [2, []]);
      assert.ok(first!.updatedAt <= second!.createdAt, "the second began when the first was complete");
      assert.equal(stack.submissions().length, 2, "and was not refused before");
      assert.match(up.output, /waiting for another operation on the same server/);
    }),
  );

  it(
    "two images in one component do not wait for each other",
    onStack({}, async (stack) => {
      await stack.declare({
        web: { ...web01, component: "fleet" },
        win: { ...web01, component: "fleet", server: fleetIds.win01, name: "win-01 whole" },
      });
      assertSucceeded(await stack.up());
      assert.deepEqual([stack.images().length, stack.backups().length], [2, 2]);
      const saved = await stack.saved();
      assert.deepEqual(
        saved.map(({ outputs, urn }) => [outputs["settled"], urn.includes("tests:index:Fleet$")]),
        [
          [true, true],
          [true, true],
        ],
      );
      const [one, other] = stack.submissions();
      const [backup] = stack.backups();
      assert.ok(one!.at <= other!.at && other!.at < backup!.updatedAt, "they were made at the same time");
    }),
  );
});
