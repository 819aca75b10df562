import { CloudError, isPassing, type CloudErrorKind } from "../ports/cloudError";
import type { Clock } from "./clock";
import { OperationFailure } from "./errors";
import type { Move, Progress, Wait } from "./move";
import type { AnyProcedure } from "./procedure";

/** What a running procedure needs from its surroundings. */
export interface RunContext {
  clock: Clock;
  /** Aborted when the user pressed Ctrl-C or the engine is gone: the procedure stops at its next safe point. */
  stopSignal: AbortSignal;
  /** Throws when the engine that started us is gone: nothing may be changed for it any more. */
  confirmEngineAlive(): Promise<void>;
  /** Milliseconds that the procedure may take from its begin on, as far as that is known by now. */
  timeoutMilliseconds(): number;
  /** What the user types to go on after a deadline, for example `"pulumi up"`. */
  commandToGoOn: string;
  /** Leaves the turn on the server for as long as `wait` takes. */
  letOthersGoFirst(wait: () => Promise<void>): Promise<void>;
  /** Shows what is going on. */
  report(what: string, progress?: Progress): void;
}

/** Runs a procedure to its end: observe, decide, move. */
export async function run<Result>(procedure: AnyProcedure<Result>, context: RunContext): Promise<Result> {
  const { clock, stopSignal } = context;
  const begin = clock.now();
  const seen = { world: false };
  /** Milliseconds that are left. */
  const timeLeft = (what: string, grace = 0): number => {
    const timeout = context.timeoutMilliseconds();
    const left = begin + timeout - clock.now();
    if (left <= -grace) throw deadlineReached(what, timeout, context.commandToGoOn);
    return left;
  };
  const pause = async (what: string, seconds: number, progress?: Progress): Promise<void> => {
    context.report(what, progress);
    const left = timeLeft(what);
    await clock.sleep(Math.min(seconds * 1000, left), stopSignal);
  };
  const waitFor = async (move: Wait): Promise<void> => {
    const waiting = (): Promise<void> => pause(move.what, move.pauseSeconds, move.progress);
    await (move.letsOthersGoFirst ? context.letOthersGoFirst(waiting) : waiting());
  };
  for (;;) {
    throwIfStopped(stopSignal);
    try {
      const move = await turn(procedure, context, () => {
        seen.world = true;
      });
      if (move.kind === "done") return move.result;
      if (move.kind === "act") {
        timeLeft(`carrying out ${move.action}`, graceOfActsMilliseconds);
        if (move.then) await waitFor(move.then);
        continue;
      }
      await waitFor(move);
    } catch (error) {
      if (error instanceof CloudError) throwIfStopped(stopSignal);
      // Once something is under way, a cloud that does not answer for a while is no reason to give up: looking
      // and acting can both be repeated. One that throttles is there, also before anything was seen of it.
      const isWorthWaiting =
        isKind(error, "throttled") || (seen.world && (isPassing(error) || isKind(error, "busy")));
      if (!isWorthWaiting) throw error;
      await pause(
        `the cloud cannot do it now, trying again (${(error as Error).message})`,
        pauseAfter(error),
      );
    }
  }
}

/** What is being brought to its end at the deadline may still be: but not for ever. */
const graceOfActsMilliseconds = 60_000;

const pauseAfterNoAnswerSeconds = 15;

/** As long as the cloud asks for, where it says so. */
function pauseAfter(error: unknown): number {
  const asked = error instanceof CloudError ? (error.details.retryAfterSeconds ?? 0) : 0;
  return Math.max(pauseAfterNoAnswerSeconds, asked);
}

function isKind(error: unknown, kind: CloudErrorKind): boolean {
  return error instanceof CloudError && error.kind === kind;
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

function deadlineReached(what: string, timeoutMilliseconds: number, command: string): OperationFailure {
  return new OperationFailure(
    "deadlineReached",
    `not finished after ${Math.round(timeoutMilliseconds / 1000)} s; the last thing seen: ${what}. ` +
      `Nothing is lost: run ${command} again to go on waiting, or raise customTimeouts.`,
  );
}
