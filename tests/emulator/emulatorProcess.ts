import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { EmulatedAccount } from "../../emulator";

/** What the emulator's command prints when it is ready. */
export type ServedAccount = Omit<EmulatedAccount, "userId">;

/** The emulator's command, in a process of its own. */
export class EmulatorProcess {
  /** All that it has printed so far. */
  output = "";
  errors = "";
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  private constructor(command: string, args: string[], options: SpawnOptions) {
    this.child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    this.child.stdout!.on("data", (data: Buffer) => (this.output += data.toString()));
    this.child.stderr!.on("data", (data: Buffer) => (this.errors += data.toString()));
    this.ended = once(this.child, "close").then(([code]) => code as number | null);
  }

  /** The checkout's. */
  static ofSources(...args: string[]): EmulatorProcess {
    const main = join("emulator", "server", "main.ts");
    const command = ["--require", "ts-node/register", main, ...args];
    return new EmulatorProcess(process.execPath, command, { cwd: join(__dirname, "..", "..") });
  }

  /** Another one, for example an installed one. */
  static ofCommand(command: string, args: string[], options: SpawnOptions): EmulatorProcess {
    return new EmulatorProcess(command, args, options);
  }

  /** The line that it prints when it is ready. */
  async line(): Promise<string> {
    while (!this.output.includes("\n")) {
      const code = await Promise.race([once(this.child.stdout!, "data").then(() => "more"), this.ended]);
      if (code !== "more") throw new Error(`the emulator ended with ${code}: ${this.errors}`);
    }
    return this.output;
  }

  async account(): Promise<ServedAccount> {
    return JSON.parse(await this.line()).openTelekomCloud as ServedAccount;
  }

  /** Its exit code; null when it was killed. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined) this.child.kill(signal);
    return this.ended;
  }
}
