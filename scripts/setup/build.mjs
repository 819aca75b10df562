import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./checkout.mjs";
import { runTask } from "./task.mjs";

const sourceFolders = ["sdk", "provider", "testing", "emulator"];
const settingsFiles = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
const target = join(checkout, "dist");
const stampName = ".sources";

/**
 * Compiles the sources into dist/ when they differ from those that dist/ was made of. The new dist/ is made beside the
 * old one and then takes its place: files of removed sources do not stay, and a killed build leaves the old one.
 */
export async function build() {
  const digest = digestOfSources();
  const stamp = join(target, stampName);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;

  // Among the dependencies nothing looks at it, should it be left behind.
  const fresh = join(checkout, "node_modules", `.dist-${process.pid}`);
  try {
    await runTask({
      title: "compiling the package (tsc)",
      command: process.execPath,
      args: ["node_modules/typescript/bin/tsc", "--project", "tsconfig.build.json", "--outDir", fresh],
      cwd: checkout,
    });
    writeFileSync(join(fresh, stampName), digest);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function digestOfSources() {
  const hash = createHash("sha256");
  for (const file of [...settingsFiles, ...sourceFolders.flatMap(sourcesIn)]) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(checkout, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} folder */
function sourcesIn(folder) {
  return readdirSync(join(checkout, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") || file.endsWith(".json"))
    .sort()
    .map((file) => join(folder, file));
}
