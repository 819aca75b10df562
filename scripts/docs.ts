import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { constraintsPage } from "./docs/constraintsPage";
import { crashMatrixPage } from "./docs/crashMatrixPage";
import { proceduresPage } from "./docs/proceduresPage";

const root = join(__dirname, "..");

/** The generated documents, and what they say. */
const pages: Record<string, () => string | Promise<string>> = {
  "docs/constraints.md": constraintsPage,
  "docs/crash-matrix.md": crashMatrixPage,
  "docs/procedures.md": () => proceduresPage(root),
};

/** Writes the generated documents; with `--check` only says whether they are current, and the reference can be made. */
async function main(): Promise<void> {
  if (process.argv.includes("--check")) checkReference();
  for (const [name, page] of Object.entries(pages)) {
    const file = join(root, name);
    const text = await format(await page(), { parser: "markdown", printWidth: 110 });
    if (!process.argv.includes("--check")) writeFileSync(file, text);
    else if (read(file) !== text) {
      process.stderr.write(`${name} is not current: run \`npm run docs\`\n`);
      process.exitCode = 1;
    }
  }
}

/** Every public member has to be documented, and every link has to lead somewhere. */
function checkReference(): void {
  const typedoc = join("node_modules", "typedoc", "bin", "typedoc");
  const { status } = spawnSync(process.execPath, [typedoc, "--emit", "none"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

void main();
