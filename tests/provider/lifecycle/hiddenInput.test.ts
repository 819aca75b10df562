import assert from "node:assert/strict";
import {
  hiddenInput,
  profileOf,
  timeoutMilliseconds,
  withoutHidden,
} from "../../../provider/lifecycle/hiddenInput";
import { given, urn } from "./thing";

describe("the hidden input", () => {
  it("holds the URN and the time-outs", () => {
    const timeouts = { create: "2h" };
    assert.deepEqual(hiddenInput(given({ server: "s" }, { timeouts })), { urn, timeouts });
  });

  it("may have no time-outs", () => {
    assert.deepEqual(hiddenInput({ __lifecycle: { urn } }), { urn });
  });

  it("says whether the old object is deleted before its replacement is made", () => {
    const properties = given({}, { deletesBeforeReplacing: true });
    assert.deepEqual(hiddenInput(properties), { urn, timeouts: {}, deletesBeforeReplacing: true });
  });

  it("may come from a later version of the sdk, with more in it", () => {
    assert.equal(hiddenInput(given({}, { later: { a: 1 } })).urn, urn);
  });

  for (const { reason, properties } of [
    { reason: "is missing", properties: { server: "s" } },
    { reason: "has no URN", properties: { __lifecycle: { timeouts: {} } } },
    { reason: "is something else", properties: { __lifecycle: "x" } },
  ])
    it(`says what is wrong when it ${reason}`, () => {
      assert.throws(() => hiddenInput(properties), /no __lifecycle.*pulumi-ecs-lifecycle.*ignoreChanges/);
    });

  it("is left out with everything else that the engine adds", () => {
    assert.deepEqual(withoutHidden(given({ server: "s", __provider: "text", _own: 1 })), {
      ...{ server: "s", _own: 1 },
    });
  });
});

describe("the profile of a resource", () => {
  for (const { reason, properties, expected } of [
    { reason: "is what it names", properties: { profile: "mine" }, expected: "mine" },
    { reason: "is the stack's where it names none", properties: {}, expected: undefined },
    { reason: "is the stack's where it is null", properties: { profile: null }, expected: undefined },
  ])
    it(reason, () => {
      assert.equal(profileOf(given(properties)), expected);
    });
});

describe("a time-out", () => {
  const second = 1000;
  const minute = 60 * second;
  const hour = 60 * minute;

  for (const { text, expected } of [
    { text: "1h30m", expected: hour + 30 * minute },
    { text: "90s", expected: 90 * second },
    { text: "5m", expected: 5 * minute },
    { text: "1.5h", expected: 1.5 * hour },
    { text: "250ms", expected: 250 },
    { text: "1m250ms", expected: minute + 250 },
    { text: "1h0m0s", expected: hour },
    { text: undefined, expected: undefined },
  ])
    it(`${text ?? "that is not set"} is ${expected ?? "none"}`, () => {
      assert.equal(timeoutMilliseconds(text), expected);
    });

  for (const text of ["", "soon", "5", "5 m", "m5", "-5m", "5m!", "5d", "1h30"])
    it(`${JSON.stringify(text)} is an error that says what is expected`, () => {
      assert.throws(() => timeoutMilliseconds(text), {
        message: `${JSON.stringify(text)} is no duration; expected for example "90m" or "1h30m"`,
      });
    });
});
