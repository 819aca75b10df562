import type { TestTitle } from "../testTitles";
import { isNoticed, isNoticedEverywhere, type Outcome } from "./breakAll";

/** What came of a switch, in a few lines for the terminal. */
export function outcomeText(outcome: Outcome): string {
  const { id, what, file } = outcome.switch;
  return [`${id}  ${what} (${file})`, ...detailsOf(outcome).map((line) => `    ${line}`)].join("\n");
}

function detailsOf(outcome: Outcome): string[] {
  switch (outcome.kind) {
    case "doesNotCompile":
      return [`DOES NOT COMPILE: ${outcome.why}`];
    case "crashed":
      return [`CRASHED: ${outcome.why}`];
    case "ran":
      return [
        ...(isNoticed(outcome) ? outcome.own.map(redTest) : ["NOT CARRIED OUT: its own tests stay green"]),
        ...(outcome.others.length > 0 ? [others(outcome.others)] : []),
      ];
  }
}

function redTest({ file, title }: TestTitle): string {
  return `red: ${title} (${file})`;
}

function others(tests: readonly TestTitle[]): string {
  const files = [...new Set(tests.map(({ file }) => file))].sort();
  return `red besides: ${tests.length} without its number (${files.join(", ")})`;
}

/** How many numbers are noticed wherever they are switched off, after the switches that are not. */
export function summaryText(outcomes: readonly Outcome[]): string {
  const ids = [...new Set(outcomes.map((outcome) => outcome.switch.id))];
  const noticed = ids.filter((id) => isNoticedEverywhere(id, outcomes));
  return [
    ...outcomes
      .filter((outcome) => !isNoticed(outcome))
      .map((outcome) => `not shown: ${outcomeText(outcome)}`),
    `${noticed.length} of ${ids.length} numbers are noticed by their own tests wherever they are switched off ` +
      `(${outcomes.length} switches)`,
  ].join("\n");
}
