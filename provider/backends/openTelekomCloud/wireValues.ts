import { z } from "zod";

/** Some attributes come as text or as a boolean, depending on the interface. */
export const flag = z.union([z.boolean(), z.string()]).nullish();

/** What a flag says; undefined: it is not there. */
export function isSet(value: z.infer<typeof flag>): boolean | undefined {
  return value === null || value === undefined ? undefined : String(value).toLowerCase() === "true";
}

/** A number in one place of the references, a text in another. */
export const numberOrText = z
  .union([z.number(), z.string().regex(/^\d*$/)])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === "" ? undefined : Number(value)));

/** A text that may be absent, null or empty, which all mean that there is none. */
export const textIfAny = z
  .string()
  .nullish()
  .transform((text) => (text ? text : undefined));
