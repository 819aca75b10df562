import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { leaveOutLeakTraces } from "../../sdk/leakTraces";

const fromHere = createRequire(__filename);
const { debuggablePromise: noted } = fromHere("@pulumi/pulumi/runtime/debuggable") as {
  debuggablePromise: (promise: Promise<void>) => unknown;
};

/** What Pulumi notes about a promise. */
function note(): unknown {
  const promise = Promise.resolve();
  noted(promise);
  return Reflect.get(promise, "_debugStackTrace");
}

/** A user's function may have any name. */
function debuggablePromise(): string {
  return new Error("thrown").stack ?? "none";
}

describe("the stack traces that Pulumi notes for leaks", () => {
  const here = /leakTraces\.test\.ts/;

  it("are left out until they are let in again", () => {
    const restore = leaveOutLeakTraces();
    try {
      assert.equal(note(), "");
    } finally {
      restore();
    }
    assert.match(String(note()), here);
  });

  it("are the only ones that are left out", () => {
    const restore = leaveOutLeakTraces();
    try {
      assert.match(debuggablePromise(), /thrown[\s\S]*debuggablePromise[\s\S]*leakTraces\.test\.ts/);
    } finally {
      restore();
    }
  });

  it("stay where leaks are looked for", () => {
    process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "true";
    const restore = leaveOutLeakTraces();
    try {
      assert.match(String(note()), here);
    } finally {
      restore();
      delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
    }
  });

  it("leave what somebody else has set meanwhile", () => {
    const before: unknown = Reflect.get(Error, "prepareStackTrace");
    const restore = leaveOutLeakTraces();
    const another = (): string => "another";
    Error.prepareStackTrace = another;
    restore();
    try {
      assert.equal(Reflect.get(Error, "prepareStackTrace"), another);
    } finally {
      Reflect.set(Error, "prepareStackTrace", before);
    }
  });
});
