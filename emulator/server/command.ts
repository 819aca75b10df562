import { commandName, parseCommandLine } from "./commandLine";
import type { CommandLine } from "./commandLine";
import { readFixture } from "./fixtureFile";
import { openCloud } from "./openCloud";
import { Problem, reasonOf } from "./problem";
import { ServedCloud } from "./servedCloud";

/** What the command does outside of itself. */
export interface Surroundings {
  print: (text: string) => void;
  complain: (text: string) => void;
  /** Resolves when the command is to end. */
  stopped: () => Promise<void>;
}

/** Runs the command to its end; returns its exit code. */
export async function runCommand(args: string[], surroundings: Surroundings): Promise<number> {
  try {
    const commandLine = parseCommandLine(args);
    if (typeof commandLine === "string") surroundings.print(commandLine);
    else await serve(commandLine, surroundings);
    return 0;
  } catch (error) {
    surroundings.complain(`${commandName}: ${reasonOf(error)}\n`);
    return error instanceof Problem ? error.exitCode : 1;
  }
}

async function serve(
  { port, stateFile, speed, fixtureFile }: CommandLine,
  { print, stopped }: Surroundings,
): Promise<void> {
  const fixture = fixtureFile === undefined ? undefined : readFixture(fixtureFile);
  const cloud = openCloud(stateFile, { ...(speed && { speed }), ...(fixture && { fixture }) });
  const stop = stopped();
  const served = await ServedCloud.listen(cloud, port).catch((error: unknown) => {
    throw portProblem(port, error);
  });

  const { region, projectId, projectName, domainName, domainId, userName, password, accessKey, secretKey } =
    cloud.account;
  const account = { region, projectId, projectName, domainName, domainId, userName, password, accessKey };
  const openTelekomCloud = { ...account, secretKey, endpoints: served.endpoints };
  print(`${JSON.stringify({ openTelekomCloud })}\n`);

  await stop;
  await served.close();
  // What has come about since the last request is written down, too.
  cloud.state();
}

function portProblem(port: number, error: unknown): Problem {
  const { code, port: taken } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") {
    return new Problem(
      `port ${taken ?? port} is in use: stop what uses it, or choose others with --port (0: free ones)`,
    );
  }
  if (code === "EACCES") {
    return new Problem(`port ${taken ?? port} is not for everybody: choose one above 1023 with --port`);
  }
  return new Problem(`cannot listen on 127.0.0.1: ${reasonOf(error)}. Choose other ports with --port`);
}
