import assert from "node:assert/strict";
import type { Clock } from "../../../provider/procedures/clock";
import { CloudError, type CloudErrorKind } from "../../../provider/ports/cloudError";
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
    commandToGoOn: `"pulumi up"`,
    timeoutMilliseconds: () => 60_000,
    letOthersGoFirst: (wait) => wait(),
    report: (what, progress) =>
      reported.push(progress ? `${what} ${progress.fraction} ${progress.source}` : what),
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

  it("waits after an action where that is said, before it looks again", async () => {
    const log: string[] = [];
    const surroundings = context();
    const begin = surroundings.clock.now();
    await run(
      procedureOf([act("step", { then: wait("for what comes of it", 12) }), done("made")], log),
      surroundings,
    );
    assert.deepEqual(log, ["observe", "act", "observe"]);
    assert.equal(surroundings.clock.now() - begin, 12_000);
    assert.deepEqual(surroundings.reported, ["for what comes of it"]);
  });

  it("reports what it waits for", async () => {
    const surroundings = context();
    const known = wait("the copy", 5, { fraction: 0.5, source: "backup task" });
    await run(procedureOf([wait("the backup", 5), known, done("made")]), surroundings);
    assert.deepEqual(surroundings.reported, ["the backup", "the copy 0.5 backup task"]);
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

  it("looks at each pause how much time it has: that may grow while it runs", async () => {
    const surroundings = context();
    const begin = surroundings.clock.now();
    const elapsed = () => surroundings.clock.now() - begin;
    surroundings.timeoutMilliseconds = () => (elapsed() < 50_000 ? 60_000 : 180_000);
    const forever = Array.from({ length: 100 }, () => wait("the backup", 5));
    await assert.rejects(
      run(procedureOf(forever), surroundings),
      (error: OperationFailure) => error.kind === "deadlineReached" && error.message.includes("after 180 s"),
    );
    assert.equal(elapsed(), 180_000);
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

  describe("when the cloud cannot do it now", () => {
    const error = (kind: CloudErrorKind) => new CloudError(kind, "GET ecs /x", { reason: "later" });

    /** A procedure whose looks and acts end one after the other with what is given, and then well. */
    function failing(looks: (Error | undefined)[], acts: Error[] = []) {
      return asAnyProcedure({
        observe: async () => {
          const failure = looks.shift();
          if (failure) throw failure;
        },
        decide: (): Move<"step", string> => (acts.length > 0 ? act("step") : done("made")),
        actions: {
          step: async () => {
            const failure = acts.shift();
            if (failure) throw failure;
          },
        },
      });
    }

    for (const kind of ["throttled", "unreachable", "answerLost", "busy"] as const) {
      it(`goes on trying once it has looked: ${kind}`, async () => {
        const surroundings = context();
        const procedure = failing([undefined, error(kind)], [error(kind)]);
        assert.equal(await run(procedure, surroundings), "made");
        assert.equal(surroundings.reported.length, 2);
        assert.match(surroundings.reported[0] ?? "", /trying again \(GET ecs \/x: later\)/);
      });
    }

    for (const kind of ["unreachable", "answerLost", "busy"] as const)
      it(`gives up at its very first look: nothing is under way (${kind})`, async () => {
        await assert.rejects(run(failing([error(kind)]), context()), /later/);
      });

    it("goes on trying at its very first look where the cloud only throttles", async () => {
      const throttled = Array.from({ length: 3 }, () => error("throttled"));
      assert.equal(await run(failing(throttled), context()), "made");
    });

    for (const kind of ["denied", "refused", "notFound", "nameTaken"] as const)
      it(`gives up at a definite no: ${kind}`, async () => {
        await assert.rejects(run(failing([undefined], [error(kind)]), context()), /later/);
      });

    it("goes on trying until the deadline", async () => {
      const forever = Array.from({ length: 100 }, () => error("answerLost"));
      await assert.rejects(run(failing([undefined], forever), context()), isKind("deadlineReached"));
    });

    it("says that it was stopped, and not that a call failed", async () => {
      const stopper = new AbortController();
      const procedure = asAnyProcedure({
        observe: async () => {
          stopper.abort(new OperationFailure("interrupted", "Ctrl-C"));
          throw error("answerLost");
        },
        decide: () => done("made"),
        actions: {},
      });
      await assert.rejects(run(procedure, context({ stopSignal: stopper.signal })), isKind("interrupted"));
    });
  });

  it("leaves its turn only for a wait that lets others go first", async () => {
    const left: string[] = [];
    const surroundings = context();
    surroundings.letOthersGoFirst = async (waiting) => {
      await waiting();
      left.push(surroundings.reported.at(-1) ?? "");
    };
    const polite = { ...wait("the other", 5), letsOthersGoFirst: true } as const;
    await run(procedureOf([wait("the backup", 5), polite, done("made")]), surroundings);
    assert.deepEqual(left, ["the other"]);
  });

  it("asks an action's question whether it may still act", async () => {
    const stopper = new AbortController();
    const procedure = asAnyProcedure({
      observe: async () => undefined,
      decide: (): Move<"step", string> => act("step"),
      actions: {
        step: async (_world: undefined, confirmMayAct: () => Promise<void>) => {
          await confirmMayAct();
          stopper.abort(new OperationFailure("interrupted", "Ctrl-C"));
          await confirmMayAct();
          assert.fail("it went on");
        },
      },
    });
    await assert.rejects(run(procedure, context({ stopSignal: stopper.signal })), isKind("interrupted"));
  });
});
