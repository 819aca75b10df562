import type { Clock } from "./clock";
import { OperationFailure } from "./errors";
import type { Progress } from "./move";
import type { AnyProcedure } from "./procedure";

/** What a running procedure needs from its surroundings. */
export interface RunContext {
  clock: Clock;
  /** Aborted when the user pressed Ctrl-C or the engine is gone: the procedure stops at its next safe point. */
  stopSignal: AbortSignal;
  /** Throws when the engine that started us is gone: nothing may be changed for it any more. */
  confirmEngineAlive(): Promise<void>;
  /** Milliseconds that the procedure may take from now on. */
  timeoutMilliseconds: number;
  /** Shows what is going on. */
  report(what: string, progress?: Progress): void;
}

/** Runs a procedure to its end: observe, decide, move. */
export async function run<Result>(procedure: AnyProcedure<Result>, context: RunContext): Promise<Result> {
  const { clock, stopSignal } = context;
  const deadline = clock.now() + context.timeoutMilliseconds;
  for (;;) {
    throwIfStopped(stopSignal);
    const world = await procedure.observe();
    const move = procedure.decide(world);
    switch (move.kind) {
      case "done":
        return move.result;
      case "stop":
        throw move.failure;
      case "act": {
        throwIfStopped(stopSignal);
        await context.confirmEngineAlive();
        const action = procedure.actions[move.action];
        if (!action) throw new Error(`the procedure has no action ${move.action}`);
        await action(world, () => context.confirmEngineAlive());
        break;
      }
      case "wait": {
        context.report(move.what, move.progress);
        const left = deadline - clock.now();
        if (left <= 0) throw deadlineReached(move.what, context.timeoutMilliseconds);
        await clock.sleep(Math.min(move.pauseSeconds * 1000, left), stopSignal);
      }
    }
  }
}

function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason as OperationFailure;
}

function deadlineReached(what: string, timeoutMilliseconds: number): OperationFailure {
  return new OperationFailure(
    "deadlineReached",
    `not finished after ${Math.round(timeoutMilliseconds / 1000)} s; the last thing seen: ${what}. ` +
      `Nothing is lost: run "pulumi up" again to go on waiting, or raise customTimeouts.`,
  );
}
