import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { definitions } from "../provider/resources/registry";
import { breakAll, isNoticed, isNoticedEverywhere, type Outcome } from "./requirements/breaking/breakAll";
import { resultPage } from "./requirements/breaking/page";
import { outcomeText, summaryText } from "./requirements/breaking/report";
import { switchesOf } from "./requirements/breaking/switches";
import { breaks } from "./requirements/breaks";
import { readCommandLine } from "./requirements/commandLine";
import { lineOf, totals } from "./requirements/listing";
import { Problem } from "./requirements/problem";
import { isCarriedOut, survey, type Finding } from "./requirements/survey";
import { testTitles } from "./requirements/testTitles";

const root = join(__dirname, "..");

/**
 * Lists where every number of the documents is enforced and tested; with `--break` switches numbers off and says which
 * tests turn red. Exit code 1 where something does not fit together or is not noticed.
 */
async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2));
  const { findings, strays } = survey(root, definitions, testTitles(root));
  const problems = [...strays, ...findings.flatMap((finding) => finding.problems)];
  if (command.kind === "list") {
    list(findings, problems);
    return;
  }
  if (command.ids.length === 0) refuse(problems);
  const outcomes = await breakEach(choose(findings, command.ids));
  if (command.write) await keep(findings, outcomes);
}

function list(findings: readonly Finding[], problems: readonly string[]): void {
  say(findings.map(lineOf));
  if (problems.length > 0) complain(problems.join("\n"));
  say(["", ...totals(findings, isCarriedOut)]);
}

/** The numbers that are to be switched off: those that are named, or all that have a record. */
function choose(findings: readonly Finding[], ids: readonly string[]): Finding[] {
  const withRecord = findings.filter(({ enforcements }) => enforcements.length > 0);
  const stray = ids.find((id) => !withRecord.some(({ requirement }) => requirement.id === id));
  if (stray !== undefined)
    throw new Problem(
      `${stray} cannot be switched off: no record carries it yet. \`npm run -s requirements\` lists those that do.`,
    );
  return ids.length === 0 ? withRecord : withRecord.filter(({ requirement }) => ids.includes(requirement.id));
}

async function breakEach(chosen: readonly Finding[]): Promise<Outcome[]> {
  const { switches, problems } = switchesOf(root, chosen, breaks);
  refuse(problems);
  const outcomes = await breakAll(root, switches, (outcome) => say([outcomeText(outcome)]));
  say(["", summaryText(outcomes)]);
  if (!outcomes.every(isNoticed)) process.exitCode = 1;
  return outcomes;
}

async function keep(findings: readonly Finding[], outcomes: readonly Outcome[]): Promise<void> {
  const counted = totals(findings, ({ requirement }) => isNoticedEverywhere(requirement.id, outcomes));
  const page = await format(resultPage(outcomes, counted), { parser: "markdown", printWidth: 110 });
  writeFileSync(join(root, "docs", "requirements.md"), page);
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Problem(problems.join("\n"));
}

function complain(text: string): void {
  process.stderr.write(`\n${text}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  if (!(error instanceof Problem)) throw error;
  complain(error.message);
});
