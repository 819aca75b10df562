import { Problem } from "../setup/problem.mjs";
import { binFolder } from "./folders.mjs";
import { buildWithGo, builtVersion } from "./fromGo.mjs";
import { fetchWithNpm, npmVersion } from "./fromNpm.mjs";
import { engineOnPath, oldestVersion } from "./onPath.mjs";
import { hasAllPrograms } from "./programs.mjs";

/**
 * An engine that can be used. `folder` is where its programs are; undefined when they are on the PATH anyway.
 *
 * @typedef {{ version: string, folder: string | undefined }} Engine
 */

/**
 * Finds a Pulumi engine, or gets one: on the PATH, else what an earlier set-up has kept, else with the official npm
 * package, else built with Go. Says which one is used.
 *
 * @returns {Promise<Engine>}
 */
export async function findEngine() {
  const present = presentEngine();
  if ("version" in present) return say(present);
  console.log(`  on the PATH: ${present.unusable}`);

  const failures = [`on the PATH: ${present.unusable}`];
  for (const { version, title, get } of [
    { version: npmVersion, title: `the npm package pulumi ${npmVersion}`, get: fetchWithNpm },
    { version: builtVersion, title: `built with Go`, get: buildWithGo },
  ]) {
    try {
      await get();
      return say({ version, folder: binFolder(version) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failures.push(`${title}: ${error.message.replaceAll("\n", "\n    ")}`);
      console.log(`  ${title}: not possible here (${error.message.split("\n").at(-1)})`);
    }
  }
  throw new Problem(
    [
      "There is no Pulumi engine, and none could be got:",
      ...failures.map((failure) => `  - ${failure}`),
      "Install one of these, then run the same command again:",
      `  - Pulumi ${oldestVersion} or later: https://www.pulumi.com/docs/iac/download-install/`,
      "  - Go 1.25.8 or later, with which the engine is built: https://go.dev/dl/",
    ].join("\n"),
  );
}

/**
 * The engine that is there already, without getting one.
 *
 * @returns {Engine | { unusable: string }}
 */
export function presentEngine() {
  const onPath = engineOnPath();
  if ("version" in onPath) return { version: onPath.version, folder: undefined };
  for (const version of [npmVersion, builtVersion]) {
    if (hasAllPrograms(binFolder(version))) return { version, folder: binFolder(version) };
  }
  return onPath;
}

/** @param {Engine} engine */
function say(engine) {
  console.log(`  Pulumi engine ${engine.version} (${engine.folder ?? "on the PATH"})`);
  return engine;
}
