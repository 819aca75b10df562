import type { OperationFailure } from "./errors";

/** How far a wait is: a share from 0 to 1, and who says so. An estimate is labelled as one. */
export interface Progress {
  fraction: number;
  source: "cloud" | "estimate";
}

/** What a procedure does next, judged from the world as it was just observed. */
export type Move<Action extends string, Result> =
  | { kind: "act"; action: Action }
  | { kind: "wait"; what: string; progress?: Progress; pauseSeconds: number }
  | { kind: "done"; result: Result }
  | { kind: "stop"; failure: OperationFailure };

/** Carries out the named action next. */
export const act = <Action extends string>(action: Action): { kind: "act"; action: Action } => ({
  kind: "act",
  action,
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

/** Ends the procedure with its result. */
export const done = <Result>(result: Result): { kind: "done"; result: Result } => ({ kind: "done", result });

/** Ends the procedure without its result. */
export const stop = (failure: OperationFailure): { kind: "stop"; failure: OperationFailure } => ({
  kind: "stop",
  failure,
});
