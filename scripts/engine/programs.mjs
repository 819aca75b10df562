import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** The programs that make an engine: the command, what starts a Node program, what starts a dynamic provider. */
export const programs = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** @param {string} folder */
export function hasAllPrograms(folder) {
  return programs.every((program) => isExecutable(join(folder, program)));
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
