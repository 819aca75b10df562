// Runs a program of the checkout that needs the npm dependencies: what is missing is installed first. Plain Node without a
// dependency, because it runs before there are any. Usage: node scripts/run.mjs <program> [arguments]
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkout } from "./setup/checkout.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { requireNode } from "./setup/nodeVersion.mjs";
import { runMain } from "./setup/problem.mjs";

await runMain(async () => {
  requireNode();
  await installDependencies();
});
// In this process, so that signals reach the program. Outside of `runMain`: its own errors are not ours.
if (process.exitCode === undefined) await start(process.argv.slice(2));

/** @param {string[]} words */
async function start([program = "", ...words]) {
  const file = join(checkout, program);
  process.argv = [process.execPath, file, ...words];
  const require = createRequire(import.meta.url);
  if (!file.endsWith(".ts")) return await import(pathToFileURL(file).href);
  require("ts-node/register");
  require(file);
}
