import { createLifecycle, type Lifecycle } from "../../provider/lifecycle";
import { hiddenInputName, type Properties } from "../../provider/lifecycle/hiddenInput";
import { SimulatedProcess, type Cut } from "./simulatedProcess";
import { SmallEngine, type UpResult } from "./smallEngine";
import type { EmulatedCloud, History, Subject } from "./subject";
import { VirtualTime } from "./virtualTime";

const longestLagMilliseconds = 10_000;

const urn = "urn:pulumi:dev::cuts::pulumi-nodejs:dynamic/ecs:Subject::it";

/** The inputs as the sdk hands them over. */
export function withHidden(inputs: Properties): Properties {
  return { ...inputs, [hiddenInputName]: { urn, timeouts: {} } };
}

/** A command of the engine, carried out by the lifecycle. */
export type Command<T> = (engine: SmallEngine, lifecycle: Lifecycle) => Promise<T>;

/** How a command ended. */
export interface Ended<T> {
  /** undefined where the process, or its engine, was killed. */
  result: T | undefined;
  /** Every call that it made. */
  calls: string[];
  /** Whether it came as far as its cut. */
  wasCut: boolean;
}

/** "pulumi up" with these inputs. */
export const up =
  (inputs: Properties, options: { replace?: boolean } = {}): Command<UpResult> =>
  (engine, lifecycle) =>
    engine.up(lifecycle, withHidden(inputs), options);

/** A resource in an emulated cloud, with an engine of its own: everything that outlives a process. */
export class Scene<State> {
  readonly cloud: EmulatedCloud<State>;
  readonly engine = new SmallEngine();
  private readonly warnings: string[] = [];
  private readonly errors: string[] = [];
  private readonly inputs: Properties[] = [];
  /** Which operations each killed run has settled. */
  private readonly settledByKilled: Set<string>[] = [];

  constructor(
    private readonly subject: Subject<State>,
    world: string,
    readonly time = new VirtualTime(),
    cloud?: EmulatedCloud<State>,
  ) {
    const make = subject.worlds[world];
    if (!make) throw new Error(`there is no world ${world}`);
    this.cloud = cloud ?? make(() => time.now());
  }

  get history(): History {
    const settled = this.settledByKilled.flatMap((ids) => [...ids]);
    const orphans = new Set(settled.filter((id) => !this.engine.knownIds.has(id)));
    return { warnings: this.warnings, errors: this.errors, inputs: this.inputs, orphans };
  }

  /** Runs a command in a process of its own, and lets time pass until it ends. */
  command<T>(command: Command<T>, cut?: Cut): Promise<Ended<T>> {
    return this.time.until(this.begin(command, cut));
  }

  /** Begins a command; somebody else has to let time pass. */
  async begin<T>(command: Command<T>, cut?: Cut, slowWriteMilliseconds = 0): Promise<Ended<T>> {
    const settled = new Set<string>();
    const process = new SimulatedProcess(
      this.time,
      this.cloud,
      cut,
      (request) => {
        const id = this.subject.settledBy(request);
        if (id !== undefined) settled.add(id);
      },
      slowWriteMilliseconds,
    );
    const lifecycle = createLifecycle(this.subject.definition, process.runtime);
    const work = command(this.engine, process.asHeardByEngine(lifecycle));
    work.catch(() => {
      // A process that was killed still ends somehow; nobody is there to hear it.
    });
    try {
      const first = await Promise.race([work, process.death]);
      if (first === "dead") this.settledByKilled.push(settled);
      const result = first === "dead" ? undefined : first;
      return { result, calls: process.calls, wasCut: process.wasCut };
    } catch (error) {
      this.errors.push((error as Error).message);
      throw error;
    } finally {
      this.warnings.push(...process.warnings);
    }
  }

  /** "pulumi up" with these inputs. */
  up(inputs: Properties, cut?: Cut, options: { replace?: boolean } = {}): Promise<Ended<UpResult>> {
    this.inputs.push(inputs);
    return this.command(up(inputs, options), cut);
  }

  refresh(cut?: Cut): Promise<Ended<"refreshed">> {
    return this.command<"refreshed">(async (engine, lifecycle) => {
      await engine.refresh(lifecycle);
      return "refreshed";
    }, cut);
  }

  destroy(cut?: Cut): Promise<Ended<"destroyed">> {
    return this.command<"destroyed">(async (engine, lifecycle) => {
      await engine.destroy(lifecycle);
      return "destroyed";
    }, cut);
  }

  /** As long as somebody takes to read an error: no world shows an effect later than that. */
  waitForLag(): Promise<void> {
    return this.time.until(this.time.sleep(longestLagMilliseconds));
  }

  /** "pulumi up" again and again, as a user would do it after an error, until it has nothing to do. */
  upUntilUnchanged(inputs: Properties): Promise<void> {
    return this.upUntil("unchanged", inputs);
  }

  /** "pulumi up" again and again, with what the user does in between, until it ends in this result. */
  async upUntil(wanted: UpResult, inputs: Properties, options: { replace?: boolean } = {}): Promise<void> {
    const errors: string[] = [];
    for (let runs = 0; runs < 6; runs++) {
      try {
        const { result } = await this.up(inputs, undefined, options);
        if (result === wanted) return;
      } catch (error) {
        const { message } = error as Error;
        errors.push(message);
        const advice = this.subject.adviceIn(message);
        if (advice) this.cloud.update(advice);
        await this.waitForLag();
      }
    }
    throw new Error(`"up" never came to rest: ${errors.join(" | ")}`);
  }

  /** Throws unless resource and cloud agree; then destroys it, and throws unless nothing is left. */
  async assertCompleteThenGone(): Promise<void> {
    this.assertComplete();
    await this.destroy();
    this.assertGone();
  }

  /** Throws unless resource and cloud agree. */
  assertComplete(): void {
    const { id = "", outputs = {} } = this.engine.state ?? {};
    this.subject.assertComplete(this.cloud.state(), { id, outputs }, this.history);
  }

  /** Throws unless nothing is left. */
  assertGone(): void {
    this.subject.assertGone(this.cloud.state(), this.history);
  }
}
