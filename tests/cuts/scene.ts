import { createLifecycle, type Lifecycle } from "../../provider/lifecycle";
import { hiddenInputName, type HiddenInput, type Properties } from "../../provider/lifecycle/hiddenInput";
import { SimulatedProcess, type Cut } from "./simulatedProcess";
import { SmallEngine, type UpResult } from "./smallEngine";
import type { EmulatedCloud, History, Subject } from "./subject";
import { VirtualTime } from "./virtualTime";

/** No world shows later than that what was made, deleted or written down. */
const longestLagMilliseconds = 10_000;

const urn = "urn:pulumi:dev::cuts::pulumi-nodejs:dynamic/ecs:Subject::it";

/** The inputs as the sdk hands them over. */
export function withHidden(inputs: Properties, timeouts: HiddenInput["timeouts"] = {}): Properties {
  return { ...inputs, [hiddenInputName]: { urn, timeouts } };
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

/** "pulumi up" with these inputs, and perhaps time-outs. */
export const up =
  (inputs: Properties, options: UpOptions = {}, timeouts?: HiddenInput["timeouts"]): Command<UpResult> =>
  (engine, lifecycle) =>
    engine.up(lifecycle, withHidden(inputs, timeouts), options);

interface UpOptions {
  replace?: boolean;
}

/** A resource in an emulated cloud, with an engine of its own: everything that outlives a process. */
export class Scene<State> {
  readonly cloud: EmulatedCloud<State>;
  readonly engine = new SmallEngine();
  private readonly warnings: string[] = [];
  private readonly errors: string[] = [];
  private readonly inputs: Properties[] = [];
  private refusal: string | undefined;
  /** What killed runs have written down: operations, and whether as ended. */
  private readonly writtenByKilled = new Map<string, boolean>();
  /** The process of the last command. */
  private last: Pick<SimulatedProcess, "calls" | "callTimes"> = { calls: [], callTimes: [] };

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
    return this.historyWith((isSettled) => isSettled);
  }

  /** Every call of a command that was begun with this scene, however it ended. */
  get calls(): readonly string[] {
    return this.last.calls;
  }

  /** When each of them was made. */
  get callTimes(): readonly number[] {
    return this.last.callTimes;
  }

  /** Runs a command in a process of its own, and lets time pass until it ends. */
  command<T>(command: Command<T>, cut?: Cut): Promise<Ended<T>> {
    return this.time.until(this.begin(command, cut));
  }

  /** Begins a command; somebody else has to let time pass. */
  async begin<T>(command: Command<T>, cut?: Cut, slowWriteMilliseconds = 0): Promise<Ended<T>> {
    const written = new Map<string, boolean>();
    const process = new SimulatedProcess(
      this.time,
      this.cloud,
      cut,
      (request) => {
        const record = this.subject.recordIn(request);
        if (record) written.set(record.id, record.isSettled);
      },
      slowWriteMilliseconds,
    );
    this.last = process;
    const lifecycle = createLifecycle(this.subject.definition, process.runtime);
    const work = command(this.engine, process.asHeardByEngine(lifecycle));
    work.catch(() => {
      // A process that was killed still ends somehow; nobody is there to hear it.
    });
    try {
      const first = await Promise.race([work, process.death]);
      if (first === "dead") for (const [id, isSettled] of written) this.writtenByKilled.set(id, isSettled);
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
  up(inputs: Properties, cut?: Cut, options: UpOptions = {}): Promise<Ended<UpResult>> {
    return this.time.until(this.beginUp(inputs, cut, options));
  }

  /** Begins it; somebody else has to let time pass. */
  beginUp(inputs: Properties, cut?: Cut, options: UpOptions = {}): Promise<Ended<UpResult>> {
    this.inputs.push(inputs);
    this.refusal = undefined;
    return this.begin(up(inputs, options, this.subject.deadlines?.timeouts), cut);
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

  /** As long as somebody takes to read an error. */
  waitForLag(): Promise<void> {
    return this.time.until(this.time.sleep(longestLagMilliseconds));
  }

  /** "pulumi up" again and again, as a user would do it after an error, until it has nothing to do. */
  upUntilUnchanged(inputs: Properties): Promise<void> {
    return this.upUntil("unchanged", inputs);
  }

  /**
   * "pulumi up" again and again, with what the user does in between, until it ends in this result, or is refused for good:
   * twice in the same way.
   */
  async upUntil(wanted: UpResult, inputs: Properties, options: UpOptions = {}): Promise<void> {
    const errors: string[] = [];
    let isToReplace = false;
    let wasRefused = false;
    for (let runs = 0; runs < (this.subject.deadlines?.mostRuns ?? 6); runs++) {
      try {
        const { result } = await this.up(inputs, undefined, isToReplace ? { replace: true } : options);
        if (result === wanted) return;
        isToReplace = false;
      } catch (error) {
        const { message } = error as Error;
        errors.push(message);
        const isRefused = this.subject.isFinalRefusal(message);
        if (isRefused && wasRefused) {
          this.refusal = message;
          return;
        }
        wasRefused = isRefused;
        isToReplace ||= message.includes("pulumi up --replace");
        await this.heed(message);
      }
    }
    throw new Error(`"up" never came to rest: ${[...new Set(errors)].join(" | ")}`);
  }

  /** "pulumi destroy"; where deadlines are short, again and again. */
  async destroyUntilGone(): Promise<void> {
    const errors: string[] = [];
    for (let runs = 0; runs < (this.subject.deadlines?.mostRuns ?? 1); runs++) {
      try {
        await this.destroy();
        return;
      } catch (error) {
        const { message } = error as Error;
        errors.push(message);
        await this.heed(message);
      }
    }
    throw new Error(`"destroy" never came to an end: ${[...new Set(errors)].join(" | ")}`);
  }

  /** Does in the cloud what a user does who reads this error, and takes as long as that. */
  private async heed(message: string): Promise<void> {
    const advice = this.subject.adviceIn(message);
    if (advice) this.cloud.update(advice);
    await this.waitForLag();
  }

  /** Throws unless resource and cloud agree; then destroys it, and throws unless nothing is left. */
  async assertCompleteThenGone(): Promise<void> {
    this.assertComplete();
    await this.destroyUntilGone();
    this.assertGone();
  }

  /** Throws unless resource and cloud agree. */
  assertComplete(history = this.history): void {
    const { id = "", outputs = {} } = this.engine.state ?? {};
    this.subject.assertComplete(this.cloud.state(), { id, outputs }, history);
  }

  /** Throws unless nothing is left. */
  assertGone(): void {
    this.subject.assertGone(this.cloud.state(), this.history);
  }

  /** Throws unless nothing is left but what a replacement that was killed had begun, and that was reported. */
  assertGoneButReplacement(): void {
    this.subject.assertGone(
      this.cloud.state(),
      this.historyWith(() => true),
    );
  }

  /** @param isOrphan whether an operation that no state knows may be left, by whether a killed run has settled it */
  private historyWith(isOrphan: (isSettled: boolean) => boolean): History {
    const { warnings, errors, inputs, refusal, engine } = this;
    const written = [...this.writtenByKilled].filter(([id]) => !engine.knownIds.has(id));
    const orphans = new Set(written.filter(([, isSettled]) => isOrphan(isSettled)).map(([id]) => id));
    return { warnings, errors, inputs, refusal, orphans };
  }
}
