import assert from "node:assert/strict";
import { hasUnknown, isUnknownAt, valueAt, withoutUnknown } from "../../../provider/lifecycle/unknownValues";
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

describe("what is not known yet at a path", () => {
  const properties = { text: "t", size: { gb: unknown, zones: ["a"] }, list: ["a", unknown], whole: unknown };

  for (const { path, expected } of [
    { path: "text", expected: false },
    { path: "size.gb", expected: true },
    { path: "size.zones", expected: false },
    { path: "size", expected: true },
    { path: "list", expected: true },
    { path: "whole", expected: true },
    { path: "whole.anything.below", expected: true },
    { path: "absent", expected: false },
    { path: "absent.below", expected: false },
  ])
    it(`is ${expected ? "unknown" : "known, or absent"}: ${path}`, () => {
      assert.equal(isUnknownAt(properties, path), expected);
    });
});

describe("a copy without what is not known yet", () => {
  for (const { reason, value, expected } of [
    { reason: "everything is known", value: { a: [1, "b"], c: null }, expected: { a: [1, "b"], c: null } },
    { reason: "nothing is", value: unknown, expected: undefined },
    {
      reason: "an object keeps the rest",
      value: { a: 1, b: { c: unknown, d: 2 } },
      expected: { a: 1, b: { d: 2 } },
    },
    { reason: "an object of which nothing is left stays", value: { a: { b: unknown } }, expected: { a: {} } },
    { reason: "a list is left out as a whole", value: { a: 1, list: ["x", unknown] }, expected: { a: 1 } },
    { reason: "a list of objects, too", value: { list: [{ a: 1 }, { b: unknown }] }, expected: {} },
    { reason: "a text around it", value: { a: `x-${unknown}` }, expected: {} },
  ])
    it(reason, () => {
      assert.deepEqual(withoutUnknown(value), expected);
    });

  it("leaves the value itself as it is", () => {
    const value = { a: unknown, b: { c: unknown } };
    withoutUnknown(value);
    assert.deepEqual(value, { a: unknown, b: { c: unknown } });
  });
});
