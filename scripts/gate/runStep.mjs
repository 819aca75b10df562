import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../setup/checkout.mjs";

/**
 * What came of a step: how many tests passed, failed, were left out. A step that is no mocha run counts as one test.
 *
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number, remark: string }} Result
 */

/**
 * Runs one step; what it needs must be there.
 *
 * @param {import("./steps.mjs").Step} step
 * @param {string[]} mochaArguments
 * @returns {Omit<Result, "name" | "seconds">}
 */
export function runStep(step, mochaArguments) {
  if (!step.countsTests) {
    const succeeded = runNode(step.command, step) === 0;
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0, remark: "" };
  }

  const folder = join(checkout, ".tests");
  const file = join(folder, `counts-${step.name}-${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  try {
    const reporter = join(checkout, "scripts", "gate", "countingReporter.cjs");
    const reporting = ["--reporter", reporter, "--reporter-option", `counts=${file}`];
    const code = runNode([...step.command, ...reporting, ...mochaArguments], step);
    return judge(readCounts(file), code, mochaArguments.length > 0);
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {{ passes: number, failures: number, pending: number } | undefined} counts
 * @param {number | null} code
 * @param {boolean} isSelection Whether arguments such as `--grep` choose among the tests.
 */
function judge(counts, code, isSelection) {
  if (counts === undefined) {
    return { passed: 0, failed: 1, skipped: 0, remark: `mocha ended with code ${code} and no result` };
  }
  const { passes: passed, failures, pending: skipped } = counts;
  if (passed + failures + skipped === 0 && !isSelection) {
    return { passed, failed: 1, skipped, remark: "no test was found" };
  }
  // A run that ends badly although every test passed is not a passed one (an error after the last test, for example).
  if (code !== 0 && failures === 0)
    return { passed, failed: 1, skipped, remark: `mocha ended with code ${code}` };
  return { passed, failed: failures, skipped, remark: "" };
}

/**
 * @param {string[]} command
 * @param {import("./steps.mjs").Step} step
 */
function runNode(command, step) {
  const env = step.environment === undefined ? process.env : step.environment();
  return spawnSync(process.execPath, command, { cwd: checkout, stdio: "inherit", env }).status;
}

/** @param {string} file */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
