import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { checkout } from "../setup/checkout.mjs";
import { Problem } from "../setup/problem.mjs";

/** How many emulated seconds pass in a second: a whole image takes about two. */
const speed = 600;

/**
 * Serves a new emulated cloud while `use` runs.
 *
 * @template Result
 * @param {(line: string) => Promise<Result>} use Gets the line that the emulator prints.
 * @returns {Promise<Result>}
 */
export async function withEmulator(use) {
  const child = spawn(
    process.execPath,
    ["--require", "ts-node/register", "emulator/server/main.ts", "--port", "0", "--speed", String(speed)],
    { cwd: checkout, stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), ended]);
  if (typeof line !== "string") throw new Problem("The emulator ended before it was ready.");
  try {
    return await use(line);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
