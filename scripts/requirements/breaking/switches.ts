import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Break, BreakTable } from "../breaks/break";
import type { ConstraintLiteral } from "../constraintLiterals";
import { folderOf } from "../places";
import type { Finding } from "../survey";

/** One way to switch a number off: a file with another text. */
export interface Switch {
  /** The number that is switched off. */
  id: string;
  /** What is switched off and where, for people. */
  what: string;
  /** Path from the checkout. */
  file: string;
  /** The file's whole text with the number switched off. */
  text: string;
}

/**
 * Every way in which the numbers can be switched off: each constraint by a verdict that is always "met", each other
 * place by its breaks. Problems are places without a break and breaks that fit nothing, in complete sentences.
 */
export function switchesOf(
  root: string,
  findings: readonly Finding[],
  table: BreakTable,
): { switches: Switch[]; problems: string[] } {
  const wanted = new Set(findings.map(({ requirement }) => requirement.id));
  const rows = Object.entries(table)
    .flatMap(([kind, breaks]) => breaks.map((row) => ({ ...row, ...placeOf(kind, row) })))
    .filter(({ id }) => wanted.has(id));
  const switches: Switch[] = [];
  const problems: string[] = [];
  const unused = new Set(rows);

  for (const { requirement, enforcements } of findings) {
    const { id } = requirement;
    for (const { way, places, literal } of enforcements) {
      if (literal) switches.push(withoutVerdict(root, literal));
      for (const { file, identifier } of literal ? [] : places) {
        const fitting = rows.filter(
          (row) => row.id === id && row.file === file && row.identifier === identifier,
        );
        if (fitting.length === 0) problems.push(noBreak(id, way, file, identifier));
        for (const row of fitting.filter((one) => unused.delete(one))) {
          const broken = textWithout(root, row);
          if ("problem" in broken) problems.push(broken.problem);
          else switches.push({ id, what: `${identifier} without ${row.without}`, file, text: broken.text });
        }
      }
    }
  }
  problems.push(...[...unused].map(({ id, place }) => fitsNothing(id, place)));
  return { switches, problems };
}

interface PlacedBreak extends Break {
  file: string;
  identifier: string;
}

function placeOf(kind: string, { place }: Break): { file: string; identifier: string } {
  const [named = "", identifier = ""] = place.split(": ");
  return { file: join(folderOf(kind), named), identifier };
}

function withoutVerdict(root: string, { id, stage, statement, file, verdict }: ConstraintLiteral): Switch {
  const text = readFileSync(join(root, file), "utf8");
  const broken = `${text.slice(0, verdict.start)}verdict: () => ({ kind: "met" })${text.slice(verdict.end)}`;
  return { id, what: `${stage} constraint always met: "${statement}"`, file, text: broken };
}

function textWithout(
  root: string,
  { id, file, find, replace }: PlacedBreak,
): { text: string } | { problem: string } {
  const pieces = readFileSync(join(root, file), "utf8").split(find);
  if (pieces.length === 2) return { text: pieces.join(replace) };
  return {
    problem:
      `${id}: the text of its break is found ${pieces.length - 1} times in ${file}, not once: ${JSON.stringify(find)}. ` +
      `Bring the entry in scripts/requirements/breaks up to date.`,
  };
}

function noBreak(id: string, way: string, file: string, identifier: string): string {
  return (
    `${id} (${way}): nothing says how to switch off ${identifier} in ${file}: ` +
    `add an entry with this place to scripts/requirements/breaks.`
  );
}

function fitsNothing(id: string, place: string): string {
  return (
    `${id}: the break of "${place}" fits no record: ` +
    `correct its place in scripts/requirements/breaks as the record's "where" has it, or take it out.`
  );
}
