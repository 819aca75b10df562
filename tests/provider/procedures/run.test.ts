import assert from "node:assert/strict";
import type { Clock } from "../../../provider/procedures/clock";
import { OperationFailure } from "../../../provider/procedures/errors";
import { act, done, stop, wait, type Move } from "../../../provider/procedures/move";
import { asAnyProcedure } from "../../../provider/procedures/procedure";
import { run, type RunContext } from "../../../provider/procedures/run";

/** A procedure that makes these moves one after the other, whatever it observes. */
function procedureOf(moves: Move<"step", string>[], log: string[] = []) {
  return asAnyProcedure({
    observe: async () => {
      log.push("observe");
      return moves.shift() ?? done("end");
    },
    decide: (next: Move<"step", string>) => next,
    actions: {
      step: async () => {
        log.push("act");
      },
    },
  });
}

function context(overrides: Partial<RunContext> = {}): RunContext & { reported: string[] } {
  let now = 0;
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
  const reported: string[] = [];
  return {
    clock,
    stopSignal: new AbortController().signal,
    confirmEngineAlive: async () => undefined,
    timeoutMilliseconds: 60_000,
    report: (what) => reported.push(what),
    reported,
    ...overrides,
  };
}

const isKind = (kind: string) => (error: unknown) => error instanceof OperationFailure && error.kind === kind;

describe("run", () => {
  it("observes before every move, and gives the result", async () => {
    const log: string[] = [];
    const result = await run(procedureOf([act("step"), wait("for it", 5), done("made")], log), context());
    assert.equal(result, "made");
    assert.deepEqual(log, ["observe", "act", "observe", "observe"]);
  });

  it("reports what it waits for", async () => {
    const surroundings = context();
    await run(procedureOf([wait("the backup", 5), done("made")]), surroundings);
    assert.deepEqual(surroundings.reported, ["the backup"]);
  });

  it("ends with the failure that the procedure stops with", async () => {
    const failure = new OperationFailure("jobFailed", "it failed");
    await assert.rejects(run(procedureOf([stop(failure)]), context()), failure);
  });

  it("ends at the deadline, and says what it waited for", async () => {
    const forever = Array.from({ length: 100 }, () => wait("the backup", 5));
    await assert.rejects(
      run(procedureOf(forever), context()),
      (error: OperationFailure) => error.kind === "deadlineReached" && error.message.includes("the backup"),
    );
  });

  it("does not act for an engine that is gone", async () => {
    const log: string[] = [];
    const gone = new OperationFailure("engineGone", "gone");
    const surroundings = context({ confirmEngineAlive: () => Promise.reject(gone) });
    await assert.rejects(run(procedureOf([act("step")], log), surroundings), isKind("engineGone"));
    assert.deepEqual(log, ["observe"]);
  });

  it("stops at the next safe point when it is asked to", async () => {
    const stopper = new AbortController();
    const surroundings = context({ stopSignal: stopper.signal });
    surroundings.clock.sleep = async () => {
      stopper.abort(new OperationFailure("interrupted", "Ctrl-C"));
    };
    await assert.rejects(run(procedureOf([wait("it", 5), act("step")]), surroundings), isKind("interrupted"));
  });
});
