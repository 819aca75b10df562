import { CloudError, isPassing } from "../ports/cloudError";
import type { Clock } from "./clock";
import { OperationFailure } from "./errors";
import type { Move, Progress } from "./move";
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
  /** Leaves the turn on the server for as long as `wait` takes. */
  letOthersGoFirst(wait: () => Promise<void>): Promise<void>;
  /** Shows what is going on. */
  report(what: string, progress?: Progress): void;
}

/** Runs a procedure to its end: observe, decide, move. */
export async function run<Result>(procedure: AnyProcedure<Result>, context: RunContext): Promise<Result> {
  const { clock, stopSignal } = context;
  const deadline = clock.now() + context.timeoutMilliseconds;
  const seen = { world: false };
  const pause = async (what: string, seconds: number, progress?: Progress): Promise<void> => {
    context.report(what, progress);
    const left = deadline - clock.now();
    if (left <= 0) throw deadlineReached(what, context.timeoutMilliseconds);
    await clock.sleep(Math.min(seconds * 1000, left), stopSignal);
  };
  for (;;) {
    throwIfStopped(stopSignal);
    try {
      const move = await turn(procedure, context, () => {
        seen.world = true;
      });
      if (move.kind === "done") return move.result;
      if (move.kind !== "wait") continue;
      const waiting = (): Promise<void> => pause(move.what, move.pauseSeconds, move.progress);
      await (move.letsOthersGoFirst ? context.letOthersGoFirst(waiting) : waiting());
    } catch (error) {
      if (error instanceof CloudError) throwIfStopped(stopSignal);
      // Once something is under way, a cloud that does not answer for a while is no reason to give up: looking
      // and acting can both be repeated.
      if (!seen.world || !(isPassing(error) || isBusy(error))) throw error;
      await pause(`the cloud cannot do it now, trying again (${error.message})`, pauseAfterNoAnswerSeconds);
    }
  }
}

const pauseAfterNoAnswerSeconds = 15;

function isBusy(error: unknown): error is CloudError {
  return error instanceof CloudError && error.kind === "busy";
}

/** One turn of the loop; where the move was an action, it has been carried out. */
async function turn<Result>(
  procedure: AnyProcedure<Result>,
  context: RunContext,
  onLook: () => void,
): Promise<Exclude<Move<string, Result>, { kind: "stop" }>> {
  const world = await procedure.observe();
  onLook();
  const move = procedure.decide(world);
  if (move.kind === "stop") throw move.failure;
  if (move.kind !== "act") return move;
  const confirmMayAct = async (): Promise<void> => {
    throwIfStopped(context.stopSignal);
    await context.confirmEngineAlive();
  };
  await confirmMayAct();
  const action = procedure.actions[move.action];
  if (!action) throw new Error(`the procedure has no action ${move.action}`);
  await action(world, confirmMayAct);
  return move;
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
