import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertNothingIsLeft, assertSucceeded, assertTold, web01 } from "./expectations";
import { onStack } from "./testStack";

describe("FullEcsImage, half deleted by somebody else, on the real engine", () => {
  it(
    "destroy removes what is left: the image is gone, its backup, both, or the server",
    onStack({}, async (stack) => {
      const of = (server: string, name: string) => ({ ...web01, server, name });
      await stack.declare({
        "image-gone": of(fleetIds.web01, "image-gone"),
        "backup-gone": of(fleetIds.db01, "backup-gone"),
        "both-gone": of(fleetIds.web01, "both-gone"),
        "server-gone": of(fleetIds.win01, "server-gone"),
      });
      assertSucceeded(await stack.up());
      const made = await stack.saved();
      const idOf = (name: string, output: "imageId" | "backupId") =>
        made.find(({ urn }) => urn.endsWith(`::${name}`))!.outputs[output];
      stack.cloud.update((state) => {
        const images = [idOf("image-gone", "imageId"), idOf("both-gone", "imageId")];
        const backups = [idOf("backup-gone", "backupId"), idOf("both-gone", "backupId")];
        state.images = state.images.filter(({ id }) => !images.includes(id));
        for (const backup of state.backups)
          backup.imageIds = backup.imageIds.filter((id) => !images.includes(id));
        state.backups = state.backups.filter(({ id }) => !backups.includes(id));
        state.servers = state.servers.filter(({ id }) => id !== fleetIds.win01);
      });
      assert.deepEqual([stack.images().length, stack.backups().length], [2, 2]);

      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "refresh reports a backup that is gone and keeps the image; of an image that is gone it names the backup that stays",
    onStack({}, async (stack) => {
      const of = (server: string, name: string) => ({ ...web01, server, name });
      await stack.declare({
        "backup-gone": of(fleetIds.web01, "backup-gone"),
        "image-gone": of(fleetIds.win01, "image-gone"),
      });
      assertSucceeded(await stack.up());
      const ofServer = (server: string) => stack.backups().find(({ serverId }) => serverId === server)!.id;
      const [gone, left] = [ofServer(fleetIds.web01), ofServer(fleetIds.win01)];
      stack.cloud.update((state) => {
        state.backups = state.backups.filter(({ id }) => id !== gone);
        state.images = state.images.filter(({ name }) => name !== "image-gone");
      });

      const refresh = await stack.refresh();
      assertSucceeded(refresh);
      assertTold(refresh.output, "warning", gone, "no server can be created", "--replace");
      assertTold(refresh.output, left, fleetIds.vaultServers, "billed");
      const kept = await stack.savedImage();
      assert.equal(kept.outputs["imageId"], stack.images()[0]!.id);
      await stack.declare({ "backup-gone": of(fleetIds.web01, "backup-gone") });
      assertSucceeded(await stack.up({ expectNoChanges: true }));
      assertSucceeded(await stack.destroy());
      assert.deepEqual([stack.images(), await stack.saved()], [[], []]);
    }),
  );
});
