import assert from "node:assert/strict";
import { fleetIds } from "../../emulator";
import { assertHolds, assertSucceeded, complete, web01 } from "./expectations";
import { onStack } from "./testStack";

describe("FullEcsImage with inputs that a preview does not know, on the real engine", () => {
  it(
    "a server that another resource names: unknown is no reason to replace, another server is",
    onStack({}, async (stack) => {
      const web = { ...web01, lookup: { revision: 1, server: fleetIds.web01 } };
      await stack.declare({ web });
      const first = await stack.preview();
      assertSucceeded(first);
      assert.match(first.output, /\+.*FullEcsImage.*create/);
      assertSucceeded(await stack.up());
      const made = await complete(stack);

      await stack.declare({ web: { ...web, lookup: { revision: 2, server: fleetIds.web01 } } });
      const preview = await stack.preview();
      assertSucceeded(preview);
      assert.doesNotMatch(preview.output, /FullEcsImage.*(replace|delete)/);
      assertSucceeded(await stack.up());
      const kept = await complete(stack);
      assert.deepEqual([kept.id, kept.outputs], [made.id, made.outputs], "nothing was done");

      const db = { ...web, name: "db-01 whole", lookup: { revision: 3, server: fleetIds.db01 } };
      await stack.declare({ web: db });
      assertSucceeded(await stack.preview());
      assertSucceeded(await stack.up());
      const replaced = await stack.savedImage();
      assertHolds(stack, replaced);
      assert.notEqual(replaced.id, made.id);
      assert.equal(replaced.outputs["server"], fleetIds.db01);
      assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);
      assert.equal(stack.records().length, 1, "no record is left beside the first server");
    }),
  );

  it(
    "a description that holds another image's ID is previewed, made, and follows when that image is replaced",
    onStack({}, async (stack) => {
      const win = { ...web01, server: fleetIds.win01, name: "win-01 whole", describes: "web" };
      await stack.declare({ web: web01, win });
      assertSucceeded(await stack.preview());
      assertSucceeded(await stack.up());
      const ofWin = () => stack.images().find(({ name }) => name === win.name)!;
      const ofWeb = () => stack.images().find(({ name }) => name !== win.name)!;
      const { id } = ofWin();
      assert.equal(ofWin().description, ofWeb().id);

      const before = ofWeb().id;
      await stack.declare({ web: { ...web01, server: fleetIds.db01, name: "db-01 whole" }, win });
      const preview = await stack.preview();
      assertSucceeded(preview);
      assert.match(preview.output, /FullEcsImage web replace/);
      assert.match(preview.output, /FullEcsImage win update/);
      assertSucceeded(await stack.up());
      assert.notEqual(ofWeb().id, before);
      assert.deepEqual([ofWin().id, ofWin().description], [id, ofWeb().id], "changed in place");
      assert.deepEqual([stack.images().length, stack.backups().length], [2, 2]);
      for (const saved of await stack.saved()) assertHolds(stack, saved);
    }),
  );
});
