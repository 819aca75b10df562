import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A `pulumi` command that a test kills or interrupts; in a process group of its own, as in a terminal. */
export class KillableCommand {
  /** All that it has printed so far. */
  output = "";
  /** Its exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  private readonly process: ChildProcess;

  constructor(folder: string, environment: NodeJS.ProcessEnv, program: string, args: readonly string[]) {
    this.process = spawn(program, args, {
      ...{ cwd: folder, env: environment, detached: true },
      // Nobody types, but the keyboard is there: at its end, a terminal would send Ctrl-D.
      stdio: ["pipe", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on("data", (data: Buffer) => (this.output += data.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.process.on("error", reject);
      // Not "close": after a kill, others may hold the pipes for as long as they live.
      this.process.on("exit", resolve);
    });
  }

  /** `kill -9` of the command, and of nothing else. */
  async kill(): Promise<void> {
    process.kill(this.pid, "SIGKILL");
    await this.ended;
  }

  /** Ctrl-C: the terminal sends it to every process of the group. */
  interrupt(): void {
    process.kill(-this.pid, "SIGINT");
  }

  private get pid(): number {
    if (this.process.pid === undefined) throw new Error("pulumi did not start");
    return this.process.pid;
  }
}

/** Processes with this working directory: the program's, and the one that runs our provider for it. */
export function processesIn(folder: string): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        // A process that has ended, but whose parent has not looked yet, has no command line.
        return command === "" ? [] : [{ pid: Number(pid), command }];
      } catch {
        // Gone meanwhile, or another user's.
        return [];
      }
    });
}

/** The processes that run our provider for the program in this folder. */
export function providerProcessesIn(folder: string): { pid: number; command: string }[] {
  return processesIn(folder).filter(({ command }) => command.includes("dynamic-provider"));
}
