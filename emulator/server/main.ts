#!/usr/bin/env node
import { runCommand } from "./command";

async function signalled(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

void runCommand(process.argv.slice(2), {
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  stopped: signalled,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
