import { Problem } from "./problem";

/** What is asked for. */
export type Command = { kind: "list" } | { kind: "break"; ids: string[]; write: boolean };

const usage = "Expected: nothing, or --break [numbers such as FEI-12] [--write].";

/** Reads what follows `npm run requirements --`; throws a Problem where it cannot be understood. */
export function readCommandLine(words: readonly string[]): Command {
  const ids = words.filter((word) => /^[A-Z]{3}-\d{2}$/.test(word));
  const options = words.filter((word) => !ids.includes(word));
  const stray = options.find((word) => word !== "--break" && word !== "--write");
  if (stray !== undefined) throw new Problem(`"${stray}" is neither an option nor a number. ${usage}`);
  if (words.length === 0) return { kind: "list" };
  if (!options.includes("--break"))
    throw new Problem(`Without --break there is nothing to do with "${words.join(" ")}". ${usage}`);
  const write = options.includes("--write");
  if (write && ids.length > 0)
    throw new Problem("--write keeps the result of a full run: leave the numbers out.");
  return { kind: "break", ids, write };
}
