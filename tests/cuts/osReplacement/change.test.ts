import assert from "node:assert/strict";
import { everydayKinds } from "../cutKinds";
import { problemsOf } from "./sweep";

describe("a change of an OS is cut at every call", () => {
  it("ends in the goal, and destroys once", async () => {
    assert.deepEqual(await problemsOf({ kinds: everydayKinds }), []);
  });
});
