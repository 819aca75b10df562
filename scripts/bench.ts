import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { readCommandLine } from "./bench/commandLine";
import { toJson } from "./bench/json";
import { pageWith } from "./bench/page";
import type { Measured } from "./bench/parts";
import { Problem } from "./bench/problem";
import { rowsOf } from "./bench/rows";

/**
 * Measures what the package costs, and prints each figure beside its goal. A goal that is missed is no failure: what a
 * machine takes depends on what else it does.
 */
async function main(): Promise<void> {
  const { chosen, json, write } = readCommandLine(process.argv.slice(2));
  // Loaded late: modules in another form.
  const { setUp } = await import("./setup.mjs");
  const { findEngine } = await import("./engine/find.mjs");
  await setUp({ engine: false });
  const engine = await findEngine();
  const measured: Measured = {};
  for (const { title, measure } of chosen) {
    say(`\n${title} …`);
    const part = await measure();
    Object.assign(measured, part);
    for (const { figure, goal, measured: seen, isMet } of rowsOf(part))
      say(`  ${isMet === false ? "✗" : "✓"} ${figure}: ${seen}${goal && ` (goal: ${goal})`}`);
  }
  if (write) {
    const file = join(__dirname, "..", "docs", "performance.md");
    const page = pageWith(readFileSync(file, "utf8"), rowsOf(measured), engine.version);
    writeFileSync(file, await format(page, { parser: "markdown", printWidth: 110 }));
  }
  if (json) say(JSON.stringify(toJson(measured)));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  },
);
