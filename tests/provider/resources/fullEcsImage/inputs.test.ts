import assert from "node:assert/strict";
import { changesBetween } from "../../../../provider/lifecycle/changes";
import { hiddenInputName } from "../../../../provider/lifecycle/hiddenInput";
import { asAnyDefinition } from "../../../../provider/resources/definition";
import { fullEcsImage } from "../../../../provider/resources/fullEcsImage";
import {
  fullEcsImageChanges,
  fullEcsImageInputs,
  type FullEcsImageInputs,
} from "../../../../provider/resources/fullEcsImage/inputs";
import { goal, ids, linux, outputs, windows } from "./samples";

/** What a change of the inputs means for what was saved: for example { name: "update" }. */
function effects(
  news: Partial<FullEcsImageInputs>,
  saved: Partial<typeof outputs> = {},
): Record<string, string> {
  const olds = { ...outputs, ...saved, [hiddenInputName]: { urn: goal.urn } };
  const given = { ...goal.inputs, ...news };
  const changes = changesBetween(asAnyDefinition(fullEcsImage), olds, given, goal.generation);
  return Object.fromEntries(changes.map(({ property, effect }) => [property, effect]));
}

describe("what a changed input does to a full-ECS image", () => {
  it("nothing where nothing has changed", () => {
    assert.deepEqual(effects({}), {});
  });

  it("every input says it", () => {
    assert.deepEqual(Object.keys(fullEcsImageChanges).sort(), Object.keys(fullEcsImageInputs.shape).sort());
  });

  const another = "99999999-0000-4000-8000-000000000001";
  const replacing: Partial<FullEcsImageInputs>[] = [
    { server: "db-01" },
    { server: another },
    { vault: { id: another } },
    { vault: { name: "another" } },
    { vault: { ensure: { name: "another" } } },
    { guest: windows },
    { guest: { ...linux, database: true } },
    { triggers: ["2026-11-21"] },
    { enterpriseProject: another },
    { adopt: another },
  ];
  for (const news of replacing)
    it(`another image: ${JSON.stringify(news)}`, () => {
      assert.deepEqual(effects(news), Object.fromEntries(Object.keys(news).map((name) => [name, "replace"])));
    });

  const updating: Partial<FullEcsImageInputs>[] = [
    { name: "new" },
    { description: "new" },
    { tags: { team: "web" } },
    { minRamMb: 1024 },
    { maxRamMb: 4096 },
    { completeWhen: "usableInSourceAz" },
    { keepBackup: true },
    { deleteVaultWhenEmpty: true },
    { profile: "another" },
    { server: "web-01" },
    { vault: { name: "vault-servers" } },
    { vault: { ensure: { name: "vault-servers", size: 500 } } },
  ];
  for (const news of updating)
    it(`the same image, changed in place: ${JSON.stringify(news)}`, () => {
      assert.deepEqual(effects(news), Object.fromEntries(Object.keys(news).map((name) => [name, "update"])));
    });

  it("nothing where the enterprise project is the default one, said or not", () => {
    assert.deepEqual(effects({ enterpriseProject: "0" }), {});
    assert.deepEqual(effects({}, { enterpriseProject: "0" }), {});
    assert.deepEqual(effects({ enterpriseProject: "0" }, { enterpriseProject: another }), {
      enterpriseProject: "replace",
    });
  });

  it("nothing where adopt is taken out, or names the image that is there", () => {
    assert.deepEqual(effects({}, { adopt: ids.image }), {});
    assert.deepEqual(effects({ adopt: ids.image }), {});
  });

  it("an update where the guest of an adopted image is declared: nothing was said of it before", () => {
    const { guest: _guest, ...saved } = outputs;
    const olds = { ...saved, adopted: true, [hiddenInputName]: { urn: goal.urn } };
    const changes = changesBetween(asAnyDefinition(fullEcsImage), olds, goal.inputs, goal.generation);
    assert.deepEqual(
      changes.map(({ property, effect }) => [property, effect]),
      [["guest", "update"]],
    );
    assert.deepEqual(
      effects({ guest: windows }, { adopted: true }),
      { guest: "replace" },
      "once it was said",
    );
  });

  it("the same image where an ID is written in capital letters", () => {
    const letters = "abcdef00-0000-4000-8000-000000000001";
    const capitals = letters.toUpperCase();
    assert.deepEqual(effects({ server: capitals }, { serverId: letters }), { server: "update" });
    assert.deepEqual(effects({ vault: { id: capitals } }, { vaultId: letters }), { vault: "update" });
    assert.deepEqual(effects({ adopt: capitals }, { imageId: letters }), {});
  });

  it("nothing where source and vault are left out, as beside adopt", () => {
    assert.deepEqual(effects({ server: null, vault: null }), {});
  });

  it("nothing where the default name is not declared: it is no input", () => {
    assert.deepEqual(effects({ name: null }, { name: "web-01-01234567" }), {});
  });

  it("an update where a name of one's own is taken out: the image gets its default name", () => {
    assert.deepEqual(effects({ name: null }), { name: "update" });
    assert.deepEqual(effects({ name: null }, { name: "web-01-fedcba98" }), { name: "update" });
  });
});

