import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import {
  assertFailed,
  assertHolds,
  assertNothingIsLeft,
  assertSucceeded,
  assertTold,
  complete,
  web01,
} from "./expectations";
import { onStack, type TestStack } from "./testStack";

/** The name and the description that the only private image has in the cloud. */
function shown(stack: TestStack): [string, string | null] {
  const [{ name, description } = { name: "no image", description: null }] = stack.images();
  return [name, description];
}

describe("FullEcsImage with Pulumi's options, on the real engine", () => {
  it(
    "ignoreChanges leaves name and description alone, changed in the program or in the console",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const options = { ignoreChanges: ["name", "description"] };
      await stack.declare({ web: { ...web01, name: "another", description: "another", options } });
      assertSucceeded(await stack.up({ expectNoChanges: true }));
      assert.deepEqual(shown(stack), [web01.name, null]);

      stack.cloud.update(({ images }) => {
        const image = images.find(({ imageType }) => imageType === "private")!;
        image.name = "renamed in the console";
        image.description = "described in the console";
      });
      assertSucceeded(await stack.up({ refresh: true }));
      assert.deepEqual(shown(stack), ["renamed in the console", "described in the console"]);
      await complete(stack);
    }),
  );

  it(
    "replaceOnChanges makes another image where the name would be changed in place",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const old = await complete(stack);
      await stack.declare({ web: { ...web01, name: "anew", options: { replaceOnChanges: ["name"] } } });
      const preview = await stack.preview();
      assertSucceeded(preview);
      assert.match(preview.output, /FullEcsImage.*replace.*name/);
      assertSucceeded(await stack.up());
      const made = await stack.savedImage();
      assertHolds(stack, made);
      assert.notEqual(made.outputs["imageId"], old.outputs["imageId"]);
      assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);
      assert.equal(shown(stack)[0], "anew");
    }),
  );

  it(
    "deleteBeforeReplace deletes the old image first, so that the new one has its name",
    onStack({ world: { duplicateImageNames: "refused" } }, async (stack) => {
      const options = { deleteBeforeReplace: true };
      await stack.declare({ web: { ...web01, options } });
      assertSucceeded(await stack.up());
      const old = await complete(stack);
      await stack.declare({ web: { ...web01, server: fleetIds.db01, options } });
      assertSucceeded(await stack.up());
      const made = await stack.savedImage();
      assertHolds(stack, made);
      assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);
      assert.deepEqual([shown(stack)[0], stack.backups()[0]!.serverId], [web01.name, fleetIds.db01]);
      assert.notEqual(made.id, old.id);
      const changes = stack.calls().filter(({ service, method }) => service === "ims" && method !== "GET");
      assert.deepEqual(
        changes.map(({ method }) => method),
        ["POST", "DELETE", "POST"],
      );
      assert.equal(stack.records().length, 1, "no record is left beside the first server");
    }),
  );

  it(
    "protect refuses to delete and to replace, and lets the description be changed",
    onStack({}, async (stack) => {
      const options = { protect: true };
      await stack.declare({ web: { ...web01, options } });
      assertSucceeded(await stack.up());
      const made = await complete(stack);
      assertFailed(await stack.destroy(), "protect");
      await stack.declare({ web: { ...web01, server: fleetIds.db01, options } });
      assertFailed(await stack.preview(), "protect");
      assertFailed(await stack.up(), "protect");
      await stack.declare({ web: { ...web01, description: "kept", options } });
      assertSucceeded(await stack.up());
      assert.equal((await complete(stack)).outputs["imageId"], made.outputs["imageId"]);
      assert.deepEqual(shown(stack), [web01.name, "kept"]);

      await stack.declare({ web: { ...web01, description: "kept" } });
      assertSucceeded(await stack.up());
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "retainOnDelete leaves image and backup in the cloud, with the mark that tells whose they were",
    onStack({}, async (stack) => {
      await stack.declare({ web: { ...web01, options: { retainOnDelete: true } } });
      assertSucceeded(await stack.up());
      const made = await complete(stack);
      await stack.declare({});
      const before = stack.calls().length;
      assertSucceeded(await stack.up());
      assert.deepEqual(await stack.saved(), []);
      assert.equal(stack.calls().length, before, "the cloud hears nothing of it");
      assertHolds(stack, made);
    }),
  );

  it(
    "an alias renames the resource and moves it into a component; it is still the same image, to its end",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const made = await complete(stack);
      const renamed = { ...web01, component: "fleet", options: { aliases: [made.urn] } };
      await stack.declare({ site: renamed });
      const moved = await stack.up();
      assertSucceeded(moved);
      // The stack and the image; what is created is the component.
      assertTold(moved.output, "1 created 2 unchanged");
      assert.match((await complete(stack)).urn, /Fleet\$.*::site$/);

      await stack.declare({ site: { ...renamed, description: "renamed" } });
      assertSucceeded(await stack.up());
      assertSucceeded(await stack.refresh({ expectNoChanges: true }));
      const changed = await complete(stack);
      assert.deepEqual([changed.id, changed.outputs["imageId"]], [made.id, made.outputs["imageId"]]);
      assert.equal(shown(stack)[1], "renamed");
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );

  it(
    "a transform changes what is declared before it is judged",
    onStack({}, async (stack) => {
      await stack.declare({ web: { ...web01, transformedTo: { name: " blank first" } } });
      assertFailed(await stack.preview(), "FEI-15", '" blank first"');
      await stack.declare({ web: { ...web01, transformedTo: { description: "by the transform" } } });
      assertSucceeded(await stack.up());
      await complete(stack);
      assert.deepEqual(shown(stack), [web01.name, "by the transform"]);
    }),
  );

  it(
    "--target changes and deletes one image, and leaves the other alone",
    onStack({}, async (stack) => {
      const win = { ...web01, server: fleetIds.win01, name: "win-01 whole" };
      await stack.declare({ web: web01, win });
      assertSucceeded(await stack.up());
      const saved = await stack.saved();
      const urn = saved.find((resource) => resource.urn.endsWith("::web"))!.urn;
      await stack.declare({ web: { ...web01, name: "web" }, win: { ...win, name: "win" } });
      assertSucceeded(await stack.up({ target: [urn] }));
      const names = () =>
        stack
          .images()
          .map(({ name }) => name)
          .sort();
      assert.deepEqual(names(), ["web", "win-01 whole"]);
      assertSucceeded(await stack.destroy({ target: [urn] }));
      assert.deepEqual(names(), ["win-01 whole"]);
      const left = await stack.savedImage();
      assertHolds(stack, left);
      assert.deepEqual([stack.backups().length, stack.records().length], [1, 1]);
    }),
  );

  it(
    "an image that the program no longer declares is deleted, and destroy needs no program",
    onStack({}, async (stack) => {
      const win = { ...web01, server: fleetIds.win01, name: "win-01 whole" };
      await stack.declare({ web: web01, win });
      assertSucceeded(await stack.up());
      await stack.declare({ win });
      const up = await stack.up();
      assertSucceeded(up);
      assertTold(up.output, "1 deleted");
      assertHolds(stack, await stack.savedImage());
      assert.deepEqual([stack.images().length, stack.backups().length, stack.records().length], [1, 1, 1]);

      stack.removeProgram();
      assertSucceeded(await stack.destroy());
      await assertNothingIsLeft(stack);
    }),
  );
});
