import { setMaxListeners } from "node:events";
import { connect } from "../backends/connect";
import type { Profile } from "../backends/profile";
import type { Runtime } from "../lifecycle/runtime";
import type { Cloud } from "../ports/cloud";
import { OperationFailure } from "../procedures/errors";
import { ServerQueue } from "../procedures/serverQueue";
import { Redactor } from "../transport/redaction";
import { onCancel } from "./cancellation";
import { selectedProfile, type StackConfiguration } from "./configuration";
import { Edge, silenceOwnErrors } from "./edge";
import { connectToEngine, engineGone, type Engine } from "./engine";
import { ProgressLines } from "./progressLines";

const watchMilliseconds = 1_000;

/** The process that the engine has started for our resources: one for each phase of a command. */
export class HostProcess implements Runtime {
  readonly queue = new ServerQueue();
  readonly edge: Edge;
  private readonly redactor = new Redactor();
  private readonly stopper = new AbortController();
  private readonly progress: ProgressLines;
  private readonly clouds = new Map<string, Cloud>();
  private configuration: StackConfiguration | undefined;
  private callsInFlight = 0;
  private isEngineGone = false;

  constructor(private readonly engine: Engine) {
    this.edge = new Edge(this.redactor);
    this.progress = new ProgressLines(engine);
    // Every operation that waits listens for it.
    setMaxListeners(0, this.stopSignal);
  }

  /** The process that this module is loaded in. */
  static ofThisProcess(): HostProcess {
    const host = new HostProcess(connectToEngine(process.argv[2] ?? ""));
    silenceOwnErrors(console);
    onCancel(() => {
      host.stopper.abort(interrupted());
    });
    host.watchEngine();
    return host;
  }

  get stopSignal(): AbortSignal {
    return this.stopper.signal;
  }

  configure(configuration: StackConfiguration): void {
    this.configuration = configuration;
    this.clouds.clear();
  }

  connect(): Cloud {
    const profile: Profile = selectedProfile(this.configuration, this.redactor);
    const key = JSON.stringify(profile);
    const cloud = this.clouds.get(key) ?? connect(profile, this.stopSignal);
    this.clouds.set(key, cloud);
    return cloud;
  }

  log(severity: "info" | "warning", text: string, urn: string): void {
    this.engine.log(severity, this.edge.text(text), urn, false);
  }

  showProgress(text: string, urn: string, isLastWord: boolean): void {
    this.progress.show(this.edge.text(text), urn, performance.now(), isLastWord);
  }

  async confirmEngineAlive(): Promise<void> {
    if (await this.engine.isAlive()) return;
    this.noteEngineGone();
    throw engineGone();
  }

  /** Runs a method of a resource: what it returns or throws passes the edge. */
  async serve<T>(method: () => Promise<T>): Promise<T> {
    this.callsInFlight++;
    try {
      return this.edge.json(await method());
    } catch (error) {
      throw this.edge.error(error);
    } finally {
      this.callsInFlight--;
    }
  }

  private noteEngineGone(): void {
    this.isEngineGone = true;
    this.stopper.abort(engineGone());
  }

  /** Without its engine this process would never end: it ends as soon as nothing is under way. */
  private watchEngine(): void {
    const look = async (): Promise<void> => {
      if (!(await this.engine.isAlive())) this.noteEngineGone();
      if (this.isEngineGone && this.callsInFlight === 0) process.exit(1);
      setTimeout(() => void look(), watchMilliseconds).unref();
    };
    setTimeout(() => void look(), watchMilliseconds).unref();
  }
}

function interrupted(): OperationFailure {
  return new OperationFailure(
    "interrupted",
    `stopped because of Ctrl-C. Nothing is lost: run the same pulumi command again to go on.`,
  );
}
