import { parts, type Part } from "./parts";
import { Problem } from "./problem";

/** What is asked for. */
export interface Command {
  /** Which parts are measured. */
  chosen: readonly Part[];
  /** One JSON object is the last line. */
  json: boolean;
  /** The page gets the figures. */
  write: boolean;
}

/** Reads what follows `npm run bench --`; throws a Problem where it cannot be understood. */
export function readCommandLine(words: readonly string[]): Command {
  const rest = [...words];
  const has = (option: string): boolean => {
    const at = rest.indexOf(option);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  };
  const json = has("--json");
  const write = has("--write");
  const names = onlyIn(rest);
  const chosen = parts.filter(({ name }) => names === undefined || names.includes(name));
  if (write && names) throw new Problem("--write keeps the figures of a full run: leave --only out.");
  return { chosen, json, write };
}

function onlyIn(words: readonly string[]): string[] | undefined {
  if (words.length === 0) return undefined;
  const [option, list = "", ...more] = words;
  const names = list.split(",");
  const known = parts.map(({ name }) => name as string);
  const isKnown = option === "--only" && more.length === 0 && names.every((name) => known.includes(name));
  if (isKnown) return names;
  throw new Problem(
    `"${words.join(" ")}" is not understood. Expected: --json, --write, --only <names, with commas between them>: ${known.join(", ")}.`,
  );
}
