import { parseArgs } from "node:util";
import { packageVersion } from "./packageVersion";
import { Problem } from "./problem";
import { serviceOrder } from "./servedCloud";

/** What the command was asked to do. */
export interface CommandLine {
  port: number;
  stateFile: string | undefined;
  speed: number | undefined;
  fixtureFile: string | undefined;
}

const defaultPort = 18_080;
const highestPort = 65_535;
const highestSpeed = 1_000_000;

/** What the command is called where the package is installed, and in what it says. */
export const commandName = "ecs-lifecycle-emulator";

/** The text of `--help`. */
const help = `Serves an emulated Open Telekom Cloud on 127.0.0.1 until it is stopped (Ctrl-C, SIGTERM).

Usage: ${commandName} [--port N] [--state FILE] [--speed N] [--fixture FILE]
In a checkout: npm run -s emulator -- [the same options]

  --port N        the port of IAM; ${serviceOrder.slice(1).join(", ")} get the ones after it; 0: free ones. Default: ${defaultPort}
  --state FILE    keeps the cloud in this file; a file that exists keeps its own servers and vaults. Default: in memory
  --speed N       how many seconds pass in the cloud in a real one. Default: 1, or what the state file says
  --fixture FILE  what the cloud begins with, as JSON: servers, vaults, images, quotas, world
                  (emulator/README.md, "As a server", shows one). Default: a small fleet
  -h, --help      this text
  --version       the version of the package

Prints one line of JSON when it is ready: the account, its credentials, and the addresses of the services.
`;

/** Reads the arguments; a text: only this is to be printed. */
export function parseCommandLine(args: string[]): CommandLine | string {
  const { port, state, speed, fixture, help: wantsHelp, version: wantsVersion } = valuesOf(args);
  if (wantsHelp) return help;
  if (wantsVersion) return `${packageVersion()}\n`;
  return {
    port: port === undefined ? defaultPort : portOf(port),
    stateFile: state === undefined ? undefined : fileOf("--state", state),
    speed: speed === undefined ? undefined : speedOf(speed),
    fixtureFile: fixture === undefined ? undefined : fileOf("--fixture", fixture),
  };
}

function valuesOf(args: string[]) {
  const text = { type: "string" } as const;
  try {
    const options = {
      port: text,
      state: text,
      speed: text,
      fixture: text,
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    // Node's advice is in further lines.
    throw wrong((error as Error).message.replaceAll("\n", " ").replace(/\.$/, ""));
  }
}

function portOf(text: string): number {
  const highest = highestPort - serviceOrder.length + 1;
  if (/^\d{1,5}$/.test(text) && Number(text) <= highest) return Number(text);
  throw wrong(
    `--port is ${JSON.stringify(text)}, and must be a whole number from 0 to ${highest}: ${serviceOrder.length} ports in a row are used`,
  );
}

function speedOf(text: string): number {
  const speed = text.trim() === "" ? NaN : Number(text);
  if (speed > 0 && speed <= highestSpeed) return speed;
  throw wrong(
    `--speed is ${JSON.stringify(text)}, and must be a number above 0 and up to ${highestSpeed}, for example 60`,
  );
}

function fileOf(option: string, path: string): string {
  if (path !== "") return path;
  throw wrong(`${option} is empty, and must be the name of a file`);
}

function wrong(message: string): Problem {
  return new Problem(`${message}. --help shows all options`, 2);
}
