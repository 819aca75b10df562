import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Problem } from "../problem";
import { witnessOf, type TestTitle } from "../testTitles";
import { Compiler } from "./compiler";
import { runTests } from "./runTests";
import { makeScratchCopy, removeScratchCopy } from "./scratchCopy";
import type { Switch } from "./switches";

/** What the tests said of one switch. */
export type Outcome = { switch: Switch } & (
  | {
      kind: "ran";
      /** Tests with the number that turned red. */
      own: TestTitle[];
      /** Other tests that turned red. */
      others: TestTitle[];
    }
  | { kind: "doesNotCompile" | "crashed"; why: string }
);

/** Whether the switch was noticed by a test with its number: only then the number is carried out there. */
export function isNoticed(outcome: Outcome): boolean {
  return outcome.kind === "ran" && outcome.own.length > 0;
}

/** Whether a number was switched off, and noticed each time. */
export function isNoticedEverywhere(id: string, outcomes: readonly Outcome[]): boolean {
  const own = outcomes.filter((outcome) => outcome.switch.id === id);
  return own.length > 0 && own.every(isNoticed);
}

/** An unbroken run that takes longer than this hangs. */
const limitMilliseconds = 300_000;

/**
 * Switches off one after the other, each in a scratch copy, and runs the quick tests on it; as many at a time as there
 * are processors. `tell` is called with each outcome as it comes; the result is in the order of the switches. Throws a Problem where tests
 * are red although nothing is switched off: nothing could be told from them.
 */
export async function breakAll(
  root: string,
  switches: readonly Switch[],
  tell: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const copies: string[] = [];
  const removeCopies = () => copies.forEach(removeScratchCopy);
  const interrupted = () => process.exit(130);
  process.on("exit", removeCopies).on("SIGINT", interrupted).on("SIGTERM", interrupted);
  try {
    // All at once, or work in the checkout meanwhile would make them differ.
    const count = Math.min(availableParallelism(), switches.length);
    for (let i = 0; i < count + 1; i++) copies.push(makeScratchCopy(root));
    const [unbroken = root, ...broken] = copies;
    const limit = await limitByUnbrokenRun(unbroken);
    const compiler = new Compiler(unbroken);
    const outcomes: Outcome[] = [];
    const waiting = [...switches.entries()];
    const work = async (copy: string) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, one] = next;
        const why = compiler.problemWith(one.file, one.text);
        const outcome: Outcome =
          why === undefined
            ? await outcomeOf(copy, one, limit)
            : { kind: "doesNotCompile", switch: one, why };
        outcomes[index] = outcome;
        tell(outcome);
      }
    };
    await Promise.all(broken.map(work));
    return outcomes;
  } finally {
    process.off("exit", removeCopies).off("SIGINT", interrupted).off("SIGTERM", interrupted);
    removeCopies();
  }
}

/** Runs the tests with nothing switched off. Returns how long a broken run may take, in milliseconds. */
async function limitByUnbrokenRun(copy: string): Promise<number> {
  const begin = Date.now();
  const run = await runTests(copy, limitMilliseconds);
  if (run.kind === "crashed")
    throw new Problem(`The tests do not run, although nothing is switched off: ${run.why}. Mend them first.`);
  const [first] = run.red;
  if (first)
    throw new Problem(
      `${run.red.length} of the tests are red although nothing is switched off, the first of them "${first.title}" in ` +
        `${first.file}: mend them first (npm run test:unit).`,
    );
  if (run.passed.length === 0)
    throw new Problem("There are no tests in tests/provider: nothing could turn red.");
  return Math.max(60_000, 5 * (Date.now() - begin));
}

async function outcomeOf(copy: string, one: Switch, limit: number): Promise<Outcome> {
  const path = join(copy, one.file);
  const before = readFileSync(path, "utf8");
  writeFileSync(path, one.text);
  const run = await runTests(copy, limit);
  writeFileSync(path, before);
  if (run.kind === "crashed") return { kind: "crashed", switch: one, why: run.why };
  const isOwn = ({ title }: TestTitle) => witnessOf(title)?.id === one.id;
  const own = run.red.filter(isOwn);
  return { kind: "ran", switch: one, own, others: run.red.filter((test) => !isOwn(test)) };
}
