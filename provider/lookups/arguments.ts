import { z } from "zod";
import { idPattern } from "../resources/inputForms";
import { callText, LookupRefused } from "./refusal";

const text = z.string("expected a text").min(1, "expected a text that is not empty");
const id = z
  .string("expected an ID")
  .regex(idPattern, "expected an ID (a UUID, shown in the console)")
  .toLowerCase();

/** What an object can be found by, and where. */
const where = { id: id.nullish(), name: text.nullish(), profile: text.nullish() };

/** Arguments of a lookup by ID or name. */
export const idOrName = z.strictObject(where).superRefine(exactlyOneOf("id", "name"));

/** Arguments of a lookup by ID, name or tags. */
export const idNameOrTags = z
  .strictObject({
    ...where,
    tags: z
      .record(z.string(), z.string("expected a text"), "expected a map of tags")
      .refine((tags) => Object.keys(tags).length > 0, "expected at least one tag")
      .nullish(),
    mostRecent: z.boolean("expected true or false").nullish(),
  })
  .superRefine(exactlyOneOf("id", "name", "tags"))
  .refine(({ tags, mostRecent }) => !mostRecent || tags, {
    path: ["mostRecent"],
    message: "chooses among the images that carry the tags: it goes with tags only",
  });

export type IdOrName = z.infer<typeof idOrName>;
export type IdNameOrTags = z.infer<typeof idNameOrTags>;

/**
 * Reads what a program gave; refuses what is none.
 * @param usage how the lookup is called, for the message
 */
export function readArguments<Args>(
  name: string,
  schema: z.ZodType<Args>,
  given: unknown,
  usage: string,
): Args {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join(".")}: ${message}` : message,
  );
  throw new LookupRefused(callText(name, given), {
    seen: reasons.join("; "),
    expected: usage,
    remedy: `Correct the arguments. Outputs of resources go into ${name}Output.`,
  });
}

function exactlyOneOf(...names: string[]) {
  return (args: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void => {
    const given = names.filter((name) => args[name] !== undefined && args[name] !== null);
    if (given.length === 1) return;
    const seen = given.length === 0 ? "none is given" : `${given.join(" and ")} are given`;
    const message = `expected exactly one of ${names.join(", ")}, and ${seen}`;
    context.addIssue({ code: "custom", message });
  };
}
