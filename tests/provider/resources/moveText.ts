import assert from "node:assert/strict";
import type { Move } from "../../../provider/procedures/move";

/**
 * The move in short: "act submit", "act recordFailure jobFailed ...", "wait ...", "done", "stop jobFailed ...".
 * @param resultText what is said of a result
 */
export function moveText<Result>(
  move: Move<string, Result>,
  resultText: (result: Result) => string[] = () => [],
): string {
  switch (move.kind) {
    case "act":
      return ["act", move.action, ...(move.because ? [move.because.kind, move.because.message] : [])].join(
        " ",
      );
    case "wait":
      return `wait ${move.what}`;
    case "done":
      return ["done", ...resultText(move.result)].join(" ");
    case "stop":
      return `stop ${move.failure.kind} ${move.failure.message}`;
  }
}

/** Throws unless the move is this one, in its short form. */
export function assertMove(move: string, expected: string | RegExp): void {
  if (typeof expected === "string") assert.equal(move, expected);
  else assert.match(move, expected);
}
