import { execFile } from "node:child_process";
import { join } from "node:path";

export const checkout = join(__dirname, "..", "..");

/** Everything that is fetched and installed for these tests is kept here, and used again in the next run. */
export const cacheFolder = join(checkout, ".tests", "package");

export interface Answer {
  succeeded: boolean;
  /** Standard output and standard error. */
  output: string;
}

export interface Surroundings {
  folder: string;
  /** Comes first on the PATH. */
  path?: string;
  environment?: Record<string, string>;
}

/** How a command is started there. */
export function optionsIn({ folder, path, environment }: Surroundings) {
  const env = { ...withoutNpm(process.env), ...environment };
  if (path !== undefined) env["PATH"] = `${path}:${env["PATH"] ?? ""}`;
  return { cwd: folder, env };
}

/** Runs a command to its end. */
export function answerOf(
  command: string,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { ...optionsIn(surroundings), maxBuffer: 64 * 1024 * 1024 },
      (error, out, errors) => {
        resolve({ succeeded: error === null, output: out + errors });
      },
    );
  });
}

/** Runs a command that has to succeed. */
export async function run(
  command: string,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<string> {
  const { succeeded, output } = await answerOf(command, args, surroundings);
  if (!succeeded) throw new Error(`"${command} ${args.join(" ")}" failed:\n${output}`);
  return output;
}

/** Under `npm run`, npm's own settings of this checkout are in the environment: they are no user's. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("npm_")));
}
