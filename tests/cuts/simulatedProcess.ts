import { AxiosError, type AxiosAdapter } from "axios";
import type { Lifecycle } from "../../provider/lifecycle";
import type { Runtime } from "../../provider/lifecycle/runtime";
import type { Cloud } from "../../provider/ports/cloud";
import type { Clock } from "../../provider/procedures/clock";
import { OperationFailure } from "../../provider/procedures/errors";
import { ServerQueue } from "../../provider/procedures/serverQueue";
import type { VirtualTime } from "./virtualTime";

/** What happens at the cut call. */
export type CutKind =
  /** The process dies, before or after the call has its effect. */
  | "killedBefore"
  | "killedAfter"
  /** The engine dies; the process finishes its call and goes on until it notices. */
  | "engineKilledBefore"
  | "engineKilledAfter"
  /** Ctrl-C. */
  | "interrupted"
  /** The connection breaks, before or after the call has its effect. */
  | "lostBefore"
  | "lostAfter"
  /** The cloud refuses without effect. */
  | "throttledByGateway"
  | "throttledByService"
  | "unavailable";

export const cutKinds: readonly CutKind[] = [
  "killedBefore",
  "killedAfter",
  "engineKilledBefore",
  "engineKilledAfter",
  "interrupted",
  "lostBefore",
  "lostAfter",
  "throttledByGateway",
  "throttledByService",
  "unavailable",
];

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
  /** Resolves when the engine sees the process, or itself, die. */
  readonly death: Promise<"dead">;
  private dead = false;
  private engineIsDead = false;
  private readonly stopper = new AbortController();
  private reportDeath: (() => void) | undefined;

  constructor(
    private readonly time: VirtualTime,
    private readonly cut: Cut | undefined,
    connect: (surroundings: { clock: Clock; stopSignal: AbortSignal; adapter: AxiosAdapter }) => Cloud,
    private readonly cloudAdapter: AxiosAdapter,
    /** How much longer its first write of a record takes on its way. */
    private slowWriteMilliseconds = 0,
  ) {
    this.death = new Promise((resolve) => {
      this.reportDeath = () => {
        resolve("dead");
      };
    });
    const cloud = connect({
      clock: this.clock(),
      stopSignal: this.stopper.signal,
      adapter: (config) => this.call(config),
    });
    this.runtime = {
      connect: () => cloud,
      queue: new ServerQueue(),
      stopSignal: this.stopper.signal,
      log: (severity, text) => {
        if (severity === "warning") this.warnings.push(text);
      },
      showProgress: () => undefined,
      confirmEngineAlive: () =>
        this.engineIsDead
          ? Promise.reject(new OperationFailure("engineGone", "the engine is gone"))
          : Promise.resolve(),
    };
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
    const number = this.calls.length;
    this.calls.push(`${config.method?.toUpperCase() ?? ""} ${new URL(config.url ?? "").pathname}`);
    const kind = this.cut?.call === number ? this.cut.kind : undefined;
    await this.pass();
    const isRecordWrite = config.method?.toUpperCase() === "POST" && config.url?.endsWith("/metadata");
    if (isRecordWrite && this.slowWriteMilliseconds > 0) {
      const slow = this.slowWriteMilliseconds;
      this.slowWriteMilliseconds = 0;
      await this.time.sleep(slow);
    }
    if (kind === "killedBefore") this.kill();
    if (kind === "engineKilledBefore") this.killEngine();
    if (kind === "interrupted") this.interrupt();
    if (this.dead) await never;
    if (kind === "lostBefore") throw new AxiosError("socket hang up", "ECONNRESET", config);
    const refusal = kind && refusals[kind]?.(new URL(config.url ?? "").hostname);
    const answer = refusal
      ? { ...refusal, headers: {}, config, statusText: "" }
      : await this.cloudAdapter(config);
    if (kind === "killedAfter") this.kill();
    if (kind === "engineKilledAfter") this.killEngine();
    await this.pass();
    if (kind === "lostAfter") throw new AxiosError("socket hang up", "ECONNRESET", config);
    return answer;
  };

  private async pass(): Promise<void> {
    await this.time.sleep(oneWayMilliseconds);
    if (this.dead) await never;
  }
}

type Refusal = (host: string) => { status: number; data: string };

const refusals: Partial<Record<CutKind, Refusal>> = {
  throttledByGateway: () => ({
    status: 429,
    data: JSON.stringify({
      error_code: "APIGW.0308",
      error_msg: "The throttling threshold has been reached",
    }),
  }),
  throttledByService: (host) => {
    if (host.startsWith("ims."))
      return {
        status: 400,
        data: JSON.stringify({ error: { code: "IMG.0060", message: "too many tasks" } }),
      };
    if (host.startsWith("ecs."))
      return {
        status: 202,
        data: JSON.stringify({ error: { code: "Common.0024", message: "flow control" } }),
      };
    return { status: 429, data: JSON.stringify({ error_code: "APIG.0308", error_msg: "throttled" }) };
  },
  unavailable: () => ({
    status: 503,
    data: JSON.stringify({ error_code: "APIGW.0613", error_msg: "service unavailable" }),
  }),
};
