import { spawn, type ChildProcess } from "node:child_process";
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

  constructor(...args: string[]) {
    const main = join("emulator", "server", "main.ts");
    this.child = spawn(process.execPath, ["--require", "ts-node/register", main, ...args], {
      cwd: join(__dirname, "..", ".."),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout!.on("data", (data: Buffer) => (this.output += data.toString()));
    this.child.stderr!.on("data", (data: Buffer) => (this.errors += data.toString()));
    this.ended = once(this.child, "close").then(([code]) => code as number | null);
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
