// npm runs this before `npm publish`, and before nothing else.
import { Problem, runMain } from "./setup/problem.mjs";

await runMain(async () => {
  throw new Problem(
    'The package is not meant to be published yet: it has no licence and no repository. "npm pack" makes a file that can be installed.',
  );
});
