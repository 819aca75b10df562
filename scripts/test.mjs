// The gate: every step in order, or those that are named. Usage: npm test, npm run test:unit, and
// npm run test:unit -- --grep FEI-03 (what follows the names goes to mocha).
import { report } from "./gate/report.mjs";
import { provide } from "./gate/needs.mjs";
import { runStep } from "./gate/runStep.mjs";
import { steps } from "./gate/steps.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { requireNode } from "./setup/nodeVersion.mjs";
import { Problem, runMain } from "./setup/problem.mjs";

await runMain(async () => {
  const { chosen, mochaArguments } = readCommandLine(process.argv.slice(2));
  requireNode();
  await installDependencies();

  const results = [];
  for (const step of chosen) results.push(await resultOf(step, mochaArguments));
  console.log(report(results));

  const testsRan = results.reduce((total, { passed, failed }) => total + passed + failed, 0);
  if (testsRan === 0) throw new Problem("No test was run.");
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
});

/** @param {string[]} words */
function readCommandLine(words) {
  const end = words.findIndex((word) => word.startsWith("-"));
  const names = end === -1 ? words : words.slice(0, end);
  for (const name of names) {
    if (steps.some((step) => step.name === name)) continue;
    throw new Problem(
      `There is no step "${name}". The steps are: ${steps.map((step) => step.name).join(", ")}.`,
    );
  }
  const applicable = steps.filter((step) => step.applies?.() ?? true);
  return {
    chosen: names.length === 0 ? applicable : applicable.filter((step) => names.includes(step.name)),
    mochaArguments: words.slice(names.length),
  };
}

/**
 * @param {import("./gate/steps.mjs").Step} step
 * @param {string[]} mochaArguments
 * @returns {Promise<import("./gate/runStep.mjs").Result>}
 */
async function resultOf(step, mochaArguments) {
  console.log(`\n── ${step.name}: ${step.title}`);
  const begin = Date.now();
  const seconds = () => (Date.now() - begin) / 1000;
  try {
    await provide(step.needs);
    const result = { name: step.name, ...runStep(step, mochaArguments), seconds: seconds() };
    console.log(
      `── ${step.name}: ${result.failed > 0 ? "failed" : "passed"} in ${result.seconds.toFixed(1)} s`,
    );
    return result;
  } catch (error) {
    // The next step may do without what could not be had.
    console.log(error instanceof Problem ? error.message : error);
    return {
      name: step.name,
      passed: 0,
      failed: 1,
      skipped: 0,
      seconds: seconds(),
      remark: "could not be set up",
    };
  }
}
