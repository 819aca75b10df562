import assert from "node:assert/strict";
import { OperationFailure } from "../../../provider/procedures/errors";
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
    assert.match(stage.logged[0] ?? "", new RegExp(`^info ${urn}: the last operation is not complete`));
  });

  describe("of an input that says in other words what is there", () => {
    for (const { reason, news, expected } of [
      { reason: "no change", news: { ...inputs, model: id }, expected: { changes: false } },
      {
        reason: "a replacement where it says something else",
        news: { ...inputs, model: "newer" },
        expected: { replaces: ["model"] },
      },
      {
        reason: "never a replacement while it is not known",
        news: { ...inputs, model: unknown },
        expected: { replaces: [] },
      },
      {
        reason: "no change, beside another that is one",
        news: { ...inputs, model: "created", label: "x" },
        expected: { replaces: [] },
      },
    ])
      it(reason, async () => {
        assert.deepEqual((await diff(settled, news)).answer, expected);
      });
  });

  describe("with equal inputs", () => {
    const tagged = { ...settled, tagsAll: { team: "web" } };
    const answerOf = async (news: object, olds: object, defaultTags: Stage["defaultTags"]) => {
      const stage = new Stage();
      stage.defaultTags = defaultTags;
      return { ...(await diff(olds, news, stage)), stage };
    };

    it("is a change where what is there has drifted, and says why", async () => {
      const { answer, stage } = await answerOf(inputs, settled, () => ({ team: "web" }));
      assert.deepEqual(answer, { changes: true });
      assert.deepEqual(stage.logged, [`info ${urn}: its tags differ`]);
      assert.deepEqual(stage.calls, [], "no call is made");
    });

    it("is none where nothing has drifted, and says nothing", async () => {
      const { answer, stage } = await answerOf(inputs, tagged, () => ({ team: "web" }));
      assert.deepEqual(answer, { changes: false });
      assert.deepEqual(stage.logged, []);
    });

    it("looks at the default tags of the resource's own profile", async () => {
      const ofProfile = (profile: string | undefined) => (profile === "mine" ? { team: "web" } : {});
      const mine = { ...inputs, profile: "mine" };
      assert.deepEqual((await answerOf(mine, { ...settled, ...mine }, ofProfile)).answer, { changes: true });
      assert.deepEqual((await answerOf(inputs, settled, ofProfile)).answer, { changes: false });
    });

    it("is none while the profile is not known", async () => {
      const { answer } = await answerOf({ ...inputs, profile: unknown }, settled, () => ({ team: "web" }));
      assert.deepEqual(answer, { changes: false });
    });

    it("is none where the configuration cannot be read: that is no drift", async () => {
      assert.deepEqual((await answerOf(inputs, tagged, () => undefined)).answer, { changes: false });
    });

    it("a drift is not told beside changed inputs: the update brings everything up to date", async () => {
      const { answer, stage } = await answerOf({ ...inputs, label: "x" }, settled, () => ({ team: "web" }));
      assert.deepEqual(answer, { replaces: [] });
      assert.deepEqual(stage.logged, []);
    });
  });

  describe("where a replacement makes no sense", () => {
    const refusing = () => {
      const stage = new Stage();
      stage.refusal = "it is there already";
      return stage;
    };

    it("ends with the reason", async () => {
      await assert.rejects(
        diff(settled, { ...inputs, server: "s-2" }, refusing()),
        (error) =>
          error instanceof OperationFailure &&
          error.kind === "constraintViolated" &&
          error.message === "it is there already",
      );
    });

    for (const { reason, olds = settled, news } of [
      { reason: "nothing has changed", news: inputs },
      { reason: "a change in place", news: { ...inputs, label: "x" } },
      { reason: "a replacement that is not known yet", news: { ...inputs, server: unknown } },
      { reason: "an interrupted operation", olds: unsettled, news: { ...inputs, server: "s-2" } },
    ] as { reason: string; olds?: object; news: object }[])
      it(`does not for what is none: ${reason}`, async () => {
        await diff(olds, news, refusing());
      });
  });

  it("does not count the hidden input", async () => {
    const { lifecycle } = new Stage();
    const olds = given(settled, { timeouts: { create: "1h" } });
    const news = given(inputs, { urn: "urn:pulumi:dev::p::t::renamed" });
    assert.deepEqual(await lifecycle.diff(id, olds, news), { changes: false });
  });
});
