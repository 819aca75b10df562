import { requirements } from "../numbers";
import type { TestTitle } from "../testTitles";
import type { Outcome } from "./breakAll";

const names = new Map(requirements.map(({ id, name }) => [id, name]));

/** The page that keeps the result of a full run, as Markdown. */
export function resultPage(outcomes: readonly Outcome[], totals: readonly string[]): string {
  return [
    "# The proof that the numbers are carried out",
    "",
    "Written by `npm run requirements -- --break --write`: every number is switched off in turn, in each of its places, " +
      "in a copy of the source, and the tests in `tests/provider` are run on it. A number whose own tests stay green is " +
      "not carried out. `npm run -s requirements` lists where every number is enforced.",
    "",
    "| number | statement | switched off by | tests with its number that turned red | others |",
    "| --- | --- | --- | --- | --- |",
    ...outcomes.map(row),
    "",
    `Carried out: ${totals.join(", ")}.`,
    "",
  ].join("\n");
}

function row(outcome: Outcome): string {
  const { id, what, file } = outcome.switch;
  const cells = [id, names.get(id) ?? "", `${what} (\`${file}\`)`, ...resultCells(outcome)];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function resultCells(outcome: Outcome): [own: string, others: string] {
  if (outcome.kind !== "ran") return [`**none**: ${outcome.why}`, ""];
  const own = outcome.own.length === 0 ? "**none**" : titles(outcome.own);
  return [own, String(outcome.others.length)];
}

function titles(tests: readonly TestTitle[]): string {
  return [...new Set(tests.map(({ title }) => title))].sort().join("<br>");
}
