import assert from "node:assert/strict";
import {
  assertAnnounced,
  assertMet,
  assertRefused,
  judgedInputs,
  judgedLive,
  judgedWithoutLook,
  notLookedUp,
} from "../judged";
import { ids, image } from "../samples";

/** So many tags. */
function tags(count: number, prefix = "t"): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "v"]));
}

describe("the service's limits of an image, in the inputs", () => {
  it("FEI-15 accepts names within the limits", () => {
    for (const name of ["a", "web-01 full_2.0", "x".repeat(128)])
      assertMet(judgedInputs("FEI-15", { name }), name);
  });

  it("FEI-15 rejects names beyond the limits, with the name and its length", () => {
    for (const name of ["", " web", "web ", "wéb", "a/b", "x".repeat(129)])
      assertRefused(
        judgedInputs("FEI-15", { name }),
        "name",
        `${JSON.stringify(name)} (${name.length} characters)`,
        /1 to 128/,
      );
  });

  it("FEI-15 accepts descriptions within the limits", () => {
    for (const description of ["", "before the upgrade", "ü".repeat(1024)])
      assertMet(judgedInputs("FEI-15", { description }), description);
  });

  it("FEI-15 rejects descriptions beyond the limits", () => {
    assertRefused(
      judgedInputs("FEI-15", { description: "x".repeat(1025) }),
      "description",
      "1025 characters",
      /at most 1024/,
    );
    for (const description of ["a<b", "a>b", "a\rb", "a\nb"])
      assertRefused(
        judgedInputs("FEI-15", { description }),
        "description",
        "3 characters, with <, > or a line break",
      );
  });

  it("FEI-15 accepts what is left out, or not known yet", () => {
    assertMet(judgedInputs("FEI-15", {}));
    assertMet(judgedInputs("FEI-15", { name: null, description: null, tags: null, minRamMb: null }));
    assertMet(judgedInputs("FEI-15", {}, ["name", "description", "tags", "minRamMb", "maxRamMb"]));
  });

  it("FEI-15 accepts tags within the limits: keys of 36, values of 43 characters or none", () => {
    const limits = { ["k".repeat(36)]: "v".repeat(43), "Team_1-a": "", owner: "A-b_9" };
    assertMet(judgedInputs("FEI-15", { tags: limits }));
  });

  for (const { reason, key } of [
    { reason: "is empty", key: "" },
    { reason: "has 37 characters", key: "k".repeat(37) },
    { reason: "has a point", key: "a.b" },
    { reason: "has a blank", key: "a b" },
  ])
    it(`FEI-15 rejects a tag whose key ${reason}`, () => {
      assertRefused(
        judgedInputs("FEI-15", { tags: { [key]: "v" } }),
        `tags.${key}`,
        `a key of ${key.length} characters`,
        /1 to 36/,
      );
    });

  for (const { reason, value } of [
    { reason: "has 44 characters", value: "v".repeat(44) },
    { reason: "has a point", value: "1.0" },
    { reason: "has a blank", value: "a b" },
  ])
    it(`FEI-15 rejects a tag whose value ${reason}`, () => {
      assertRefused(
        judgedInputs("FEI-15", { tags: { team: value } }),
        "tags.team",
        `a value of ${value.length} characters`,
        /at most 43/,
      );
    });

  it("FEI-15 rejects a tag under the key of the provider's own mark", () => {
    assertRefused(
      judgedInputs("FEI-15", { tags: { "ecs-lifecycle": "mine" } }),
      "tags.ecs-lifecycle",
      "the key ecs-lifecycle",
      /the provider's own mark/,
    );
  });

  it("FEI-15 accepts nine tags: with the mark these are the ten that an image may have", () => {
    assertMet(judgedInputs("FEI-15", { tags: tags(9) }));
  });

  it("FEI-15 rejects ten tags: the mark would be the eleventh", () => {
    assertRefused(
      judgedInputs("FEI-15", { tags: tags(10) }),
      "tags",
      "10 tags, and the provider's own mark",
      /at most 10 in all/,
    );
  });

  it("FEI-15 accepts a smallest memory up to the largest, and no limit", () => {
    for (const memory of [
      { minRamMb: 2048, maxRamMb: 4096 },
      { minRamMb: 4096, maxRamMb: 4096 },
      { minRamMb: 4096 },
      { maxRamMb: 4096 },
      { minRamMb: 4096, maxRamMb: 0 },
    ])
      assertMet(judgedInputs("FEI-15", memory), JSON.stringify(memory));
  });

  it("FEI-15 rejects a smallest memory above the largest, with both", () => {
    assertRefused(
      judgedInputs("FEI-15", { minRamMb: 4097, maxRamMb: 4096 }),
      "minRamMb",
      "4097 MiB, more than maxRamMb (4096)",
    );
  });
});

