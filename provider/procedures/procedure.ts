import { done, type Move } from "./move";

/**
 * A documented procedure, observed and not remembered: being killed between any two calls and starting
 * again is the same as the next turn of the loop.
 */
export interface Procedure<World, Action extends string, Result> {
  /** Reads the world as it is. Never changes it. */
  observe(): Promise<World>;
  /** The next move. Pure: the same world gives the same move. */
  decide(world: World): Move<Action, Result>;
  /**
   * Each one API call, or a few that can be repeated. `confirmMayAct` throws when the engine is gone or the
   * user pressed Ctrl-C: an action that first reads asks once more, right before it changes anything.
   */
  actions: Record<Action, (world: World, confirmMayAct: () => Promise<void>) => Promise<void>>;
}

/** Any procedure that ends in `Result`: whoever runs one does not look inside. */
export type AnyProcedure<Result> = Procedure<unknown, string, Result>;

/** The procedure with another result. */
export function mapResult<World, Action extends string, From, To>(
  procedure: Procedure<World, Action, From>,
  map: (result: From) => To,
): Procedure<World, Action, To> {
  return {
    observe: () => procedure.observe(),
    decide: (world) => {
      const move = procedure.decide(world);
      return move.kind === "done" ? done(map(move.result)) : move;
    },
    actions: procedure.actions,
  };
}

/** Hides the world and the actions of a procedure from those that only run it. */
export function asAnyProcedure<World, Action extends string, Result>(
  procedure: Procedure<World, Action, Result>,
): AnyProcedure<Result> {
  return procedure as unknown as AnyProcedure<Result>;
}
