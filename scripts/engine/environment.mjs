import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Problem } from "../setup/problem.mjs";
import { presentEngine } from "./find.mjs";

/**
 * The environment for running the engine with a state and a home of its own. Nothing of the user's own Pulumi takes
 * part: every variable that begins with PULUMI_ is left out, so no login, stack or option leaks in.
 *
 * @param {string} workFolder An absolute path; `state/` and `home/` are made in it.
 * @returns {NodeJS.ProcessEnv} The whole environment, for `spawn` and its like.
 */
export function engineEnvironment(workFolder) {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"));
  const folder = engineFolder();
  const path = process.env["PATH"] ?? "";
  return {
    ...Object.fromEntries(others),
    PATH: folder === undefined ? path : `${folder}${delimiter}${path}`,
    ...engineVariables(workFolder),
  };
}

/**
 * Only the variables for Pulumi itself, for example for a file that a shell reads.
 *
 * @param {string} workFolder
 * @returns {Record<string, string>}
 */
export function engineVariables(workFolder) {
  const state = join(workFolder, "state");
  const home = join(workFolder, "home");
  for (const folder of [state, home]) mkdirSync(folder, { recursive: true });
  return {
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${state}`,
    // The passphrase protects nothing here, but the engine asks for one.
    PULUMI_CONFIG_PASSPHRASE: "playground",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** The folder that has to come first on the PATH; undefined when the engine is there anyway. */
export function engineFolder() {
  const engine = presentEngine();
  if ("unusable" in engine) throw new Problem('There is no Pulumi engine yet: run "npm run setup" first.');
  return engine.folder;
}