describe("the service's limits of an image, as the cloud shows it", () => {
  it("FEI-15 accepts tags that together with the profile's default tags are few enough", () => {
    assertMet(judgedInputs("FEI-15", { tags: tags(5) }, [], { defaultTags: tags(4, "d") }));
    assertMet(judgedInputs("FEI-15", { tags: null }, [], { defaultTags: tags(9, "d") }));
  });

  it("FEI-15 accepts a default tag that the resource gives another value: it counts once", () => {
    assertMet(judgedInputs("FEI-15", { tags: tags(9) }, [], { defaultTags: tags(9) }));
  });

  it("FEI-15 rejects tags that are too many only with the profile's default tags, and says whose they are", () => {
    assertRefused(
      judgedInputs("FEI-15", { tags: tags(5) }, [], { defaultTags: tags(5, "d") }),
      "tags",
      "5 tags, 5 more from the profile's defaultTags, and the provider's own mark",
      /at most 10 in all/,
    );
  });

  it("FEI-15 accepts tags where the configuration does not tell the default ones", () => {
    assertMet(judgedInputs("FEI-15", { tags: tags(9) }));
  });

  it("FEI-15 accepts a name that no image has", () => {
    assertMet(judgedLive("FEI-15", {}));
  });

  it("FEI-15 rejects a name that another private image has, and names that image", () => {
    assertRefused(
      judgedLive("FEI-15", { namesakes: { value: [{ ...image, ours: false }] } }),
      "name",
      `"web-01 full" is the name of image ${ids.image}`,
      /no other private image/,
      /Choose another name, or leave it out/,
    );
  });

  it("FEI-15 rejects a name that the resource's own old image still has, with the two ways out", () => {
    const judgement = judgedLive("FEI-15", { namesakes: { value: [{ ...image, ours: true }] } });
    assertRefused(
      judgement,
      "name",
      `image ${ids.image}, which an earlier operation of this resource made`,
      /Two ways out: leave the name out.*deleteBeforeReplace/,
      `adopt: "${ids.image}"`,
      `delete image ${ids.image} with its backup ${ids.backup}`,
    );
    assert.doesNotMatch(judgement.refusals[0]?.reason ?? "", /Choose another name/);
  });

  it("FEI-15 accepts names that could not be looked up, and announces it", () => {
    assertAnnounced(judgedLive("FEI-15", { namesakes: notLookedUp }), /could not be checked: .*HTTP 503/);
  });

  it("FEI-15 accepts the default name without a look: each image has one of its own", () => {
    assertMet(judgedLive("FEI-15", { namesakes: notLookedUp }, { name: null }));
  });

  it("FEI-15 accepts a quota with room for one more image", () => {
    assertMet(judgedLive("FEI-15", { quota: { value: { used: 49, limit: 50 } } }));
  });

  it("FEI-15 rejects a quota that is used up, with its figures", () => {
    for (const used of [50, 51])
      assertRefused(
        judgedLive("FEI-15", { quota: { value: { used, limit: 50 } } }),
        "",
        `used up: ${used} of 50`,
        /My Quotas/,
      );
  });

  it("FEI-15 accepts a quota that the cloud does not tell, and announces it", () => {
    assertAnnounced(judgedLive("FEI-15", { quota: { value: undefined } }), /does not tell the quota/);
  });

  it("FEI-15 accepts a quota that could not be looked up, and announces it", () => {
    assertAnnounced(judgedLive("FEI-15", { quota: notLookedUp }), /could not be checked: .*HTTP 503/);
  });

  it("FEI-15 accepts what is not known yet", () => {
    assertMet(judgedWithoutLook("FEI-15", { name: "web-01 full", tags: tags(2) }));
  });
});
