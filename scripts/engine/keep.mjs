import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "../setup/problem.mjs";
import { binFolder, enginesFolder } from "./folders.mjs";
import { hasAllPrograms } from "./programs.mjs";

const temporaryName = /^\.making-(\d+)$/;

/**
 * Lets an engine be made in a temporary folder, and only when it is complete gives it its place. So a set-up that is
 * killed, or two at the same time, leave nothing half-made.
 *
 * @param {string} version
 * @param {(folder: string) => Promise<string>} make Makes the engine in this folder; returns where its programs are.
 */
export async function keepEngine(version, make) {
  removeAbandonedFolders();
  const temporary = join(enginesFolder(), `.making-${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  try {
    const made = await make(temporary);
    if (!hasAllPrograms(made)) throw new Problem(`the engine made in ${made} is not complete`);
    const place = binFolder(version);
    mkdirSync(dirname(place), { recursive: true });
    rmSync(place, { recursive: true, force: true });
    renameSync(made, place);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function removeAbandonedFolders() {
  mkdirSync(enginesFolder(), { recursive: true });
  for (const name of readdirSync(enginesFolder())) {
    const maker = temporaryName.exec(name)?.[1];
    if (maker === undefined || isRunning(Number(maker))) continue;
    rmSync(join(enginesFolder(), name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
