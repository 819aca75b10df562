import { OperationFailure } from "../procedures/errors";
import { sources, type SourceId } from "./sources";

/** One statement of a document that the provider carries out. */
export interface Statement {
  /** Its number, for example "FEI-12": messages, tests and docs use it. */
  id: string;
  /** One sentence of ours. */
  statement: string;
  source: { document: SourceId; section: string };
}

/** A statement that is carried out by a step, a watch, a decision or an output. */
export interface CarriedOut extends Statement {
  as: "procedure" | "guard" | "diff" | "output";
  /** Where: the file and what in it. */
  where: string;
}

/** The facts are against it. */
export interface Violation {
  kind: "violated";
  /** Path of the input that is to blame, for example "server" or "guest.sanPolicy"; "" where none is. */
  property: string;
  seen: string;
  expected: string;
  remedy: string;
}

/** What a constraint finds in the facts. */
export type Verdict =
  | { kind: "met"; announce?: string }
  | Violation
  /** The facts do not tell; `why` becomes a warning at preview. */
  | { kind: "unknown"; why: string }
  | { kind: "notApplicable" };

/** A verdict that refuses. */
export function violated(violation: Omit<Violation, "kind">): Violation {
  return { kind: "violated", ...violation };
}

/** A statement that can be judged: data with a source, not code in a procedure. */
export interface Constraint<Facts> extends Statement {
  /** `input`: from the inputs alone. `preflight`: from live facts, at preview and right before acting. */
  stage: "input" | "preflight";
  verdict(facts: Facts): Verdict;
}

/** A refusal: which input, and the complete text for the user. */
export interface Refusal {
  property: string;
  reason: string;
}

/** Everything that a set of constraints finds, never only the first. */
export interface Judgement {
  refusals: Refusal[];
  /** What is worth knowing but refuses nothing. */
  announcements: string[];
}

/** Judges the facts by all constraints of a stage. */
export function judge<Facts>(
  constraints: readonly Constraint<Facts>[],
  stage: Constraint<Facts>["stage"],
  facts: Facts,
): Judgement {
  const refusals: Refusal[] = [];
  const announcements: string[] = [];
  for (const constraint of constraints.filter((c) => c.stage === stage)) {
    const verdict = constraint.verdict(facts);
    if (verdict.kind === "violated") {
      refusals.push({ property: verdict.property, reason: refusalText(constraint, verdict) });
    } else if (verdict.kind === "unknown") {
      announcements.push(`could not be checked: ${verdict.why} ${rule(constraint)}`);
    } else if (verdict.kind === "met" && verdict.announce) {
      announcements.push(`${verdict.announce} ${rule(constraint)}`);
    }
  }
  return { refusals, announcements };
}

/** A line for each thing that the user has to know. */
function refusalText(constraint: Statement, { seen, expected, remedy }: Violation): string {
  return [seen, `expected: ${expected}`, `remedy: ${remedy}`, rule(constraint)].join("\n    ");
}

/** The end of every message: the rule's number and the document, so that it can be looked up. */
export function rule({ id, source }: Statement): string {
  const { publisher, title } = sources[source.document];
  return `[${id}: ${publisher}, ${title}, "${source.section}"]`;
}

/** One failure for all refusals of an operation that was about to begin. */
export function constraintViolated(refusals: readonly Refusal[]): OperationFailure {
  const lines = refusals.map(({ property, reason }) => (property ? `${property}: ${reason}` : reason));
  return new OperationFailure("constraintViolated", lines.join("\n"));
}
