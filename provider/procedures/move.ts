import type { OperationFailure } from "./errors";

/** How far something is: from 0 to 1. */
export interface Progress {
  fraction: number;
  /** Who says so: a task of the cloud, or an estimate from the time that has passed. */
  source: "backup task" | "estimate";
}

/** What a procedure does next, judged from the world as it was just observed. */
export type Move<Action extends string, Result> =
  | { kind: "act"; action: Action; because?: OperationFailure }
  | { kind: "wait"; what: string; progress?: Progress; pauseSeconds: number; letsOthersGoFirst?: boolean }
  | { kind: "done"; result: Result }
  | { kind: "stop"; failure: OperationFailure };

/** Carries out the named action next; `because` is the failure that it is about. */
export const act = <Action extends string>(
  action: Action,
  because?: OperationFailure,
): { kind: "act"; action: Action; because?: OperationFailure } => ({
  kind: "act",
  action,
  ...(because && { because }),
});

/** Looks again after `pauseSeconds`; `what` is what the user reads meanwhile. */
export const wait = (
  what: string,
  pauseSeconds: number,
  progress?: Progress,
): { kind: "wait"; what: string; pauseSeconds: number; progress?: Progress } => ({
  kind: "wait",
  what,
  pauseSeconds,
  ...(progress && { progress }),
});

/** Looks again after `pauseSeconds`; meanwhile another operation of this process may have the server. */
export const waitForOthers = (
  what: string,
  pauseSeconds: number,
): { kind: "wait"; what: string; pauseSeconds: number; letsOthersGoFirst: boolean } => ({
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
