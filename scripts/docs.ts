import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { constraintsPage } from "./docs/constraintsPage";
import { proceduresPage } from "./docs/proceduresPage";

const root = join(__dirname, "..");

/** The generated documents, and what they say. */
const pages: Record<string, () => string> = {
  "docs/constraints.md": constraintsPage,
  "docs/procedures.md": () => proceduresPage(root),
};

/** Writes the generated documents; with `--check` only says whether they are current. */
async function main(): Promise<void> {
  for (const [name, page] of Object.entries(pages)) {
    const file = join(root, name);
    const text = await format(page(), { parser: "markdown", printWidth: 110 });
    if (!process.argv.includes("--check")) writeFileSync(file, text);
    else if (read(file) !== text) {
      process.stderr.write(`${name} is not current: run \`npm run docs\`\n`);
      process.exitCode = 1;
    }
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

void main();
