import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { isAtLeast } from "../setup/version.mjs";
import { isExecutable, programs } from "./programs.mjs";

/** The language host of this version is the first that passes on `inputs` from a provider's `read`. */
export const oldestVersion = "3.216.0";

/**
 * Looks for an engine on the PATH. It counts only together with its Node language host and its dynamic provider: a
 * wrapper that downloads the real command into PULUMI_HOME when first called (such as the npm package's) would do so
 * again for each home of ours.
 *
 * @returns {{ version: string } | { unusable: string }}
 */
export function engineOnPath() {
  const missing = programs.filter((program) => !isOnPath(program));
  if (missing.includes("pulumi")) return { unusable: "there is no pulumi" };
  const answer = spawnSync("pulumi", ["version"], {
    encoding: "utf8",
    timeout: 10_000,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const version = /^v?(\d+\.\d+\.\d+)/m.exec(answer.stdout ?? "")?.[1];
  if (answer.status !== 0 || version === undefined) return { unusable: "pulumi version does not work" };
  if (!isAtLeast(version, oldestVersion)) {
    return { unusable: `pulumi ${version} is older than ${oldestVersion}` };
  }
  if (missing.length > 0) return { unusable: `pulumi ${version} is there without ${missing.join(" and ")}` };
  return { version };
}

/** @param {string} program */
function isOnPath(program) {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => isExecutable(join(folder, program)));
}
