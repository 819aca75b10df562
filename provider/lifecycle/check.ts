import type { z } from "zod";
import { judge, type Judgement, type Refusal } from "../constraints/constraint";
import { CloudError } from "../ports/cloudError";
import { OperationFailure } from "../procedures/errors";
import type { AnyDefinition, KnownInputs } from "../resources/definition";
import {
  hiddenInput,
  profileOf,
  timeoutMilliseconds,
  withoutHidden,
  type HiddenInput,
  type Properties,
} from "./hiddenInput";
import type { Runtime } from "./runtime";
import { hasUnknown, isUnknownAt, valueAt, withoutUnknown } from "./unknownValues";

/**
 * Refuses what the documents forbid, everything at once, before anything is touched. The cloud is looked at
 * only where this run would carry out an operation.
 */
export async function check(
  definition: AnyDefinition,
  runtime: Runtime,
  olds: Properties,
  news: Properties,
  formerUrn?: string,
): Promise<{ inputs: Properties; failures: Refusal[] }> {
  const { timeouts } = hiddenInput(news);
  const given = withoutNulls(withoutHidden(news));
  const failures = [...timeoutFailures(timeouts), ...shapeFailures(definition, given)];
  const malformed = new Set([
    ...failures.map(({ property }) => property.split(".")[0]),
    ...malformedBesideUnknown(definition, given),
  ]);
  const wellFormed = Object.fromEntries(Object.entries(given).filter(([name]) => !malformed.has(name)));
  // Without old inputs this run would make something. (A replacement is checked twice, the second time like this.)
  const exists = Object.keys(withoutHidden(olds)).length > 0;
  const defaultTags = isUnknownAt(given, "profile") ? undefined : runtime.defaultTags(profileOf(news));
  const known: KnownInputs<Properties> = {
    exists,
    ...(defaultTags && { defaultTags }),
    inputs: withoutUnknown(wellFormed) as Properties,
    isUnknown: (path) => isUnknownAt(given, path) || malformed.has(path.split(".")[0] ?? ""),
  };
  failures.push(...judge(definition.constraints, "input", definition.inputFacts(known)).refusals);
  if (failures.length === 0 && !exists)
    failures.push(...(await preflight(definition, runtime, known, news, formerUrn)));
  return { inputs: news, failures };
}

async function preflight(
  definition: AnyDefinition,
  runtime: Runtime,
  known: KnownInputs<Properties>,
  news: Properties,
  formerUrn: string | undefined,
): Promise<Refusal[]> {
  if (known.isUnknown("profile")) return [];
  const { urn, deletesBeforeReplacing = false } = hiddenInput(news);
  try {
    const cloud = await runtime.connect(profileOf(news));
    const isBusy = (turn: string): boolean => runtime.queue.isBusy(turn);
    const told = new Set<string>();
    const warn = (text: string): void => {
      if (!told.has(text)) runtime.log("warning", text, urn);
      told.add(text);
    };
    const question = {
      ...known,
      urn,
      ...(formerUrn && { formerUrn }),
      cloud,
      warn,
      deletesBeforeReplacing,
      isBusy,
    };
    const look = async (): Promise<Judgement> => {
      const facts = await definition.preflightFacts(question);
      return facts === undefined ? nothing : judge(definition.constraints, "preflight", facts);
    };
    const first = await look();
    // What this very program has changed a moment ago may be what an old list does not show.
    const judgement = first.refusals.length > 0 && cloud.listings.renew() ? await look() : first;
    judgement.announcements.forEach(warn);
    return judgement.refusals;
  } catch (error) {
    if (!(error instanceof OperationFailure || error instanceof CloudError)) throw error;
    return [{ property: "", reason: error.message }];
  }
}

const nothing: Judgement = { refusals: [], announcements: [] };

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

/**
 * The properties of which the known part is not what the schema expects, although something else in them is not known
 * yet: no rule can judge them. What is only missing may be the part that is not known.
 */
function malformedBesideUnknown(definition: AnyDefinition, given: Properties): string[] {
  const known = withoutUnknown(given);
  const { error } = definition.inputs.safeParse(known);
  return (error?.issues ?? [])
    .filter(({ path }) => valueAt(known, path) !== undefined)
    .map(({ path }) => String(path[0] ?? ""));
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
