import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { constraintsPage } from "./docs/constraintsPage";

const file = join(__dirname, "..", "docs", "constraints.md");

/** Writes the generated documents; with `--check` only says whether they are current. */
async function main(): Promise<void> {
  const page = await format(constraintsPage(), { parser: "markdown", printWidth: 110 });
  if (!process.argv.includes("--check")) {
    writeFileSync(file, page);
    return;
  }
  if (read(file) === page) return;
  process.stderr.write("docs/constraints.md is not current: run `npm run docs`\n");
  process.exitCode = 1;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

void main();
