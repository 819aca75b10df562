import assert from "node:assert/strict";
import { changesBetween } from "../../../provider/lifecycle/changes";
import { given, inputs, settled, Stage, unknown } from "./thing";

const { definition } = new Stage();
const replace = (property: string) => ({ property, effect: "replace", unknown: false });

describe("changes between two sets of properties", () => {
  const cases: { reason: string; olds?: object; news: object; expected: object[] }[] = [
    { reason: "equal inputs", news: inputs, expected: [] },
    { reason: "another value", news: { ...inputs, server: "s-2" }, expected: [replace("server")] },
    { reason: "another value inside", news: { ...inputs, size: { gb: 11 } }, expected: [replace("size")] },
    {
      reason: "what is changed in place",
      news: { ...inputs, label: "x" },
      expected: [{ property: "label", effect: "update", unknown: false }],
    },
    {
      reason: "several, each with its effect",
      news: { server: "s-2", size: { gb: 11 }, label: "x" },
      expected: [replace("server"), replace("size"), { property: "label", effect: "update", unknown: false }],
    },
    { reason: "null is as absent", news: { ...inputs, label: null }, expected: [] },
    { reason: "undefined is as absent", news: { ...inputs, label: undefined }, expected: [] },
    {
      reason: "absent is as null inside, too",
      olds: { ...inputs, size: { gb: 10, zones: null } },
      news: inputs,
      expected: [],
    },
    {
      reason: "the order of names is none",
      olds: { ...inputs, size: { zones: ["a"], gb: 10 } },
      news: { ...inputs, size: { gb: 10, zones: ["a"] } },
      expected: [],
    },
    {
      reason: "the order of a list is one",
      olds: { ...inputs, size: { gb: 10, zones: ["a", "b"] } },
      news: { ...inputs, size: { gb: 10, zones: ["b", "a"] } },
      expected: [replace("size")],
    },
    {
      reason: "a value that was taken away",
      olds: { ...inputs, label: "x" },
      news: inputs,
      expected: [{ property: "label", effect: "update", unknown: false }],
    },
    {
      reason: "a value that is not known yet, marked as such",
      news: { ...inputs, size: { gb: unknown } },
      expected: [{ property: "size", effect: "replace", unknown: true }],
    },
    { reason: "other outputs never count", olds: settled, news: inputs, expected: [] },
  ];
  for (const { reason, olds = inputs, news, expected } of cases)
    it(reason, () => {
      assert.deepEqual(changesBetween(definition, given(olds), given(news)), expected);
    });

  it("the hidden input never counts", () => {
    const olds = given(inputs, { urn: "urn:pulumi:dev::p::t::old", timeouts: { create: "1h" } });
    assert.deepEqual(changesBetween(definition, olds, given(inputs)), []);
  });
});
