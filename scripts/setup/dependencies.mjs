import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./checkout.mjs";
import { runTask } from "./task.mjs";

/**
 * @typedef {{ version?: string, resolved?: string, link?: boolean, optional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/** Installs the npm dependencies when node_modules is missing or does not belong to package-lock.json. */
export async function installDependencies() {
  if (dependenciesAreInstalled()) return;
  await runTask({
    title: "installing the dependencies (npm ci)",
    command: "npm",
    args: ["ci", "--no-audit", "--no-fund"],
    cwd: checkout,
  });
}

/**
 * npm writes at the end of every installation what it has installed (node_modules/.package-lock.json). That is a better
 * stamp than one of ours: it is right also after an installation by hand, and missing after one that was killed.
 */
function dependenciesAreInstalled() {
  const installed = lockedPackages(join("node_modules", ".package-lock.json"));
  const wanted = lockedPackages("package-lock.json");
  if (installed === undefined || wanted === undefined) return false;
  return Object.entries(wanted)
    .filter(([path]) => path.startsWith("node_modules/"))
    .every(([path, locked]) => isInstalled(locked, installed[path]));
}

/**
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} present
 */
function isInstalled(wanted, present) {
  // An optional package may be for another operating system.
  if (present === undefined) return wanted.optional === true;
  return wanted.link === true ? present.link === true : present.version === wanted.version;
}

/**
 * @param {string} file
 * @returns {LockedPackages | undefined}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(checkout, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}
