import { EmulatedOpenTelekomCloud } from "../../emulator";
import { processesIn, type KillableCommand } from "./killableCommand";
import { quick, type Outcome, type TestCloud, type TestStack } from "./testStack";
import { until } from "./until";

/** The image would take half a minute of real time: whatever ends soon has not waited for it. */
export const slow: TestCloud = { speed: 6, world: { snapshotSeconds: 60, backupSeconds: 120 } };

/** What ends a command too early, and what a user types afterwards. */
export interface Interruption {
  start: (stack: TestStack, ...args: string[]) => KillableCommand;
  interrupt: (command: KillableCommand) => Promise<unknown>;
  goOn: (stack: TestStack, by: "up" | "destroy") => Promise<Outcome>;
}

export const kill9: Interruption = {
  start: (stack, ...args) => stack.start(...args),
  interrupt: (command) => command.kill(),
  goOn: (stack, by) => stack.recover(by),
};

/** Killing the program that is the terminal closes it: the kernel then sends SIGHUP to what runs in it. */
export const closedTerminal: Interruption = {
  start: (stack, ...args) => stack.startInTerminal(...args),
  interrupt: (command) => command.kill(),
  goOn: (stack, by) => stack.recover(by),
};

export const ctrlC: Interruption = {
  start: (stack, ...args) => stack.start(...args),
  interrupt: (command) => {
    command.interrupt();
    return command.ended;
  },
  goOn: (stack, by) => (by === "up" ? stack.up() : stack.destroy()),
};

/** From the moment that the cloud is making an image: the provider has its job. */
export async function beginImage(
  stack: TestStack,
  { start }: Pick<Interruption, "start"> = kill9,
): Promise<KillableCommand> {
  const command = start(stack, "up", "--yes", "--skip-preview");
  await until("the image's job is looked at", 60, () =>
    stack.calls().some(({ path }) => /\/jobs\/[^/]+$/.test(path)),
  );
  return command;
}

/** The cloud's time runs faster from now on; processes at work keep their own pace. */
export function hurry(stack: TestStack): void {
  new EmulatedOpenTelekomCloud({ stateFile: stack.cloudFile, speed: quick });
}

/**
 * Neither the command nor the program nor the provider: all of them work in the stack's folder. Pulumi's own language
 * host does, too; it looks for its engine every few minutes, and ends then.
 */
export async function untilNoProcessIsLeft(stack: TestStack, seconds: number): Promise<void> {
  const left = () =>
    processesIn(stack.folder).filter(({ command }) => !command.includes("pulumi-language-nodejs"));
  await until(
    () =>
      `all processes end, and not: ${left()
        .map(({ command }) => command.slice(0, 200))
        .join("\n")}`,
    seconds,
    () => left().length === 0,
  );
}
