import assert from "node:assert/strict";
import {
  differences,
  isAligned,
  tagsWithoutDefaults,
  type Differences,
} from "../../../../provider/resources/fullEcsImage/alignment";
import type { Image } from "../../../../provider/ports/images";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { goal, image, towards } from "./samples";

const nothing: Differences = { attributes: {}, tags: { set: {}, remove: [] } };

describe("what of an image differs from what is asked for", () => {
  const cases: {
    reason: string;
    asked?: Partial<FullEcsImageInputs>;
    there?: Partial<Image>;
    expected: Partial<Differences>;
  }[] = [
    { reason: "nothing where nothing differs", expected: {} },
    { reason: "the name", asked: { name: "new" }, expected: { attributes: { name: "new" } } },
    {
      reason: "the default name, where none is asked for any more",
      asked: { name: null },
      expected: { attributes: { name: "web-01-01234567" } },
    },
    {
      reason: "a description",
      asked: { description: "new" },
      expected: { attributes: { description: "new" } },
    },
    {
      reason: "a description that is not asked for any more",
      there: { description: "old" },
      expected: { attributes: { description: "" } },
    },
    { reason: "no description, where none is there", asked: { description: null }, expected: {} },
    {
      reason: "the memory, both ends",
      asked: { minRamMb: 1024, maxRamMb: 4096 },
      there: { minRamMb: 512, maxRamMb: 8192 },
      expected: { attributes: { minRamMb: 1024, maxRamMb: 4096 } },
    },
    {
      reason: "limits of the memory that are not asked for any more",
      there: { minRamMb: 512, maxRamMb: 8192 },
      expected: { attributes: { minRamMb: 0, maxRamMb: null } },
    },
    {
      reason: "no memory: 0 and no limit are the same",
      asked: { minRamMb: 0, maxRamMb: 0 },
      expected: {},
    },
    {
      reason: "no memory: the cloud may say 0 for no limit",
      there: { maxRamMb: 0 },
      expected: {},
    },
    {
      reason: "a tag that is missing, and one with another value",
      asked: { tags: { team: "web", stage: "dev", owner: "ops" } },
      there: { tags: { team: "web", stage: "prod" } },
      expected: { tags: { set: { stage: "dev", owner: "ops" }, remove: [] } },
    },
    {
      reason: "a tag that is not asked for",
      asked: { tags: { team: "web" } },
      there: { tags: { team: "web", byHand: "x" } },
      expected: { tags: { set: {}, remove: ["byHand"] } },
    },
  ];
  for (const { reason, asked = {}, there = {}, expected } of cases)
    it(`is ${reason}`, () => {
      const found = differences(towards(asked), { ...image, ...there }, {});
      assert.deepEqual(found, { ...nothing, ...expected });
      assert.equal(isAligned(found), Object.keys(expected).length === 0);
    });

  it("counts the profile's default tags as asked for", () => {
    const { tags } = differences(goal, { ...image, tags: { gone: "x" } }, { owner: "ops" });
    assert.deepEqual(tags, { set: { owner: "ops" }, remove: ["gone"] });
  });

  it("prefers a resource's own tag to a default tag of the same key", () => {
    const asked = towards({ tags: { owner: "web" } });
    assert.deepEqual(differences(asked, image, { owner: "ops" }).tags.set, { owner: "web" });
    assert.ok(isAligned(differences(asked, { ...image, tags: { owner: "web" } }, { owner: "ops" })));
  });
});

describe("the tags that a user would have to declare", () => {
  const defaults = { owner: "ops", stage: "prod" };

  it("are without those that the profile adds", () => {
    assert.deepEqual(tagsWithoutDefaults({ team: "web", ...defaults }, {}, defaults), { team: "web" });
  });

  it("are with a default tag that somebody has changed: that is drift", () => {
    const tags = { owner: "somebody", stage: "prod" };
    assert.deepEqual(tagsWithoutDefaults(tags, {}, defaults), { owner: "somebody" });
  });

  it("are with a default tag that the program declares, too", () => {
    assert.deepEqual(tagsWithoutDefaults(defaults, { owner: "ops" }, defaults), { owner: "ops" });
  });
});
