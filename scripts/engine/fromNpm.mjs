import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTask } from "../setup/task.mjs";
import { keepEngine } from "./keep.mjs";

/** The first version of the official npm package `pulumi`. */
export const npmVersion = "3.250.0";

const installSeconds = 60;
const downloadSeconds = 300;

/**
 * Fetches the official engine with the official npm package. The package itself is small: when first called, it
 * downloads the engine into PULUMI_HOME, which is a temporary folder here.
 */
export async function fetchWithNpm() {
  await keepEngine(npmVersion, async (folder) => {
    // Without a package.json of its own npm would look for one in the folders above.
    writeFileSync(join(folder, "package.json"), "{}");
    await runTask({
      title: `fetching the npm package pulumi ${npmVersion}`,
      command: "npm",
      args: ["install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", `pulumi@${npmVersion}`],
      cwd: folder,
      timeoutSeconds: installSeconds,
    });
    await runTask({
      title: "downloading the Pulumi engine",
      command: process.execPath,
      args: [join("node_modules", "pulumi", "run.js"), "version"],
      cwd: folder,
      env: {
        ...process.env,
        PULUMI_HOME: folder,
        PULUMI_VERSION: npmVersion,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
      timeoutSeconds: downloadSeconds,
    });
    return join(folder, "versions", npmVersion, "bin");
  });
}
