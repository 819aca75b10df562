import { homedir } from "node:os";
import { join } from "node:path";

/** Where engines are kept, outside the checkout, so that all checkouts of a user share them. */
export function enginesFolder() {
  const cache = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(cache, "pulumi-ecs-lifecycle", "engine");
}

/**
 * The folder that an engine's programs are kept in.
 *
 * @param {string} version For example `3.230.0`.
 */
export function binFolder(version) {
  return join(enginesFolder(), version, "bin");
}
