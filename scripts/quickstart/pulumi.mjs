import { spawn, spawnSync } from "node:child_process";
import { engineEnvironment } from "../engine/environment.mjs";
import { checkout } from "../setup/checkout.mjs";
import { Problem } from "../setup/problem.mjs";
import { workFolder } from "./workFolder.mjs";

/**
 * Runs a `pulumi` command in front of the user: the command as it would be typed, then its own output, live.
 *
 * @param {...string} args
 */
export async function showPulumi(...args) {
  if ((await show(args)) === 0) return;
  throw new Problem(
    [
      `"pulumi ${args.join(" ")}" did not succeed; the reason stands above.`,
      "To go on by hand:     . .quickstart/env.sh && pulumi up",
      "To begin once more:   npm run quickstart",
      "To remove everything: npm run quickstart -- --clean",
    ].join("\n"),
  );
}

/**
 * Runs a `pulumi` command that has to be refused.
 *
 * @param {...string} args
 */
export async function showRefusal(...args) {
  if ((await show(args)) !== 0) return;
  throw new Problem(`"pulumi ${args.join(" ")}" was expected to be refused, and went through.`);
}

/**
 * @param {string[]} args
 * @returns {Promise<number | null>} The exit code.
 */
async function show(args) {
  console.log(`$ pulumi ${args.join(" ")}`);
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, {
      cwd: checkout,
      env: engineEnvironment(workFolder),
      stdio: "inherit",
    });
    // Ctrl-C reaches the engine as well: it saves and ends, and only then may we.
    const letTheEngineEnd = () => undefined;
    process.on("SIGINT", letTheEngineEnd);
    child.on("error", reject);
    child.on("close", (exitCode) => {
      process.off("SIGINT", letTheEngineEnd);
      resolve(exitCode);
    });
  });
}

/**
 * Runs a `pulumi` command behind the scenes.
 *
 * @param {...string} args
 * @returns {string} What it printed.
 */
export function askPulumi(...args) {
  const answer = spawnSync("pulumi", args, {
    cwd: checkout,
    env: engineEnvironment(workFolder),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (answer.status === 0) return answer.stdout;
  throw new Problem(`"pulumi ${args.join(" ")}" failed:\n${answer.error?.message ?? answer.stderr}`);
}
