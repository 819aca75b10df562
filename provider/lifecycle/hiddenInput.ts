import { z } from "zod";
import { OperationFailure } from "../procedures/errors";

/** The name of the input that the sdk adds to every resource. Fixed for ever: it is in every state. */
export const hiddenInputName = "__lifecycle";

const hidden = z.object({
  urn: z.string(),
  // As the program gave them: odd ones are refused in check.
  timeouts: z
    .partialRecord(z.enum(["create", "update", "delete"]), z.unknown())
    .optional()
    .catch(undefined),
  /** The old object is deleted before its replacement is made. */
  deletesBeforeReplacing: z.boolean().optional().catch(undefined),
});

/** What the sdk tells the lifecycle besides the user's inputs. */
export type HiddenInput = z.infer<typeof hidden>;

/** Properties as the engine hands them over. */
export type Properties = Record<string, unknown>;

/** Reads the hidden input of inputs or outputs. */
export function hiddenInput(properties: Properties): HiddenInput {
  const found = hidden.safeParse(properties[hiddenInputName]);
  if (found.success) return found.data;
  throw new OperationFailure(
    "configurationInvalid",
    `the resource has no ${hiddenInputName} that can be read: it was not made by a class of pulumi-ecs-lifecycle, or an ignoreChanges ` +
      `or a transformation changed it. Make it with a class of the package, and leave ${hiddenInputName} as it is.`,
  );
}

const otherInputs = "madeWithOtherInputs";

/**
 * Outputs that say about themselves that they do not fit the inputs which the engine keeps beside them. Gone with the
 * next outputs.
 */
export function withOtherInputs(outputs: Properties): Properties {
  return { ...outputs, [hiddenInputName]: { ...hiddenInput(outputs), [otherInputs]: true } };
}

/** Whether outputs say that of themselves. */
export function haveOtherInputs(outputs: Properties): boolean {
  return (outputs[hiddenInputName] as Properties | undefined)?.[otherInputs] === true;
}

/** The profile that a resource names, if any. */
export function profileOf(properties: Properties): string | undefined {
  const { profile } = properties;
  return typeof profile === "string" ? profile : undefined;
}

/** The user's own properties: without what the engine and the sdk add. */
export function withoutHidden(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));
}

/**
 * Milliseconds of a time-out as Pulumi writes it, for example "1h30m" or "90s".
 * Units: h, m, s, ms. undefined where none is set.
 */
export function timeoutMilliseconds(text: unknown): number | undefined {
  if (text === undefined || text === null) return undefined;
  const units = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
  const parts = typeof text === "string" ? [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)] : [];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== text)
    throw new Error(`${JSON.stringify(text)} is no duration; expected for example "90m" or "1h30m"`);
  return parts.reduce((sum, part) => sum + Number(part[1]) * units[part[2] as keyof typeof units], 0);
}
