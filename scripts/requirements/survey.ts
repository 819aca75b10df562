import type { CarriedOut, Constraint } from "../../provider/constraints/constraint";
import type { AnyDefinition } from "../../provider/resources/definition";
import { constraintLiterals, type ConstraintLiteral } from "./constraintLiterals";
import { requirements, type Mark, type Requirement } from "./numbers";
import { folderOf, placesOf, type Place } from "./places";
import { witnessOf, type TestTitle } from "./testTitles";

/** How a record says that its statement is carried out. */
export type Way = Constraint<unknown>["stage"] | CarriedOut["as"];

/** The mark that each way stands for. */
export const markOf: Readonly<Record<Way, Mark>> = {
  input: "S",
  preflight: "P",
  procedure: "R",
  guard: "G",
  diff: "D",
  output: "O",
};

/** One record: how, and where in the source. */
export interface Enforcement {
  way: Way;
  places: Place[];
  /** Where it is a constraint: its text. */
  literal?: ConstraintLiteral;
}

/** What the repository has of one number. */
export interface Finding {
  requirement: Requirement;
  enforcements: Enforcement[];
  accepts: TestTitle[];
  rejects: TestTitle[];
  /** What does not fit together, in complete sentences. */
  problems: string[];
}

/** What of a definition says where its statements are carried out. */
export type Records = Pick<AnyDefinition, "kind" | "constraints" | "carriedOut">;

/** What the repository has of every number. */
export interface Survey {
  findings: Finding[];
  /** Records and tests with numbers that do not exist. */
  strays: string[];
}

/** Looks at records, tests and places of every number. */
export function survey(root: string, definitions: readonly Records[], titles: TestTitle[]): Survey {
  const finder = new Finder();
  for (const definition of definitions) finder.addRecords(root, definition);
  for (const title of titles) finder.addTest(title);
  return finder.result();
}

/** Whether a number counts: it has a record, an accepting and a rejecting test, and nothing about it is wrong. */
export function isCarriedOut({ enforcements, problems }: Finding): boolean {
  return enforcements.length > 0 && problems.length === 0;
}

class Finder {
  private readonly findings = new Map<string, Finding>(
    requirements.map((requirement) => [
      requirement.id,
      { requirement, enforcements: [], accepts: [], rejects: [], problems: [] },
    ]),
  );
  private readonly strays: string[] = [];

  addRecords(root: string, { kind, constraints, carriedOut }: Records): void {
    const folder = folderOf(kind);
    const literals = constraintLiterals(root, folder);
    for (const { id, stage } of constraints) {
      const finding = this.findingOf(id, `a record of ${kind}`);
      const at = literals.findIndex((literal) => literal.id === id && literal.stage === stage);
      const [literal] = at === -1 ? [] : literals.splice(at, 1);
      if (!literal) finding?.problems.push(notFound(id, stage, folder));
      finding?.enforcements.push({
        way: stage,
        places: literal ? [{ file: literal.file, identifier: literal.holder }] : [],
        ...(literal && { literal }),
      });
    }
    for (const { id, as, where } of carriedOut) {
      const finding = this.findingOf(id, `a record of ${kind}`);
      const { places, problems } = placesOf(root, folder, where);
      finding?.enforcements.push({ way: as, places });
      finding?.problems.push(...problems.map((problem) => `${id} (${as}): ${problem}`));
    }
  }

  addTest(test: TestTitle): void {
    const { id, witness } = witnessOf(test.title) ?? {};
    if (id !== undefined && witness !== undefined)
      this.findingOf(id, `the test "${test.title}" in ${test.file}`)?.[witness].push(test);
  }

  result(): Survey {
    const findings = [...this.findings.values()];
    for (const finding of findings) finding.problems.push(...missingHalves(finding));
    return { findings, strays: this.strays };
  }

  private findingOf(id: string, by: string): Finding | undefined {
    const finding = this.findings.get(id);
    if (!finding)
      this.strays.push(
        `${id}: ${by} has this number, which is none of the ${requirements.length}: ` +
          `correct it, or add it to scripts/requirements/numbers.ts.`,
      );
    return finding;
  }
}

function notFound(id: string, stage: string, folder: string): string {
  return (
    `${id} (${stage}): its constraint is not found in ${folder}: ` +
    `write "id" and "stage" as plain texts in one object with "verdict".`
  );
}

function missingHalves({ requirement: { id }, enforcements, accepts, rejects }: Finding): string[] {
  if (enforcements.length === 0)
    return [...accepts, ...rejects].map(
      ({ file, title }) =>
        `${id}: the test "${title}" in ${file} has no record: add the record to the resource's definition, or take the number out of the title.`,
    );
  return Object.entries({ accepts, rejects })
    .filter(([, tests]) => tests.length === 0)
    .map(([witness]) => `${id}: no test has a title that begins with "${id} ${witness}": write one.`);
}
