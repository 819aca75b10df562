import { z } from "zod";

/** The cloud's IDs; a program may write them in capital letters. */
export const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is an ID, and no name. */
export function isId(text: string): boolean {
  return idPattern.test(text);
}

/** An ID, of what. */
export const id = (what: string) => {
  const expected = `expected the ID of ${what} (a UUID, shown in the console)`;
  return z.string(expected).regex(idPattern, expected);
};

/** A text that is not empty: what it says. */
export const named = (what: string) => z.string(`expected ${what}`).min(1, `expected ${what}`);

/** What is said where an object was given as something else. */
export const shaped = (shape: string) => ({
  error: ({ code }: { code?: string | undefined }) =>
    code === "invalid_type" ? `expected ${shape}` : undefined,
});

/** Whether an input is not given. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Whether an input names what is known by this ID: the cloud writes them in small letters. */
export function isSameId(given: unknown, known: unknown): boolean {
  return typeof given === "string" && given.toLowerCase() === known;
}
