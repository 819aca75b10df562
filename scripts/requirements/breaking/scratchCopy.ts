import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What is made from the source, or kept beside it: no part of a copy. */
const left = new Set([".git", "node_modules", "dist", ".tests", ".quickstart"]);

/** Copies the source into a new folder outside the checkout, where it can be changed; dependencies are linked. */
export function makeScratchCopy(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), "requirements-"));
  for (const entry of readdirSync(root).filter((name) => !left.has(name)))
    cpSync(join(root, entry), join(folder, entry), { recursive: true });
  if (existsSync(join(root, "node_modules")))
    symlinkSync(resolve(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

export function removeScratchCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
