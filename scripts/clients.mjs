// Tries the official clients of Open Telekom Cloud on the emulated one: installs them into .tests/clients, and lets each
// carry an image through. Needs the network. Usage: npm run clients, npm run clients -- openstacksdk
import { spawnSync } from "node:child_process";
import { withEmulator } from "./clients/emulator.mjs";
import { judges } from "./clients/judges.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { Problem, runMain } from "./setup/problem.mjs";
import { runTask } from "./setup/task.mjs";

await runMain(async () => {
  const chosen = chosenBy(process.argv.slice(2));
  await installDependencies();
  /** @type {string[]} */
  const failed = [];
  for (const judge of chosen) {
    try {
      await judgeBy(judge);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.error(error.message);
      failed.push(judge.name);
    }
  }
  if (failed.length > 0) throw new Problem(`Not in order: ${failed.join(", ")}.`);
});

/** @param {string[]} names */
function chosenBy(names) {
  for (const name of names) {
    if (judges.some((judge) => judge.name === name)) continue;
    throw new Problem(
      `There is no client "${name}". The clients are: ${judges.map((judge) => judge.name).join(", ")}.`,
    );
  }
  return names.length === 0 ? judges : judges.filter(({ name }) => names.includes(name));
}

/** @param {import("./clients/judges.mjs").Judge} judge */
async function judgeBy({ name, interpreter, install, run }) {
  if (spawnSync(interpreter.command, interpreter.args, { stdio: "ignore" }).status !== 0) {
    console.log(`  ${name}: skipped, there is no ${interpreter.command} on the PATH`);
    return;
  }
  for (const command of install) await runTask({ title: `${name}: installing`, ...inEnvironment(command) });
  await withEmulator((line) =>
    runTask({
      title: `${name}: carrying an image through`,
      timeoutSeconds: 120,
      ...inEnvironment({ ...run, env: { ...run.env, EMULATED_CLOUD: line } }),
    }),
  );
}

/** @param {import("./clients/judges.mjs").Command} command */
function inEnvironment({ env, ...rest }) {
  return { ...rest, env: { ...process.env, ...env } };
}
