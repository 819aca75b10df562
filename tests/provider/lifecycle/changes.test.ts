import assert from "node:assert/strict";
import { changesBetween } from "../../../provider/lifecycle/changes";
import { given, inputs, settled, Stage, unknown } from "./thing";

const { definition } = new Stage();
const generation = "0123456789abcdef";
const replace = (property: string) => ({ property, effect: "replace", unknown: false });
const update = (property: string) => ({ property, effect: "update", unknown: false });

describe("changes between two sets of properties", () => {
  const cases: { reason: string; olds?: object; news: object; expected: object[] }[] = [
    { reason: "equal inputs", news: inputs, expected: [] },
    { reason: "another value", news: { ...inputs, server: "s-2" }, expected: [replace("server")] },
    { reason: "another value inside", news: { ...inputs, size: { gb: 11 } }, expected: [replace("size")] },
    {
      reason: "what is changed in place",
      news: { ...inputs, label: "x" },
      expected: [update("label")],
    },
    {
      reason: "several, each with its effect",
      news: { server: "s-2", size: { gb: 11 }, label: "x" },
      expected: [replace("server"), replace("size"), update("label")],
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
      expected: [update("label")],
    },
    {
      reason: "a value that is not known yet, marked as such",
      news: { ...inputs, size: { gb: unknown } },
      expected: [{ property: "size", effect: "replace", unknown: true }],
    },
    { reason: "other outputs never count", olds: settled, news: inputs, expected: [] },
    { reason: "what never matters", news: { ...inputs, profile: "another" }, expected: [] },
  ];
  for (const { reason, olds = inputs, news, expected } of cases)
    it(reason, () => {
      assert.deepEqual(changesBetween(definition, given(olds), given(news), generation), expected);
    });

  /** Its rule looks at what is there. */
  describe("of an input that says in other words what is there", () => {
    for (const { reason, olds = settled, news, expected } of [
      { reason: "words for what was made", news: { ...inputs, model: "created" }, expected: [] },
      { reason: "its generation", news: { ...inputs, model: generation }, expected: [] },
      { reason: "something else", news: { ...inputs, model: "newer" }, expected: [replace("model")] },
      {
        reason: "one way to say it in place of another",
        olds: { ...settled, model: "created" },
        news: { ...inputs, model: generation },
        expected: [],
      },
      {
        reason: "nothing any more",
        olds: { ...settled, model: "created" },
        news: inputs,
        expected: [update("model")],
      },
      {
        reason: "what the inputs of before cannot tell",
        olds: inputs,
        news: { ...inputs, model: "created" },
        expected: [replace("model")],
      },
    ] as { reason: string; olds?: object; news: object; expected: object[] }[])
      it(reason, () => {
        assert.deepEqual(changesBetween(definition, given(olds), given(news), generation), expected);
      });
  });

  describe("asks no rule", () => {
    const unasked = {
      ...definition,
      changes: { ...definition.changes, model: () => assert.fail("it was asked") },
    };
    const replaceUnknown = { property: "model", effect: "replace", unknown: true };

    for (const { reason, model, expected } of [
      { reason: "about the very words as before", model: "older", expected: [] },
      { reason: "about what is not known yet", model: unknown, expected: [replaceUnknown] },
      { reason: "about what is known in part", model: `v-${unknown}`, expected: [replaceUnknown] },
    ])
      it(reason, () => {
        const olds = given({ ...settled, model: "older" });
        assert.deepEqual(changesBetween(unasked, olds, given({ ...inputs, model }), generation), expected);
      });
  });

  it("the hidden input never counts", () => {
    const olds = given(inputs, { urn: "urn:pulumi:dev::p::t::old", timeouts: { create: "1h" } });
    assert.deepEqual(changesBetween(definition, olds, given(inputs), generation), []);
  });
});
