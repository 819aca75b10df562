import { setMaxListeners } from "node:events";
import type { Runtime } from "../lifecycle/runtime";
import type { Cloud } from "../ports/cloud";
import { CloudError } from "../ports/cloudError";
import { OperationFailure } from "../procedures/errors";
import { ServerQueue } from "../procedures/serverQueue";
import { RateLimits } from "../transport/rateLimit";
import { Redactor } from "../transport/redaction";
import { wireLogFrom } from "../transport/wireLog";
import { onCancel } from "./cancellation";
import { selectedProfile, type SelectedProfile, type StackConfiguration } from "./configuration";
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
  private readonly rateLimits = new RateLimits();
  private readonly clouds = new Map<string, Promise<Cloud>>();
  /** Read once: `check` and `diff` ask for one at each resource. By name; undefined: the stack's default. */
  private readonly profiles = new Map<string | undefined, SelectedProfile>();
  private configuration: StackConfiguration | undefined;
  private callsInFlight = 0;
  private isEngineGone = false;

  constructor(private readonly engine: Engine) {
    this.edge = new Edge(this.redactor);
    this.progress = new ProgressLines(engine, () => performance.now());
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
    this.profiles.clear();
  }

  async connect(profileName?: string): Promise<Cloud> {
    const selected = this.selected(profileName);
    const key = JSON.stringify(selected.profile);
    const cloud = this.clouds.get(key) ?? this.connectTo(selected);
    this.clouds.set(key, cloud);
    try {
      return await cloud;
    } catch (error) {
      // What failed now may succeed for the next resource; but wrong credentials that are tried for each of them
      // lock the user out.
      if (!(error instanceof CloudError && error.kind === "denied")) this.clouds.delete(key);
      throw error;
    }
  }

  private async connectTo({ name, profile }: SelectedProfile): Promise<Cloud> {
    const { redactor, rateLimits, stopSignal } = this;
    const { env: environment } = process;
    const wireLog = wireLogFrom(environment, redactor);
    // Loaded only where the cloud is called: a run that changes nothing stays light.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { connect } = require("../backends/connect") as typeof import("../backends/connect");
    return connect(profile, {
      ...{ profileName: name, environment, redactor, rateLimits, stopSignal, wireLog },
    });
  }

  private selected(profileName: string | undefined): SelectedProfile {
    const { configuration, redactor, profiles } = this;
    const known = profiles.get(profileName);
    if (known) return known;
    const selected = selectedProfile(profileName, { configuration, environment: process.env, redactor });
    profiles.set(profileName, selected);
    return selected;
  }

  defaultTags(profileName?: string): Record<string, string> | undefined {
    try {
      return this.selected(profileName).profile.defaultTags ?? {};
    } catch {
      // Said where it matters: when the account is needed.
      return undefined;
    }
  }

  log(severity: "info" | "warning", text: string, urn: string): void {
    this.engine.log(severity, this.edge.text(text), urn, false);
  }

  showProgress(text: string, urn: string, isLastWord: boolean): void {
    this.progress.show(this.edge.text(text), urn, isLastWord);
  }

  async confirmEngineAlive(): Promise<void> {
    if (await this.engine.isAlive()) return;
    this.noteEngineGone();
    throw engineGone();
  }

  /**
   * Runs a method of a resource: what it returns or throws passes the edge. A refusal may end the command: what was told
   * beside it has to be there before.
   */
  async serve<T>(method: () => Promise<T>): Promise<T> {
    this.callsInFlight++;
    try {
      return this.edge.json(await method());
    } catch (error) {
      throw this.edge.error(error);
    } finally {
      await this.engine.hasHeard();
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
