import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from "axios";
import type { Lifecycle } from "../../provider/lifecycle";
import type { Runtime } from "../../provider/lifecycle/runtime";
import type { Cloud } from "../../provider/ports/cloud";
import type { Clock } from "../../provider/procedures/clock";
import { OperationFailure } from "../../provider/procedures/errors";
import { ServerQueue } from "../../provider/procedures/serverQueue";
import type { CutKind, Strike } from "./cutKinds";
import type { EmulatedCloud, Request } from "./subject";
import type { VirtualTime } from "./virtualTime";
import { callIn, callsIn } from "./weather";

/** Where a run is cut: at its call of this number, counted from 0. */
export interface Cut {
  call: number;
  kind: CutKind;
}

/** Each way of a call to or from the cloud takes this long, so that two runs interleave. */
const oneWayMilliseconds = 100;

const never = new Promise<never>(() => {
  // A dead process gets no answer.
});

/**
 * A process of the provider, as the engine starts one for each phase of a command: with its own connection,
 * queue and clock. When it is killed, nothing that it waits for ever comes.
 */
export class SimulatedProcess {
  readonly runtime: Runtime;
  /** Texts that stay on the screen. */
  readonly warnings: string[] = [];
  /** Every call that was made, for example "POST /v1/cloudimages/wholeimages/action". */
  readonly calls: string[] = [];
  /** When each of them was made. */
  readonly callTimes: number[] = [];
  /** Resolves when the engine sees the process, or itself, die. */
  readonly death: Promise<"dead">;
  private dead = false;
  private engineIsDead = false;
  private readonly stopper = new AbortController();
  private reportDeath: (() => void) | undefined;
  private cutsLeft: number;

  constructor(
    private readonly time: VirtualTime,
    private readonly cloud: Pick<EmulatedCloud<unknown>, "adapter" | "connect">,
    private readonly cut: Cut | undefined,
    /** Is told of every request that reaches the cloud. */
    private readonly onReach: (request: Request) => void,
    /** How much longer its first write of a record takes on its way. */
    private slowWriteMilliseconds = 0,
  ) {
    this.cutsLeft = cut && !isStrike(cut.kind) ? callsIn(cut.kind) : 1;
    this.death = new Promise((resolve) => {
      this.reportDeath = () => {
        resolve("dead");
      };
    });
    const connection: Cloud = cloud.connect({
      clock: this.clock(),
      stopSignal: this.stopper.signal,
      adapter: (config) => this.call(config),
    });
    this.runtime = {
      connect: () => Promise.resolve(connection),
      queue: new ServerQueue(),
      stopSignal: this.stopper.signal,
      log: (severity, text) => {
        if (severity === "warning") this.warnings.push(text);
      },
      defaultTags: () => connection.defaultTags,
      showProgress: () => undefined,
      confirmEngineAlive: () =>
        this.engineIsDead
          ? Promise.reject(new OperationFailure("engineGone", "the engine is gone"))
          : Promise.resolve(),
    };
  }

  /** Whether the cut call was made. */
  get wasCut(): boolean {
    return this.cut !== undefined && this.calls.length > this.cut.call;
  }

  /** The lifecycle's methods as the engine hears them: a dead one hears no answer. */
  asHeardByEngine(lifecycle: Lifecycle): Lifecycle {
    const heard =
      <Arguments extends unknown[], Answer>(method: (...args: Arguments) => Promise<Answer>) =>
      async (...args: Arguments): Promise<Answer> => {
        try {
          return await method(...args);
        } finally {
          if (this.engineIsDead) await never;
        }
      };
    return {
      check: heard(lifecycle.check),
      diff: heard(lifecycle.diff),
      create: heard(lifecycle.create),
      read: heard(lifecycle.read),
      update: heard(lifecycle.update),
      delete: heard(lifecycle.delete),
    };
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.stopper.abort(new OperationFailure("interrupted", "interrupted"));
  }

  /** Dies at once, whatever it does. */
  kill(): void {
    this.dead = true;
    this.reportDeath?.();
  }

  private killEngine(): void {
    this.engineIsDead = true;
    this.reportDeath?.();
  }

  private clock(): Clock {
    return {
      now: () => this.time.now(),
      sleep: async (milliseconds, signal) => {
        await this.time.sleep(milliseconds, signal);
        if (this.dead) await never;
      },
    };
  }

  private call: AxiosAdapter = async (config) => {
    const kind = this.kindAt(this.calls.length, nameOf(config));
    this.calls.push(nameOf(config));
    this.callTimes.push(this.time.now());
    await this.pass();
    await this.delayFirstWrite(config);
    if (kind === "killedBefore") this.kill();
    if (kind === "engineKilledBefore") this.killEngine();
    if (kind === "interrupted") this.interrupt();
    if (this.dead) await never;
    const answer = await this.answer(kind, config);
    if (kind === "killedAfter") this.kill();
    if (kind === "engineKilledAfter") this.killEngine();
    await this.pass();
    return answer;
  };

  private async answer(
    kind: CutKind | undefined,
    config: InternalAxiosRequestConfig,
  ): Promise<AxiosResponse> {
    const reach: AxiosAdapter = (reaching) => {
      this.onReach(requestOf(reaching));
      return this.cloud.adapter(reaching);
    };
    if (kind === undefined || isStrike(kind)) return reach(config);
    return callIn(kind, config, reach, (milliseconds) => this.clock().sleep(milliseconds));
  }

  /** The cut at this call: at the one of its number, and at those like it that follow where it lasts. */
  private kindAt(number: number, name: string): CutKind | undefined {
    const { cut, calls } = this;
    const isHit = cut && (number === cut.call || (number > cut.call && name === calls[cut.call]));
    if (!isHit || this.cutsLeft === 0) return undefined;
    this.cutsLeft--;
    return cut.kind;
  }

  private async delayFirstWrite({ method, url }: InternalAxiosRequestConfig): Promise<void> {
    const isRecordWrite = method?.toUpperCase() === "POST" && url?.endsWith("/metadata");
    if (!isRecordWrite || this.slowWriteMilliseconds === 0) return;
    const slow = this.slowWriteMilliseconds;
    this.slowWriteMilliseconds = 0;
    await this.time.sleep(slow);
  }

  private async pass(): Promise<void> {
    await this.time.sleep(oneWayMilliseconds);
    if (this.dead) await never;
  }
}

const strikes: readonly CutKind[] = [
  ...(["killedBefore", "killedAfter", "engineKilledBefore", "engineKilledAfter", "interrupted"] as const),
];

function isStrike(kind: CutKind): kind is Strike {
  return strikes.includes(kind);
}

function nameOf({ method, url }: InternalAxiosRequestConfig): string {
  return `${method?.toUpperCase() ?? ""} ${new URL(url ?? "").pathname}`;
}

function requestOf({ method, url, data }: InternalAxiosRequestConfig): Request {
  return {
    method: method?.toUpperCase() ?? "",
    path: new URL(url ?? "").pathname,
    body: typeof data === "string" ? data : "",
  };
}
