// Compiles the package into dist/, where that is not of the present sources. Usage: npm run build; npm pack does it by itself.
import { build } from "./setup/build.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { requireNode } from "./setup/nodeVersion.mjs";
import { runMain } from "./setup/problem.mjs";

await runMain(async () => {
  requireNode();
  await installDependencies();
  await build();
});
