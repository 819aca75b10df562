import assert from "node:assert/strict";
import { hasUnknown, valueAt } from "../../../provider/lifecycle/unknownValues";
import { unknown } from "./thing";

describe("values that are not known yet", () => {
  for (const { reason, value } of [
    { reason: "the value itself", value: unknown },
    { reason: "in an object", value: { a: { b: unknown } } },
    { reason: "in an array", value: ["a", unknown] },
    { reason: "in an object in an array", value: [{ a: 1 }, { a: [unknown] }] },
    { reason: "in a text around it", value: `web-${unknown}-01` },
  ])
    it(`are found: ${reason}`, () => {
      assert.equal(hasUnknown(value), true);
    });

  for (const value of [undefined, null, "", "04da6b54", 0, false, {}, [], { a: ["b", null, 1] }])
    it(`are not seen in ${value === undefined ? "undefined" : JSON.stringify(value)}`, () => {
      assert.equal(hasUnknown(value), false);
    });
});

describe("the value at a path", () => {
  const value = { a: { list: [{ b: 1 }] }, text: "t", nothing: null };

  for (const { reason, path, expected } of [
    { reason: "no path", path: [], expected: value },
    { reason: "names and indices", path: ["a", "list", 0, "b"], expected: 1 },
    { reason: "a name that is not there", path: ["x"], expected: undefined },
    { reason: "below a name that is not there", path: ["x", "y"], expected: undefined },
  ])
    it(`is what stands there: ${reason}`, () => {
      assert.deepEqual(valueAt(value, path), expected);
    });

  it("is the unknown that stands in place of a whole object", () => {
    assert.equal(valueAt({ size: unknown }, ["size", "gb"]), unknown);
  });
});
