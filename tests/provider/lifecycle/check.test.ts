import assert from "node:assert/strict";
import type { Properties } from "../../../provider/lifecycle/hiddenInput";
import { CloudError } from "../../../provider/ports/cloudError";
import { account, failure, given, inputs, Stage, unknown, urn } from "./thing";

/** Checks these inputs, by default those of a resource that does not exist yet. */
async function check(
  news: object,
  { olds = {}, stage = new Stage() }: { olds?: Properties; stage?: Stage } = {},
) {
  const result = await stage.lifecycle.check(olds, given(news));
  const lines = result.failures.map(({ property, reason }) => `${property}: ${reason}`);
  return { ...result, lines, properties: result.failures.map(({ property }) => property), stage };
}

describe("check", () => {
  it("has nothing against inputs that are right, and returns them as they are", async () => {
    const news = { ...inputs, label: null };
    const { failures, inputs: checked } = await check(news);
    assert.deepEqual(failures, []);
    assert.deepEqual(checked, given(news));
  });

  it("gives all failures with their paths, never only the first", async () => {
    const { lines } = await check({ size: { gb: "ten", zones: ["a", 1] }, label: 5, lable: "x" });
    assert.deepEqual(lines.sort(), [
      ": there is no property lable; take it out, or look for a misspelling (the properties are server, size, label, model, password, profile)",
      "label: 5: Invalid input: expected string, received number",
      "server: is missing; Invalid input: expected string, received undefined",
      'size.gb: "ten": Invalid input: expected number, received string',
      "size.zones.1: 1: Invalid input: expected string, received number",
    ]);
  });

  it("names the properties beside which one is unknown, also within another", async () => {
    const { lines } = await check({ ...inputs, size: { gb: 10, mb: 1 } });
    assert.deepEqual(lines, [
      "size: there is no property mb; take it out, or look for a misspelling (the properties are gb, zones)",
    ]);
  });

  it("shows nothing of an input that is secret, whatever is wrong with it", async () => {
    const { lines } = await check({ ...inputs, password: 12345678 });
    assert.deepEqual(lines, ["password: expected a password"]);
  });

  it("has the cloud keep the secrets of the program", async () => {
    const { stage } = await check({ ...inputs, password: "hunter2" });
    assert.deepEqual([...stage.secrets], ["hunter2"]);
  });

  it("gives all that the rules find, each with its number", async () => {
    const { lines } = await check({ ...inputs, size: { gb: 101 }, label: "hey!" });
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? "", /^label: hey!.*no !.*Be calm\..*\[THING-1: /s);
    assert.match(lines[1] ?? "", /^size\.gb: 101.*100 at most.*Less\..*\[THING-2: /s);
  });

  it("gives what the rules find also where another property has the wrong shape", async () => {
    const { properties } = await check({ server: 5, size: { gb: 101 }, label: "hey!" });
    assert.deepEqual(properties, ["server", "label", "size.gb"]);
  });

  it("shows no rule a property of the wrong shape", async () => {
    const { stage, properties } = await check({ ...inputs, size: "big", label: "hey!" });
    assert.deepEqual(properties, ["size", "label"]);
    assert.equal(stage.calls[0], "inputFacts label,server");
  });

  it("gives what the cloud shows, too, where something else is wrong by itself", async () => {
    const stage = new Stage();
    stage.facts = () => ({ room: 0 });
    const { properties } = await check({ ...inputs, label: "hey!" }, { stage });
    assert.deepEqual(properties, ["label", "size.gb"]);
  });

  it("does not judge a property by the cloud that is wrong by itself", async () => {
    const stage = new Stage();
    stage.facts = () => ({ room: 0 });
    const { properties } = await check({ ...inputs, size: "big" }, { stage });
    assert.deepEqual(properties, ["size"]);
  });

  it("refuses time-outs that cannot be read, together with the rest", async () => {
    const { lifecycle } = new Stage();
    const timeouts = { create: "1h30m", update: "soon", delete: "" };
    const { failures } = await lifecycle.check({}, given({ ...inputs, label: 5 }, { timeouts }));
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["customTimeouts.update", "customTimeouts.delete", "label"],
    );
  });

  it("takes an explicit null for absent", async () => {
    const { failures, stage } = await check({ ...inputs, label: null });
    assert.deepEqual(failures, []);
    assert.equal(stage.calls[0], "inputFacts server,size");
    assert.deepEqual((await check({ ...inputs, server: null })).lines, [
      "server: is missing; Invalid input: expected string, received undefined",
    ]);
  });

  describe("with values that are not known yet", () => {
    for (const { reason, news, known } of [
      { reason: "a text", news: { ...inputs, server: unknown }, known: { size: { gb: 10 } } },
      { reason: "a text around it", news: { ...inputs, label: `!${unknown}` }, known: inputs },
      {
        reason: "inside of an object, of which the rest is known",
        news: { ...inputs, size: { gb: unknown, zones: ["a"] } },
        known: { server: "s-1", size: { zones: ["a"] } },
      },
      { reason: "a whole object", news: { ...inputs, size: unknown }, known: { server: "s-1" } },
      {
        reason: "inside of a list: what the list holds is not known then",
        news: { ...inputs, size: { gb: 10, zones: ["a", unknown] } },
        known: inputs,
      },
      { reason: "a whole list", news: { ...inputs, size: { gb: 10, zones: unknown } }, known: inputs },
      {
        reason: "inside of something of the wrong shape, of which no rule can judge the rest",
        news: { ...inputs, label: { text: "hey!", of: unknown } },
        known: inputs,
      },
      { reason: "nearly everything", news: { server: unknown, size: unknown, label: unknown }, known: {} },
    ])
      it(`never fails for them, and shows them to no rule: ${reason}`, async () => {
        const { failures, inputs: checked, stage } = await check(news);
        assert.deepEqual(failures, []);
        assert.deepEqual(checked, given(news), "they stay where they are");
        assert.deepEqual(stage.known?.inputs, known);
        assert.deepEqual(stage.question?.inputs, known, "nor to those that need the cloud");
      });

    for (const { reason, news, unknowns, knowns } of [
      {
        reason: "a value that is not known yet, and everything that it may hold",
        news: { ...inputs, size: unknown },
        unknowns: ["size", "size.gb", "size.zones"],
        knowns: ["server", "label"],
      },
      {
        reason: "what is inside of an object, and so the object",
        news: { ...inputs, size: { gb: unknown, zones: ["a"] } },
        unknowns: ["size.gb", "size"],
        knowns: ["size.zones", "server"],
      },
      {
        reason: "a list in which something is not known yet",
        news: { ...inputs, size: { gb: 10, zones: ["a", unknown] } },
        unknowns: ["size.zones", "size"],
        knowns: ["size.gb"],
      },
      {
        reason: "a value of the wrong shape, which is refused for that already",
        news: { ...inputs, size: { gb: "ten" } },
        unknowns: ["size", "size.gb", "size.zones"],
        knowns: ["server", "label"],
      },
      {
        reason: "a value of the wrong shape, of which something is not known yet",
        news: { ...inputs, label: { text: "hey!", of: unknown } },
        unknowns: ["label", "label.text"],
        knowns: ["server", "size.gb"],
      },
      {
        reason: "nothing that is absent",
        news: inputs,
        unknowns: [],
        knowns: ["label", "size.zones", "model"],
      },
      { reason: "nothing that is null", news: { ...inputs, label: null }, unknowns: [], knowns: ["label"] },
    ])
      it(`tells a rule, for each path, what is absent only for that: ${reason}`, async () => {
        const { known } = (await check(news)).stage;
        for (const path of unknowns) assert.equal(known?.isUnknown(path), true, path);
        for (const path of knowns) assert.equal(known?.isUnknown(path), false, path);
      });

    it("still judges what is known beside them", async () => {
      const { properties } = await check({ ...inputs, size: { gb: 1000, zones: ["a", unknown] } });
      assert.deepEqual(properties, ["size.gb"]);
    });

    it("does not look at the cloud while the profile is not known", async () => {
      const { stage, failures } = await check({ ...inputs, profile: unknown });
      assert.deepEqual(failures, []);
      assert.deepEqual(stage.calls, ["inputFacts server,size"]);
    });

    it("judges the inputs also while the profile is not known", async () => {
      const { properties } = await check({ ...inputs, label: "hey!", profile: unknown });
      assert.deepEqual(properties, ["label"]);
    });

    it("still fails for the others", async () => {
      const { properties } = await check({ server: unknown, size: { gb: 101 }, label: 5 });
      assert.deepEqual(properties, ["label", "size.gb"]);
    });
  });

  describe("looks at the cloud only without old inputs", () => {
    const looked = ({ calls }: Stage) => calls.filter((call) => /^(connect|preflight)/.test(call)).length > 0;

    it("for a creation", async () => {
      const { stage } = await check(inputs);
      assert.deepEqual(stage.calls, ["inputFacts server,size", "connect", `preflight server,size ${urn}`]);
    });

    for (const { reason, news } of [
      { reason: "nothing has changed", news: inputs },
      { reason: "something is changed in place", news: { ...inputs, label: "x" } },
      { reason: "a null was added", news: { ...inputs, label: null } },
      { reason: "something is not known yet", news: { ...inputs, server: unknown } },
      { reason: "a change replaces: then it is asked once more", news: { ...inputs, server: "s-2" } },
    ])
      it(`not where ${reason}`, async () => {
        const { stage } = await check(news, { olds: given(inputs) });
        assert.equal(looked(stage), false);
      });

    it("for a replacement at the second time, which is like a creation", async () => {
      const stage = new Stage();
      const news = { ...inputs, server: "s-2" };
      await check(news, { olds: given(inputs), stage });
      await check(news, { stage });
      assert.equal(stage.calls.filter((call) => call.startsWith("preflight")).length, 1);
    });

    it("and not with old inputs where the rules refuse something", async () => {
      const { stage, properties } = await check({ ...inputs, label: "hey!" }, { olds: given(inputs) });
      assert.deepEqual(properties, ["label"]);
      assert.equal(looked(stage), false);
    });
  });

  describe("at the look at the cloud", () => {
    it("judges nothing where an operation of the resource is under way", async () => {
      const stage = new Stage();
      stage.facts = () => undefined;
      assert.deepEqual((await check(inputs, { stage })).failures, []);
      assert.deepEqual(stage.logged, []);
    });

    it("looks again before it refuses, where the lists are old: this program may have changed what they show", async () => {
      const stage = new Stage();
      stage.listsAreOld = true;
      const rooms = [1, 100];
      stage.facts = () => ({ room: rooms.shift() ?? 0 });
      assert.deepEqual((await check(inputs, { stage })).failures, []);
      assert.deepEqual(rooms, []);
    });

    it("looks once where the lists are of this very moment, or nothing is refused", async () => {
      for (const [listsAreOld, room] of [
        [false, 1],
        [true, 100],
      ] as const) {
        const stage = new Stage();
        stage.listsAreOld = listsAreOld;
        let looks = 0;
        stage.facts = () => ({ room: ++looks === 1 ? room : 100 });
        await check(inputs, { stage });
        assert.equal(looks, 1);
      }
    });

    it("says which resource asks, and in which account", async () => {
      const { stage } = await check({ ...inputs, profile: "mine" });
      assert.equal(stage.question?.urn, urn);
      assert.deepEqual(stage.profiles, ["mine"]);
      assert.deepEqual(stage.question.cloud.identity, account);
    });

    it("takes the stack's own profile where the resource names none", async () => {
      for (const news of [inputs, { ...inputs, profile: null }])
        assert.deepEqual((await check(news)).stage.profiles, [undefined]);
    });

    it("says whether the old object is deleted before its replacement is made", async () => {
      for (const { hidden, expected } of [
        { hidden: {}, expected: false },
        { hidden: { deletesBeforeReplacing: true }, expected: true },
        { hidden: { deletesBeforeReplacing: false }, expected: false },
      ]) {
        const stage = new Stage();
        await stage.lifecycle.check({}, given(inputs, hidden));
        assert.equal(stage.question?.deletesBeforeReplacing, expected);
      }
    });

    it("says whether this process is at work on something", async () => {
      const stage = new Stage();
      await stage.queue.whenFree(
        "s-1",
        () => undefined,
        async () => {
          await check(inputs, { stage });
          assert.equal(stage.question?.isBusy("s-1"), true);
          assert.equal(stage.question.isBusy("s-2"), false);
        },
      );
      assert.equal(stage.question?.isBusy("s-1"), false, "not any more");
    });

    it("gives what the rules find", async () => {
      const stage = new Stage();
      stage.facts = () => ({ room: 5 });
      const { lines } = await check(inputs, { stage });
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? "", /^size\.gb: room for 5.*room.*Tidy up\..*\[THING-3: /s);
    });

    it("announces what is worth knowing", async () => {
      const stage = new Stage();
      await check(inputs, { stage });
      assert.equal(stage.logged.length, 1);
      assert.match(stage.logged[0] ?? "", new RegExp(`^warning ${urn}: 1000 are free\\. \\[THING-3`));
    });

    it("warns of what could not be looked up, and refuses nothing for it", async () => {
      const stage = new Stage();
      stage.facts = () => ({});
      assert.deepEqual((await check(inputs, { stage })).failures, []);
      assert.match(stage.logged[0] ?? "", /could not be checked: nobody answered\. \[THING-3/);
    });

    const refused = new CloudError("denied", "GET ecs /v1/p/cloudservers/detail", {
      ...{ reason: "not allowed", status: 403, code: "Ecs.0003" },
    });
    for (const { reason, arrange, expected } of [
      {
        reason: "no account",
        arrange: (it: Stage) => (it.connectFails = failure("configurationInvalid")),
        expected: "configurationInvalid it is",
      },
      {
        reason: "a record",
        arrange: (it: Stage) => (it.preflightFails = failure("recordUnreadable")),
        expected: "recordUnreadable it is",
      },
      {
        reason: "a call that the cloud refused",
        arrange: (it: Stage) => (it.preflightFails = refused),
        expected: "GET ecs /v1/p/cloudservers/detail: not allowed (HTTP 403, Ecs.0003)",
      },
      {
        reason: "an account that could not be connected to",
        arrange: (it: Stage) => (it.connectFails = refused),
        expected: "GET ecs /v1/p/cloudservers/detail: not allowed (HTTP 403, Ecs.0003)",
      },
    ])
      it(`gives an expected failure as one of the resource: ${reason}`, async () => {
        const stage = new Stage();
        arrange(stage);
        assert.deepEqual((await check(inputs, { stage })).lines, [`: ${expected}`]);
      });

    it("lets a defect through", async () => {
      const stage = new Stage();
      stage.preflightFails = new TypeError("a defect");
      await assert.rejects(check(inputs, { stage }), /a defect/);
    });
  });
});
