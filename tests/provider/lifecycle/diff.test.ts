import assert from "node:assert/strict";
import { given, inputs, settled, Stage, unknown, unsettled, urn } from "./thing";

const id = "0123456789abcdef";

async function diff(olds: object, news: object, stage = new Stage()) {
  const answer = await stage.lifecycle.diff(id, given(olds), given(news));
  return { answer, stage };
}

describe("diff", () => {
  const cases: { reason: string; olds?: object; news: object; expected: object }[] = [
    { reason: "equal inputs: no change", news: inputs, expected: { changes: false } },
    {
      reason: "another way to say the same: no change",
      olds: { ...settled, label: null },
      news: inputs,
      expected: { changes: false },
    },
    {
      reason: "a change in place: the engine names it",
      news: { ...inputs, label: "x" },
      expected: { replaces: [] },
    },
    {
      reason: "a change that replaces: the engine names it, and replaces",
      news: { ...inputs, server: "s-2", label: "x" },
      expected: { replaces: ["server"] },
    },
    {
      reason: "several that replace",
      news: { ...inputs, server: "s-2", size: { gb: 11 } },
      expected: { replaces: ["server", "size"] },
    },
    {
      reason: "a value that is not known yet never replaces",
      news: { ...inputs, server: unknown, size: unknown },
      expected: { replaces: [] },
    },
    {
      reason: "not known yet inside, and another that is known",
      news: { server: "s-2", size: { gb: unknown } },
      expected: { replaces: ["server"] },
    },
    {
      reason: "unsettled: a change, though the inputs are equal",
      olds: unsettled,
      news: inputs,
      expected: { changes: true },
    },
    {
      reason: "unsettled, and the inputs differ: still an update, which first follows what has begun",
      olds: unsettled,
      news: { ...inputs, server: "s-2" },
      expected: { changes: true },
    },
    {
      reason: "nothing says that it is settled",
      olds: { ...settled, settled: undefined },
      news: inputs,
      expected: { changes: true },
    },
  ];
  for (const { reason, olds = settled, news, expected } of cases)
    it(reason, async () => {
      const { answer, stage } = await diff(olds, news);
      assert.deepEqual(answer, expected);
      assert.deepEqual(stage.calls, [], "no call is made");
    });

  it("says why a resource changes whose inputs are equal", async () => {
    const { stage } = await diff(unsettled, inputs);
    assert.equal(stage.logged.length, 1);
    assert.match(stage.logged[0] ?? "", new RegExp(`^info ${urn}: .*interrupted`));
  });

  it("does not count the hidden input", async () => {
    const { lifecycle } = new Stage();
    const olds = given(settled, { timeouts: { create: "1h" } });
    const news = given(inputs, { urn: "urn:pulumi:dev::p::t::renamed" });
    assert.deepEqual(await lifecycle.diff(id, olds, news), { changes: false });
  });
});
