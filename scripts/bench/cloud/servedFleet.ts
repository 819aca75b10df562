import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { World } from "../../../emulator";
import type { Question } from "./cloudProcess";

/** An account of an emulated cloud, as a profile has it. */
export interface ServedAccount {
  region: string;
  projectId: string;
  accessKey: string;
  secretKey: string;
  endpoints: Record<string, string>;
}

/** An emulated cloud in a process of its own, with so many servers. */
export class ServedFleet {
  private constructor(
    private readonly child: ChildProcess,
    readonly account: ServedAccount,
  ) {}

  static async of(servers: number): Promise<ServedFleet> {
    const child = fork(join(__dirname, "cloudProcess.ts"), [String(servers)], {
      execArgv: ["--require", "ts-node/register"],
    });
    const [account] = (await once(child, "message")) as [ServedAccount];
    return new ServedFleet(child, account);
  }

  /** The profile with which the provider reaches it; the provider's limit of calls is lifted. */
  get profile(): object {
    return { cloud: "openTelekomCloud", ...this.account, callsPerSecond: 1000 };
  }

  /** The calls since this was asked last. */
  async calls(): Promise<string[]> {
    return (await this.ask("calls")) as string[];
  }

  async changeWorld(world: Partial<World>): Promise<void> {
    await this.ask({ world });
  }

  stop(): void {
    this.child.disconnect();
  }

  private async ask(question: Question): Promise<unknown> {
    const answer = once(this.child, "message");
    this.child.send(question);
    return (await answer)[0] as unknown;
  }
}
