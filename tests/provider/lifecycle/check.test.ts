import assert from "node:assert/strict";
import type { Properties } from "../../../provider/lifecycle/hiddenInput";
import { failure, given, inputs, Stage, unknown, urn } from "./thing";

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
      ": there is no property lable; take it out, or look for a misspelling (the properties are server, size, label)",
      "label: Invalid input: expected string, received number",
      "server: is missing; Invalid input: expected string, received undefined",
      'size.gb: "ten": Invalid input: expected number, received string',
      "size.zones.1: Invalid input: expected string, received number",
    ]);
  });

  it("gives all that the rules find, each with its number", async () => {
    const { lines } = await check({ ...inputs, size: { gb: 101 }, label: "hey!" });
    assert.deepEqual(
      lines.map((line) => line.replace(/: Open.*$/, "")),
      [
        "label: hey!; expected: no !. Be calm. [THING-1",
        "size.gb: 101; expected: 100 at most. Less. [THING-2",
      ],
    );
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

  it("does not look at the cloud for inputs that are refused anyway", async () => {
    const { stage } = await check({ ...inputs, label: "hey!" });
    assert.ok(!stage.calls.includes("connect"));
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
      { reason: "a text", news: { ...inputs, server: unknown }, known: "size" },
      { reason: "a text around it", news: { ...inputs, label: `!${unknown}` }, known: "server,size" },
      { reason: "inside of an object", news: { ...inputs, size: { gb: unknown } }, known: "server" },
      { reason: "a whole object", news: { ...inputs, size: unknown }, known: "server" },
      {
        reason: "inside of a list",
        news: { ...inputs, size: { gb: 1000, zones: ["a", unknown] } },
        known: "server",
      },
      { reason: "a whole list", news: { ...inputs, size: { gb: 1000, zones: unknown } }, known: "server" },
      { reason: "everything", news: { server: unknown, size: unknown, label: unknown }, known: "" },
    ])
      it(`never fails for them, and shows them to no rule: ${reason}`, async () => {
        const { failures, inputs: checked, stage } = await check(news);
        assert.deepEqual(failures, []);
        assert.deepEqual(checked, given(news), "they stay where they are");
        assert.deepEqual(stage.calls, [`inputFacts ${known}`, "connect", `preflight ${known} ${urn}`]);
      });

    it("still fails for the others", async () => {
      const { properties } = await check({ server: unknown, size: { gb: 101 }, label: 5 });
      assert.deepEqual(properties, ["label", "size.gb"]);
    });
  });

  describe("looks at the cloud only where an operation would be carried out", () => {
    for (const { reason, olds, news, looks } of [
      { reason: "a creation", olds: {}, news: inputs, looks: true },
      { reason: "a changed replace field", olds: inputs, news: { ...inputs, server: "s-2" }, looks: true },
      { reason: "nothing changed", olds: inputs, news: inputs, looks: false },
      { reason: "a change in place", olds: inputs, news: { ...inputs, label: "x" }, looks: false },
      { reason: "another null", olds: inputs, news: { ...inputs, label: null }, looks: false },
      {
        reason: "a replace field that is not known yet, and may turn out the same",
        olds: inputs,
        news: { ...inputs, server: unknown },
        looks: false,
      },
    ])
      it(`${looks ? "" : "not "}for ${reason}`, async () => {
        const { stage } = await check(news, { olds: Object.keys(olds).length > 0 ? given(olds) : {} });
        assert.equal(stage.calls.includes("connect"), looks);
        assert.equal(
          stage.calls.some((call) => call.startsWith("preflight")),
          looks,
        );
      });

    it("not where this process is at work on the server", async () => {
      const stage = new Stage();
      await stage.queue.whenFree(
        "s-1",
        () => undefined,
        async () => {
          assert.deepEqual((await check(inputs, { stage })).failures, []);
          assert.ok(!stage.calls.includes("connect"));
          await check({ ...inputs, server: "s-2" }, { stage });
          assert.ok(stage.calls.includes("connect"), "another server is another matter");
        },
      );
    });
  });

  describe("at the look at the cloud", () => {
    it("judges nothing where an operation of the resource is under way", async () => {
      const stage = new Stage();
      stage.facts = () => undefined;
      assert.deepEqual((await check(inputs, { stage })).failures, []);
      assert.deepEqual(stage.logged, []);
    });

    it("gives what the rules find", async () => {
      const stage = new Stage();
      stage.facts = () => ({ room: 5 });
      const { lines } = await check(inputs, { stage });
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? "", /^size\.gb: room for 5; expected: room\. Tidy up\. \[THING-3/);
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

    for (const { reason, arrange } of [
      { reason: "no account", arrange: (it: Stage) => (it.connectFails = failure("configurationInvalid")) },
      { reason: "a record", arrange: (it: Stage) => (it.preflightFails = failure("configurationInvalid")) },
    ])
      it(`gives a failure of ours as one of the resource: ${reason}`, async () => {
        const stage = new Stage();
        arrange(stage);
        assert.deepEqual((await check(inputs, { stage })).lines, [": configurationInvalid it is"]);
      });

    it("lets a defect through", async () => {
      const stage = new Stage();
      stage.preflightFails = new TypeError("a defect");
      await assert.rejects(check(inputs, { stage }), /a defect/);
    });
  });
});
