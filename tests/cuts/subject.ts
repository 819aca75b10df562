import type { AxiosAdapter } from "axios";
import type { HiddenInput, Properties } from "../../provider/lifecycle/hiddenInput";
import type { Cloud } from "../../provider/ports/cloud";
import type { Clock } from "../../provider/procedures/clock";
import type { AnyDefinition } from "../../provider/resources/definition";

/** An emulated cloud in virtual time, as the harness sees it. `State` is what it can tell about itself. */
export interface EmulatedCloud<State> {
  adapter: AxiosAdapter;
  connect: (surroundings: { clock: Clock; stopSignal: AbortSignal; adapter: AxiosAdapter }) => Cloud;
  state: () => State;
  update: (change: (state: State) => void) => void;
}

/** What the harness has to know about a resource: nothing of it is about one resource in particular. */
export interface Subject<State> {
  definition: AnyDefinition;
  /** Each fact about the cloud that matters to the procedure, both ways. */
  worlds: Record<string, (now: () => number) => EmulatedCloud<State>>;
  inputs: Properties;
  /** The same resource with an input changed that means another operation. */
  changedInputs: Properties;
  /** Inputs for a replacement of the same object, where one is forced. */
  replacingInputs: Properties;
  /** Inputs that are changed in place, all at once: from what, and to what. */
  update: { from: Properties; to: Properties };
  /** Deadlines that are shorter than the operation, and how often a user has to type a command because of them. */
  deadlines?: { timeouts: NonNullable<HiddenInput["timeouts"]>; mostRuns: number };
  /** Throws unless the cloud holds exactly what the saved resource says, complete, once, and nothing else. */
  assertComplete(state: State, saved: Saved, history: History): void;
  /** Throws unless nothing is left of the resource. */
  assertGone(state: State, history: History): void;
  /** The operation that a request writes down: its Pulumi id, and whether as ended. undefined: it writes none. */
  recordIn(request: Request): { id: string; isSettled: boolean } | undefined;
  /** What a user does in the cloud who reads this message: undefined where it tells nothing to do there. */
  adviceIn(message: string): ((state: State) => void) | undefined;
  /** Whether a program may come to rest at this error: what it asks for is refused in every later run, too. */
  isFinalRefusal(message: string): boolean;
}

/** A resource as the engine has it in its state. */
export interface Saved {
  id: string;
  outputs: Properties;
}

/** A request that reached the cloud. */
export interface Request {
  method: string;
  path: string;
  body: string;
}

/** How it came to this state. */
export interface History {
  /** Texts that stayed on the screen, of all runs. */
  warnings: readonly string[];
  /** With what the runs ended that did not succeed. */
  errors: readonly string[];
  /** Which inputs were carried out one after the other. */
  inputs: readonly Properties[];
  /** The error at which the last program came to rest; undefined: it is carried out. */
  refusal: string | undefined;
  /**
   * The one gap: Pulumi ids of operations that were settled by a run that was killed before the engine wrote its
   * state. Only what they made may be left over, and it has to be reported. After a replacement that was killed, which
   * Pulumi knows nothing of, also of those that had only begun.
   */
  orphans: ReadonlySet<string>;
}
