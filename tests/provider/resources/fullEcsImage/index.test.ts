import assert from "node:assert/strict";
import { fullEcsImage } from "../../../../provider/resources/fullEcsImage";
import { ids, outputs } from "./samples";

describe("drift of a full-ECS image that is no change of its inputs", () => {
  const drift = (tags: Record<string, string>, tagsAll: Record<string, string>, defaults = {}) =>
    fullEcsImage.driftOf?.({ tags }, { ...outputs, tagsAll }, defaults);

  it("is none where the image has its own tags and the profile's", () => {
    assert.equal(drift({ team: "web" }, { team: "web", owner: "ops" }, { owner: "ops" }), undefined);
    assert.equal(drift({}, {}), undefined);
  });

  for (const { reason, tags, tagsAll, defaults } of [
    { reason: "the profile has another default tag now", tags: {}, tagsAll: {}, defaults: { owner: "ops" } },
    { reason: "the profile has one less", tags: {}, tagsAll: { owner: "ops" }, defaults: {} },
    {
      reason: "a default tag has another value",
      tags: {},
      tagsAll: { owner: "web" },
      defaults: { owner: "ops" },
    },
    {
      reason: "one key has taken the place of another",
      tags: {},
      tagsAll: { owner: "ops" },
      defaults: { stage: "ops" },
    },
  ])
    it(`is told where ${reason}`, () => {
      assert.match(drift(tags, tagsAll, defaults) ?? "", /default tags/);
    });

  it("is none where a resource's own tag takes the place of a default tag", () => {
    assert.equal(drift({ owner: "web" }, { owner: "web" }, { owner: "ops" }), undefined);
  });
});

describe("a replacement of a full-ECS image", () => {
  it("makes no sense where it would adopt the very image that it replaces, and says what to do", () => {
    assert.match(
      fullEcsImage.refuseReplacement?.({ adopt: ids.image }, outputs) ?? "",
      new RegExp(`adopt names image ${ids.image}.*take adopt out`),
    );
  });

  it("makes sense otherwise", () => {
    assert.equal(fullEcsImage.refuseReplacement?.({}, outputs), undefined);
    const another = "99999999-0000-4000-8000-000000000001";
    assert.equal(fullEcsImage.refuseReplacement?.({ adopt: another }, outputs), undefined);
  });
});
