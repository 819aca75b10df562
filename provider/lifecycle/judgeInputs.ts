import { z } from "zod";
import { judge, type Refusal } from "../constraints/constraint";
import type { AnyDefinition, KnownInputs } from "../resources/definition";
import {
  hiddenInput,
  timeoutMilliseconds,
  withoutHidden,
  type HiddenInput,
  type Properties,
} from "./hiddenInput";
import { isSecret } from "./secretInputs";
import { hasUnknown, isUnknownAt, valueAt, withoutUnknown } from "./unknownValues";

/** What is known besides the inputs. */
interface Circumstances {
  /** The resource exists already. */
  exists: boolean;
  /** undefined: the configuration does not tell. */
  defaultTags: Record<string, string> | undefined;
}

/**
 * Judges the inputs by themselves: their shape, the time-outs, and the rules that need no look at the cloud.
 * @returns what is wrong with them, and what is known of them
 */
export function judgeInputs(
  definition: AnyDefinition,
  news: Properties,
  { exists, defaultTags }: Circumstances,
): { known: KnownInputs<Properties>; failures: Refusal[] } {
  const { timeouts } = hiddenInput(news);
  const given = withoutNulls(withoutHidden(news));
  const failures = [...timeoutFailures(timeouts), ...shapeFailures(definition, given)];
  const malformed = new Set([
    ...failures.map(({ property }) => property.split(".")[0]),
    ...malformedBesideUnknown(definition, given),
  ]);
  const wellFormed = Object.fromEntries(Object.entries(given).filter(([name]) => !malformed.has(name)));
  const known: KnownInputs<Properties> = {
    exists,
    ...(defaultTags && { defaultTags }),
    inputs: withoutUnknown(wellFormed) as Properties,
    isUnknown: (path) => isUnknownAt(given, path) || malformed.has(path.split(".")[0] ?? ""),
  };
  failures.push(...judge(definition.constraints, "input", definition.inputFacts(known)).refusals);
  return { known, failures };
}

/** A refusal as the user reads it. */
export function reasonText({ property, reason }: Refusal): string {
  return property ? `${property}: ${reason}` : reason;
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
    const known = propertiesAt(definition.inputs, issue.path).join(", ");
    return `there is no property ${issue.keys.join(", ")}; take it out, or look for a misspelling (the properties are ${known})`;
  }
  const seen = valueAt(given, issue.path);
  if (seen === undefined) return `is missing; ${issue.message}`;
  return isSecret(definition, issue.path) ? issue.message : `${seenText(seen)}: ${issue.message}`;
}

/** The properties of the object that the schema has at a path. */
function propertiesAt(schema: unknown, [first, ...rest]: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return propertiesAt(schema.unwrap(), first === undefined ? [] : [first, ...rest]);
  if (!(schema instanceof z.ZodObject)) return [];
  return first === undefined ? Object.keys(schema.shape) : propertiesAt(schema.shape[String(first)], rest);
}

/** What was given, in few words. */
function seenText(seen: unknown): string {
  if (Array.isArray(seen)) return "a list";
  return typeof seen === "object" && seen !== null ? "an object" : JSON.stringify(seen);
}

/** Explicit nulls arrive as null: they mean the same as an absent property. */
function withoutNulls(value: Properties): Properties {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined));
}
