import type { z } from "zod";
import { judge, type Refusal } from "../constraints/constraint";
import { OperationFailure } from "../procedures/errors";
import type { AnyDefinition } from "../resources/definition";
import { changesBetween } from "./changes";
import {
  hiddenInput,
  timeoutMilliseconds,
  withoutHidden,
  type HiddenInput,
  type Properties,
} from "./hiddenInput";
import type { Runtime } from "./runtime";
import { hasUnknown, valueAt } from "./unknownValues";

/**
 * Refuses what the documents forbid, everything at once, before anything is touched. The cloud is looked at
 * only where this run would carry out an operation.
 */
export async function check(
  definition: AnyDefinition,
  runtime: Runtime,
  olds: Properties,
  news: Properties,
): Promise<{ inputs: Properties; failures: Refusal[] }> {
  const { urn, timeouts } = hiddenInput(news);
  const given = withoutNulls(withoutHidden(news));
  const failures = [...timeoutFailures(timeouts), ...shapeFailures(definition, given)];
  const malformed = new Set(failures.map(({ property }) => property.split(".")[0]));
  const known = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !hasUnknown(value) && !malformed.has(name)),
  );
  failures.push(...judge(definition.constraints, "input", definition.inputFacts(known)).refusals);
  if (failures.length === 0 && carriesOutOperation(definition, olds, news))
    failures.push(...(await preflight(definition, runtime, known, urn)));
  return { inputs: news, failures };
}

function carriesOutOperation(definition: AnyDefinition, olds: Properties, news: Properties): boolean {
  if (Object.keys(withoutHidden(olds)).length === 0) return true;
  return changesBetween(definition, olds, news).some(
    ({ effect, unknown }) => effect === "replace" && !unknown,
  );
}

async function preflight(
  definition: AnyDefinition,
  runtime: Runtime,
  known: Properties,
  urn: string,
): Promise<Refusal[]> {
  const server = definition.inputs.safeParse(known);
  // This process is at work on the server: start conditions are judged when its turn has come.
  if (server.success && runtime.queue.isBusy(definition.serverOf(server.data))) return [];
  try {
    const facts: unknown = await definition.preflightFacts(known, urn, runtime.connect());
    if (facts === undefined) return [];
    const { refusals, announcements } = judge(definition.constraints, "preflight", facts);
    for (const text of announcements) runtime.log("warning", text, urn);
    return refusals;
  } catch (error) {
    if (!(error instanceof OperationFailure)) throw error;
    return [{ property: "", reason: error.message }];
  }
}

function timeoutFailures(timeouts: HiddenInput["timeouts"]): Refusal[] {
  return Object.entries(timeouts ?? {}).flatMap(([verb, text]) => {
    try {
      timeoutMilliseconds(text);
      return [];
    } catch (error) {
      return [{ property: `customTimeouts.${verb}`, reason: (error as Error).message }];
    }
  });
}

/** What the schema finds; a value that is not known yet is never a failure. */
function shapeFailures(definition: AnyDefinition, given: Properties): Refusal[] {
  const parsed = definition.inputs.safeParse(given);
  if (parsed.success) return [];
  return parsed.error.issues
    .filter((issue) => !hasUnknown(valueAt(given, issue.path)))
    .map((issue) => ({ property: issue.path.join("."), reason: describe(definition, issue, given) }));
}

function describe(definition: AnyDefinition, issue: z.core.$ZodIssue, given: Properties): string {
  if (issue.code === "unrecognized_keys") {
    const known =
      issue.path.length > 0 ? "" : ` (the properties are ${Object.keys(definition.changes).join(", ")})`;
    return `there is no property ${issue.keys.join(", ")}; take it out, or look for a misspelling${known}`;
  }
  const seen = valueAt(given, issue.path);
  if (seen === undefined) return `is missing; ${issue.message}`;
  return typeof seen === "string" ? `${JSON.stringify(seen)}: ${issue.message}` : issue.message;
}

/** Explicit nulls arrive as null: they mean the same as an absent property. */
function withoutNulls(value: Properties): Properties {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined));
}
