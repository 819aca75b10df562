import assert from "node:assert/strict";
import { assertFailed, assertHolds, assertSucceeded, assertTold, complete, web01 } from "./expectations";
import { onStack } from "./testStack";

describe("FullEcsImage, changed on the real engine", () => {
  const replacements = [
    { how: "with a name of its own, where none is declared", name: undefined, named: /^web-[0-9a-f]{8}$/ },
    { how: "with another name", name: "anew", named: /^anew$/ },
  ];
  for (const { how, name, named } of replacements)
    it(
      `up --replace makes a new image and then deletes the old one with its backup, ${how}`,
      onStack({}, async (stack) => {
        await stack.declare({ web: web01 });
        assertSucceeded(await stack.up());
        const old = await complete(stack);

        await stack.declare({ web: { ...web01, name } });
        assertSucceeded(await stack.up({ replace: [old.urn] }));
        const made = await stack.savedImage();
        assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);
        assertHolds(stack, made);
        assert.notEqual(made.id, old.id);
        assert.notEqual(made.outputs["imageId"], old.outputs["imageId"]);
        assert.match(stack.images()[0]!.name, named);
      }),
    );

  it(
    "up --replace under the name that the old image has is refused with two ways out, and harms nothing",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const old = await complete(stack);
      const taken = stack.images()[0]!.id;
      assertFailed(
        await stack.up({ replace: [old.urn] }),
        "FEI-15",
        taken,
        "leave the name out",
        "deleteBeforeReplace",
      );
      assert.deepEqual((await stack.savedImage()).outputs, old.outputs);
      assert.deepEqual([stack.images().length, stack.backups().length], [1, 1]);
      assertSucceeded(await stack.up({ expectNoChanges: true }));
      assertSucceeded(await stack.destroy());
      assert.deepEqual([stack.images(), stack.backups(), stack.records()], [[], [], []]);
    }),
  );

  it(
    "drift is shown by refresh, named by the next preview, and repaired in place",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const made = await complete(stack);
      stack.cloud.update(({ images }) => {
        images.find(({ id }) => id === made.outputs["imageId"])!.name = "renamed in the console";
      });

      const refresh = await stack.refresh();
      assertSucceeded(refresh);
      assert.match(refresh.output, /~.*FullEcsImage.*updat.*name/);
      const preview = await stack.preview({ diff: true });
      assertSucceeded(preview);
      assertTold(preview.output, /~ name\s*: "renamed in the console" => "web-01 whole"/);

      assertSucceeded(await stack.up());
      const repaired = await complete(stack);
      assert.equal(stack.images()[0]!.name, web01.name);
      assert.deepEqual(
        [repaired.id, repaired.outputs["imageId"]],
        [made.id, made.outputs["imageId"]],
        "it is the same image",
      );
    }),
  );

  it(
    "a refresh that is refused takes nothing for gone; up --refresh makes an image anew that is",
    onStack({}, async (stack) => {
      await stack.declare({ web: web01 });
      assertSucceeded(await stack.up());
      const gone = await complete(stack);
      const body = { error_code: "APIGW.0302", error_msg: "no access" };
      const match = { service: "ims", method: "GET" } as const;
      stack.cloud.addFault({ id: "no access", kind: "status", status: 403, body, match });
      assertFailed(await stack.refresh(), "APIGW.0302", "no access");
      const { id, outputs } = await stack.savedImage();
      assert.deepEqual([id, outputs], [gone.id, gone.outputs]);

      stack.cloud.update((state) => {
        state.images = state.images.filter(({ id }) => id !== gone.outputs["imageId"]);
        state.backups = [];
      });
      assertSucceeded(await stack.up({ refresh: true }));
      const made = await stack.savedImage();
      assertHolds(stack, made);
      assert.deepEqual(
        [stack.images().length, stack.backups().length, stack.submissions().length],
        [1, 1, 2],
      );
      assert.notEqual(made.id, gone.id);
    }),
  );
});