describe("the inputs of a full-ECS image", () => {
  const problems = (inputs: object): string[] => {
    const parsed = fullEcsImageInputs.safeParse({ ...goal.inputs, ...inputs });
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };

  it("can all be left out or null: the constraints say what is needed", () => {
    assert.ok(fullEcsImageInputs.safeParse({}).success);
    const nulls = Object.fromEntries(Object.keys(fullEcsImageInputs.shape).map((name) => [name, null]));
    assert.deepEqual(problems(nulls), []);
  });

  for (const { inputs, expected } of [
    { inputs: { server: "" }, expected: /^server: expected the ID or the exact name/ },
    { inputs: { server: 1 }, expected: /^server: expected the ID or the exact name/ },
    { inputs: { vault: "vault-servers" }, expected: /^vault: expected \{ id: "<ID>" \}/ },
    { inputs: { vault: { id: "vault-servers" } }, expected: /^vault\.id: expected the ID .*UUID/ },
    { inputs: { vault: { ensure: {} } }, expected: /^vault\.ensure\.name: expected the name/ },
    { inputs: { vault: { ensure: { name: "a", size: 10.5 } } }, expected: /size: expected whole GiB/ },
    { inputs: { guest: "Linux" }, expected: /^guest: expected \{ osFamily/ },
    { inputs: { guest: { osFamily: "linux" } }, expected: /osFamily: expected "Linux" or "Windows"/ },
    { inputs: { guest: { sanPolicy: "online" } }, expected: /sanPolicy: expected "OnlineAll"/ },
    { inputs: { guest: { database: "no" } }, expected: /database: expected true or false/ },
    { inputs: { minRamMb: -1 }, expected: /^minRamMb: expected 0 or more/ },
    { inputs: { maxRamMb: 0.5 }, expected: /^maxRamMb: expected whole MiB/ },
    { inputs: { tags: { team: 1 } }, expected: /^tags\.team: expected a text/ },
    { inputs: { tags: ["team"] }, expected: /^tags: expected a map/ },
    { inputs: { completeWhen: "now" }, expected: /^completeWhen: expected "backedUp" or/ },
    { inputs: { adopt: "web-01 full" }, expected: /^adopt: expected the ID of the image/ },
    { inputs: { triggers: "now" }, expected: /^triggers: expected a list/ },
    { inputs: { sever: "web-01" }, expected: /sever/ },
  ])
    it(`refuse ${JSON.stringify(inputs)}`, () => {
      const found = problems(inputs);
      assert.equal(found.length, 1, found.join());
      assert.match(found[0] ?? "", expected);
    });
});

describe("the enterprise project of a full-ECS image", () => {
  for (const [given, isOne] of [
    ["0", true],
    ["99999999-0000-4000-8000-000000000001", true],
    ["nope", false],
    ["", false],
  ] as const)
    it(`${isOne ? "may" : "must not"} be ${JSON.stringify(given)}`, () => {
      assert.equal(fullEcsImageInputs.safeParse({ enterpriseProject: given }).success, isOne);
    });
});
