import assert from "node:assert/strict";
import { leaveOutLeakTraces } from "../../sdk/leakTraces";

/** What Pulumi's function of this name notes. */
function debuggablePromise(): string {
  return new Error("noted").stack ?? "none";
}

function another(): string {
  return new Error("thrown").stack ?? "none";
}

describe("the stack traces that Pulumi notes for leaks", () => {
  const here = /noted[\s\S]*leakTraces\.test\.ts/;

  it("are left out until they are let in again", () => {
    const restore = leaveOutLeakTraces();
    try {
      assert.equal(debuggablePromise(), "");
    } finally {
      restore();
    }
    assert.match(debuggablePromise(), here);
  });

  it("are the only ones that are left out", () => {
    const restore = leaveOutLeakTraces();
    try {
      assert.match(another(), /thrown[\s\S]*another[\s\S]*leakTraces\.test\.ts/);
    } finally {
      restore();
    }
  });

  it("stay where leaks are looked for", () => {
    process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "true";
    const restore = leaveOutLeakTraces();
    try {
      assert.match(debuggablePromise(), here);
    } finally {
      restore();
      delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
    }
  });
});
