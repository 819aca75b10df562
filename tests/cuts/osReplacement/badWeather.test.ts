import assert from "node:assert/strict";
import { badWeatherKinds } from "../cutKinds";
import { problemsOf } from "./sweep";

describe("a change of an OS meets bad weather at every call", () => {
  it("ends in the goal, and destroys once", async () => {
    assert.deepEqual(await problemsOf({ kinds: badWeatherKinds }), []);
  });
});
