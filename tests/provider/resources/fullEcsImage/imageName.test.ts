import assert from "node:assert/strict";
import { defaultName, imageName } from "../../../../provider/resources/fullEcsImage/imageName";
import { anotherGeneration, goal, towards } from "./samples";

/** The cloud's own rule for names of images. */
const allowed = /^(?! )[A-Za-z0-9._\- ]{1,128}(?<! )$/;

const urnOf = (logicalName: string): string =>
  `urn:pulumi:dev::p::pulumi-nodejs:dynamic/ecs:FullEcsImage::${logicalName}`;

describe("the name of a full-ECS image", () => {
  it("is the one that is asked for", () => {
    assert.equal(imageName(goal), "web-01 full");
  });

  it("is by default the logical name with 8 characters of the generation", () => {
    for (const name of [undefined, null])
      assert.equal(imageName(towards({ name })), "web-01-01234567", String(name));
  });

  it("is by default another one for each operation: a replacement does not collide with what it replaces", () => {
    assert.notEqual(
      imageName(towards({ name: null })),
      imageName({ ...towards({ name: null }), generation: anotherGeneration }),
    );
  });

  for (const { logicalName, name } of [
    { logicalName: "the server (web)", name: "the server -web--01234567" },
    { logicalName: "wéb/01", name: "w-b-01-01234567" },
    { logicalName: " web ", name: "web-01234567" },
    { logicalName: "a::b", name: "a--b-01234567" },
    { logicalName: "", name: "-01234567" },
  ])
    it(`has only characters that the cloud takes: ${JSON.stringify(logicalName)} becomes ${name}`, () => {
      assert.equal(defaultName(urnOf(logicalName), goal.generation), name);
      assert.match(name, allowed);
    });

  it("is never longer than the cloud takes, and keeps its end", () => {
    for (const length of [118, 119, 120, 500]) {
      const name = defaultName(urnOf("x".repeat(length)), goal.generation);
      assert.match(name, allowed);
      assert.equal(name.length, Math.min(length + 9, 128));
      assert.ok(name.endsWith("-01234567"));
    }
  });
});
