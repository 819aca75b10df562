import assert from "node:assert/strict";
import { everydayKinds } from "../cutKinds";
import { problemsOf } from "./sweep";

describe("a change of an OS that loses metadata and shows late is cut at every call", () => {
  it("ends in the goal, and destroys once", async () => {
    const world = {
      ...({ osChangeMetadata: "lost", osChangeTags: "lost", osChangeLagSeconds: 20 } as const),
      ...({ osChangeShowsImage: "early", osChangeShows: "nothing" } as const),
    };
    assert.deepEqual(await problemsOf({ world, kinds: everydayKinds }), []);
  });
});
