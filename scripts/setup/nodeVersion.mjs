import { Problem } from "./problem.mjs";
import { isAtLeast } from "./version.mjs";

const oldest = "20.19.0";

/** Stops with a message when the Node that runs us is too old. */
export function requireNode() {
  if (isAtLeast(process.versions.node, oldest)) return;
  throw new Problem(
    `Node ${process.versions.node} is too old: ${oldest} or later is needed. Install it from https://nodejs.org.`,
  );
}
