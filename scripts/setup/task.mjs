import { spawn } from "node:child_process";
import { Problem } from "./problem.mjs";

const linesShownOfAFailure = 40;
const secondsBetweenLines = 10;
/** @type {NodeJS.Signals[]} */
const endSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command that says little by itself, and shows that it is still at work: on a terminal one live line, else a
 * line every ten seconds. The command's own output appears only when it fails.
 *
 * @param {object} task
 * @param {string} task.title What is going on, for example `installing the dependencies`.
 * @param {string} task.command
 * @param {string[]} task.args
 * @param {string} [task.cwd]
 * @param {NodeJS.ProcessEnv} [task.env]
 * @param {number} [task.timeoutSeconds] After that the command and all that it started is killed. Default: never.
 * @returns {Promise<void>} Rejects with a `Problem` that ends with the last lines of the output.
 */
export async function runTask({ title, command, args, cwd, env, timeoutSeconds }) {
  const progress = showProgress(title);
  try {
    const { end, output } = await runToEnd(command, args, { cwd, env }, timeoutSeconds);
    if (end !== "") throw new Problem(`${title} failed: ${command} ${end}\n${lastLines(output)}`);
    progress.end("done");
  } catch (error) {
    progress.end("failed");
    throw error;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @param {number} [timeoutSeconds]
 * @returns {Promise<{ end: string, output: string }>} `end` is empty when all went well.
 */
function runToEnd(command, args, options, timeoutSeconds) {
  return new Promise((resolve) => {
    // A process group of its own, so that a command can be ended together with everything that it started.
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let tookTooLong = false;
    const killAll = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has just ended by itself.
      }
    };
    const interrupted = () => {
      killAll();
      process.exit(130);
    };
    for (const signal of endSignals) process.once(signal, interrupted);
    const stop = () => {
      tookTooLong = true;
      killAll();
    };
    const timer = timeoutSeconds === undefined ? undefined : setTimeout(stop, timeoutSeconds * 1000);

    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    const finish = (/** @type {string} */ end) => {
      clearTimeout(timer);
      for (const signal of endSignals) process.off(signal, interrupted);
      resolve({ end, output });
    };
    child.on("error", (error) => finish(`could not be started (${error.message})`));
    child.on("close", (code, signal) => {
      if (code === 0) finish("");
      else if (tookTooLong) finish(`took longer than ${timeoutSeconds} s`);
      else finish(code === null ? `was ended by ${signal}` : `ended with code ${code}`);
    });
  });
}

/** @param {string} title */
function showProgress(title) {
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  // What a command has to say stays alone on standard output.
  const live = process.stderr.isTTY;
  const show = live
    ? () => process.stderr.write(`\r  ${title} … ${seconds()} s `)
    : () => console.error(`  ${title} … ${seconds()} s`);
  if (live) show();
  else console.error(`  ${title} …`);
  const timer = setInterval(show, live ? 1000 : secondsBetweenLines * 1000);
  return {
    /** @param {string} outcome */
    end(outcome) {
      clearInterval(timer);
      console.error(`${live ? "\r" : ""}  ${title}: ${outcome} after ${seconds()} s`);
    },
  };
}

/** @param {string} output */
function lastLines(output) {
  return output.trimEnd().split("\n").slice(-linesShownOfAFailure).join("\n");
}
