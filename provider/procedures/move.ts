import type { OperationFailure } from "./errors";

/** How far something is: from 0 to 1. */
export interface Progress {
  fraction: number;
  /** Who says so: a task of the cloud, or an estimate from the time that has passed. */
  source: "backup task" | "estimate";
}

/** A pause, with what the user reads meanwhile. */
export interface Wait {
  kind: "wait";
  what: string;
  progress?: Progress;
  pauseSeconds: number;
  letsOthersGoFirst?: boolean;
}

/** What a procedure does next, judged from the world as it was just observed. */
export type Move<Action extends string, Result> =
  | { kind: "act"; action: Action; because?: OperationFailure; then?: Wait }
  | Wait
  | { kind: "done"; result: Result }
  | { kind: "stop"; failure: OperationFailure };

/** What belongs to an action: the failure that it is about; a pause, before whose end a look would show nothing new. */
interface WithAction {
  because?: OperationFailure;
  then?: Wait;
}

/** Carries out the named action next. */
export const act = <Action extends string>(
  action: Action,
  more: WithAction = {},
): { kind: "act"; action: Action } & WithAction => ({
  kind: "act",
  action,
  ...more,
});

/** Looks again after `pauseSeconds`; `what` is what the user reads meanwhile. */
export const wait = (what: string, pauseSeconds: number, progress?: Progress): Wait => ({
  kind: "wait",
  what,
  pauseSeconds,
  ...(progress && { progress }),
});

/** Looks again after `pauseSeconds`; meanwhile another operation of this process may have the server. */
export const waitForOthers = (what: string, pauseSeconds: number): Wait => ({
  ...wait(what, pauseSeconds),
  letsOthersGoFirst: true,
});

/** Ends the procedure with its result. */
export const done = <Result>(result: Result): { kind: "done"; result: Result } => ({ kind: "done", result });

/** Ends the procedure without its result. */
export const stop = (failure: OperationFailure): { kind: "stop"; failure: OperationFailure } => ({
  kind: "stop",
  failure,
});
