import assert from "node:assert/strict";
import type { Cut } from "./simulatedProcess";

/** A schedule that did not come out right. */
export interface Finding {
  /** Which one: for a person, and to try it again. */
  schedule: string;
  message: string;
}

/** How many schedules were tried, and which did not come out right. */
export interface Findings {
  schedules: number;
  findings: Finding[];
}

/** Most of them have one cause: a list that a person can read. */
const mostShown = 12;

/** Fails with the findings, if there are any. */
export function assertNoFindings({ schedules, findings }: Findings): void {
  assert.ok(schedules > 0, "nothing was tried");
  const shown = findings.slice(0, mostShown).map(({ schedule, message }) => `${schedule}: ${message}`);
  const head = `${findings.length} of ${schedules} schedules went wrong`;
  assert.equal(findings.length, 0, [head, ...shown].join("\n"));
}

/** For example "lostAfter at call 17 POST /v1/cloudimages/wholeimages/action". */
export function cutText({ call, kind }: Cut, name = ""): string {
  return `${kind} at call ${call} ${name}`.trim();
}
