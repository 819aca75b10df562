#!/usr/bin/env node
import { help, parseCommandLine } from "./commandLine";
import type { CommandLine } from "./commandLine";
import { readFixture } from "./fixtureFile";
import { openCloud } from "./openCloud";
import { Problem, reasonOf } from "./problem";
import { ServedCloud } from "./servedCloud";

async function main(args: string[]): Promise<void> {
  const commandLine = parseCommandLine(args);
  if (commandLine === undefined) {
    process.stdout.write(help);
    return;
  }
  await serve(commandLine);
}

async function serve({ port, stateFile, speed, fixtureFile }: CommandLine): Promise<void> {
  const fixture = fixtureFile === undefined ? undefined : readFixture(fixtureFile);
  const cloud = openCloud(stateFile, { ...(speed && { speed }), ...(fixture && { fixture }) });
  const stopped = signalled();
  const served = await ServedCloud.listen(cloud, port).catch((error: unknown) => {
    throw portProblem(port, error);
  });

  const { region, projectId, projectName, domainName, domainId, userName, password, accessKey, secretKey } =
    cloud.account;
  const account = { region, projectId, projectName, domainName, domainId, userName, password, accessKey };
  const openTelekomCloud = { ...account, secretKey, endpoints: served.endpoints };
  process.stdout.write(`${JSON.stringify({ openTelekomCloud })}\n`);

  await stopped;
  await served.close();
  // What has come about since the last request is written down, too.
  cloud.state();
}

async function signalled(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
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

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`emulator: ${error instanceof Problem ? error.message : reasonOf(error)}\n`);
  process.exitCode = error instanceof Problem ? error.exitCode : 1;
});
