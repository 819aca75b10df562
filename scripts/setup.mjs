// Installs whatever is missing: the npm dependencies, the compiled package, the Pulumi engine. Plain Node without a
// dependency, because it runs before there are any. Usage: npm run setup
import { pathToFileURL } from "node:url";
import { findEngine } from "./engine/find.mjs";
import { build } from "./setup/build.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { requireNode } from "./setup/nodeVersion.mjs";
import { runMain } from "./setup/problem.mjs";

/**
 * Makes the checkout ready for use; what is there already is left alone.
 *
 * @param {object} wanted
 * @param {boolean} wanted.engine Whether the Pulumi engine is needed, too.
 */
export async function setUp({ engine }) {
  requireNode();
  await installDependencies();
  await build();
  if (engine) await findEngine();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    await setUp({ engine: true });
    console.log("Everything is set up.");
  });
}
