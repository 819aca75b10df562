import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, run } from "./commands";

/** Adds these packages to the project in a folder, with the user's npm; what is in npm's cache is not fetched again. */
export async function npmInstall(
  folder: string,
  specifiers: readonly string[],
  path?: string,
): Promise<void> {
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];
  await run("npm", ["install", ...options, ...specifiers], { folder, ...(path !== undefined && { path }) });
}

/** The folder of the `node` of this major version: the one that runs the tests, or one from npm. */
export async function nodeFolder(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  return join(await tool(`${name}@${major}`), name, "bin");
}

/** The script of pnpm. */
export async function pnpmScript(): Promise<string> {
  return join(await tool("pnpm@12"), "pnpm", "bin", "pnpm.mjs");
}

const begun = new Map<string, Promise<string>>();

/** The `node_modules` that a tool is in. */
function tool(specifier: string): Promise<string> {
  const known = begun.get(specifier) ?? fetched(specifier);
  begun.set(specifier, known);
  return known;
}

async function fetched(specifier: string): Promise<string> {
  const folder = join(cacheFolder, "tools", specifier);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, "package.json"), "{}");
    await npmInstall(draft, [specifier]);
    renameSync(draft, folder);
  }
  return join(folder, "node_modules");
}
