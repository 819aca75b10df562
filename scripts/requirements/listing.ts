import { markOf, type Enforcement, type Finding } from "./survey";
import type { TestTitle } from "./testTitles";

/** A line a number: where it is enforced, and its tests. */
export function lineOf(finding: Finding): string {
  const { requirement, enforcements, accepts, rejects } = finding;
  if (enforcements.length === 0) return `${requirement.id}  not yet  (${requirement.name})`;
  const parts = [counted(enforcements.map(enforcementText)).join(" + "), half(accepts), half(rejects)];
  const open = requirement.marks.filter((mark) => !enforcements.some(({ way }) => markOf[way] === mark));
  if (open.length > 0) parts.push(`no record yet for ${open.join(", ")}`);
  if (finding.problems.length > 0) parts.push("INCONSISTENT, see below");
  return `${requirement.id}  ${parts.join(" | ")}`;
}

/** Where a record is carried out, for example `procedure provider/…/createProcedure.ts: followImage, jobFailed`. */
function enforcementText({ way, places }: Enforcement): string {
  const files = [...new Set(places.map(({ file }) => file))];
  const identifiersIn = (file: string) =>
    places.filter((place) => place.file === file).map(({ identifier }) => identifier);
  const texts = files.map((file) => `${file}: ${identifiersIn(file).join(", ")}`);
  return `${way} ${texts.join("; ") || "(place unknown)"}`;
}

/** Each text once, with the number of records that have it. */
function counted(texts: readonly string[]): string[] {
  return [...new Set(texts)].map((text) => {
    const count = texts.filter((one) => one === text).length;
    return count === 1 ? text : `${text} (${count} records)`;
  });
}

function half([first, ...more]: TestTitle[]): string {
  if (!first) return "no test";
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  return `${first.file}: ${first.title}${others}`;
}

/** How many numbers of each document count, then of all: `FEI 7 of 18`, …, `7 of 96`. */
export function totals(findings: readonly Finding[], counts: (finding: Finding) => boolean): string[] {
  const prefixes = [...new Set(findings.map(prefixOf))];
  const count = (some: readonly Finding[]) => `${some.filter(counts).length} of ${some.length}`;
  return [
    ...prefixes.map((prefix) => `${prefix} ${count(findings.filter((one) => prefixOf(one) === prefix))}`),
    count(findings),
  ];
}

function prefixOf({ requirement }: Finding): string {
  return requirement.id.slice(0, 3);
}
