import type { AxiosAdapter } from "axios";
import { createLifecycle, type Lifecycle } from "../../provider/lifecycle";
import { hiddenInputName, type Properties } from "../../provider/lifecycle/hiddenInput";
import type { Cloud } from "../../provider/ports/cloud";
import type { Clock } from "../../provider/procedures/clock";
import type { AnyDefinition } from "../../provider/resources/definition";
import { cutKinds, SimulatedProcess, type Cut, type CutKind } from "./simulatedProcess";
import { SmallEngine, type UpResult } from "./smallEngine";
import { VirtualTime } from "./virtualTime";

/** An emulated cloud in virtual time, as the harness sees it. `State` is what it can tell about itself. */
export interface EmulatedCloud<State> {
  adapter: AxiosAdapter;
  connect: (surroundings: { clock: Clock; stopSignal: AbortSignal; adapter: AxiosAdapter }) => Cloud;
  state: () => State;
  update: (change: (state: State) => void) => void;
}

/** What the harness has to know about a resource: nothing of it is about one resource in particular. */
export interface Subject<State> {
  definition: AnyDefinition;
  /** Each fact about the cloud that matters to the procedure, both ways. */
  worlds: Record<string, (now: () => number) => EmulatedCloud<State>>;
  inputs: Properties;
  /** The same resource with an input changed that means another operation. */
  changedInputs: Properties;
  /** Inputs for a replacement of the same object, where one is forced. */
  replacingInputs: Properties;
  /** Throws unless the cloud holds exactly what the outputs say, complete, once, and nothing else. */
  assertComplete(state: State, outputs: Properties, history: History): void;
  /** Throws unless nothing is left of the resource. */
  assertGone(state: State, history: History): void;
  /** Whether a call writes the operation's record; the last one settles it. */
  isRecordWrite(call: string): boolean;
  /** What a user does in the cloud who reads this message: undefined where it tells nothing to do there. */
  adviceIn(message: string): ((state: State) => void) | undefined;
}

/** How it came to this state. */
export interface History {
  /** Texts that stayed on the screen, of all runs. */
  warnings: string[];
  /**
   * The one gap: killed when the record was being settled or after that, and before the engine wrote its
   * state. Only then may something be left over: one object, and it has to be reported.
   */
  inTheGap: boolean;
  /** Which inputs were carried out one after the other. */
  inputs: Properties[];
}

/** No world shows an effect later than this. */
const longestLagMilliseconds = 10_000;

const urn = "urn:pulumi:dev::cuts::pulumi-nodejs:dynamic/ecs:Subject::it";

/** A command of the engine, carried out by the lifecycle. */
type Verb<T> = (engine: SmallEngine, lifecycle: Lifecycle) => Promise<T>;

/** How a command ended. */
interface Ended<T> {
  result: T | undefined;
  /** Every call that it made. */
  calls: string[];
}

const up =
  (inputs: Properties, options: { replace?: boolean } = {}): Verb<UpResult> =>
  (engine, lifecycle) =>
    engine.up(lifecycle, withHidden(inputs), options);

/** A resource in an emulated cloud, with an engine of its own: everything that outlives a process. */
export class Scene<State> {
  readonly cloud: EmulatedCloud<State>;
  readonly engine = new SmallEngine();
  readonly history: History = { warnings: [], inTheGap: false, inputs: [] };

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

  /**
   * Runs a command in a process of its own, and lets time pass until it ends; `result` is undefined where the
   * process, or its engine, was killed.
   */
  command<T>(verb: Verb<T>, cut?: Cut): Promise<Ended<T>> {
    return this.time.until(this.begin(verb, cut));
  }

  /** Begins a command; somebody else has to let time pass. */
  async begin<T>(verb: Verb<T>, cut?: Cut, slowWriteMilliseconds = 0): Promise<Ended<T>> {
    const { connect, adapter } = this.cloud;
    const process = new SimulatedProcess(this.time, cut, connect, adapter, slowWriteMilliseconds);
    const lifecycle = createLifecycle(this.subject.definition, process.runtime);
    const work = verb(this.engine, process.asHeardByEngine(lifecycle));
    work.catch(() => {
      // A process that was killed still ends somehow; nobody is there to hear it.
    });
    try {
      const first = await Promise.race([work, process.death]);
      return { result: first === "dead" ? undefined : first, calls: process.calls };
    } finally {
      this.history.warnings.push(...process.warnings);
    }
  }

  /** "pulumi up" with these inputs. */
  up(inputs: Properties, cut?: Cut, options: { replace?: boolean } = {}): Promise<Ended<UpResult>> {
    this.history.inputs.push(inputs);
    return this.command(up(inputs, options), cut);
  }

  refresh(): Promise<Ended<void>> {
    return this.command((engine, lifecycle) => engine.refresh(lifecycle));
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
      }
    }
    throw new Error(`"up" never came to rest: ${errors.join(" | ")}`);
  }

  async destroy(cut?: Cut): Promise<string[]> {
    return (await this.command((engine, lifecycle) => engine.destroy(lifecycle), cut)).calls;
  }

  /** Throws unless resource and cloud agree; then destroys it, and throws unless nothing is left. */
  async assertCompleteThenGone(): Promise<void> {
    this.subject.assertComplete(this.cloud.state(), this.engine.state?.outputs ?? {}, this.history);
    await this.destroy();
    this.subject.assertGone(this.cloud.state(), this.history);
  }
}

/** The inputs as the sdk hands them over. */
export function withHidden(inputs: Properties): Properties {
  return { ...inputs, [hiddenInputName]: { urn, timeouts: {} } };
}

/** What is cut. */
export type CutVerb = "create" | "replace" | "delete";

/** What is run again after a cut. */
export type Continuation = "same inputs" | "changed inputs" | "destroy";

/** One cut in one world, carried to its end. Throws where something was lost, doubled or left over. */
export async function carryThrough<State>(
  subject: Subject<State>,
  world: string,
  verb: CutVerb,
  cut: Cut,
  continuation: Continuation,
  inTheGap: boolean,
): Promise<void> {
  const scene = new Scene(subject, world);
  scene.history.inTheGap = inTheGap;
  try {
    if (verb !== "create") await scene.up(subject.inputs);
    await begin(scene, subject, verb, cut);
  } catch {
    // An error is an ordinary end of a run that was cut: what matters is how it goes on.
  }
  if (continuation === "destroy") {
    await destroyAfterCut(scene, subject);
    return;
  }
  if (verb === "replace") {
    await scene.upUntil("replaced", subject.replacingInputs, { replace: true });
    await scene.upUntilUnchanged(subject.replacingInputs);
    await scene.assertCompleteThenGone();
    return;
  }
  // What a deletion has left is only seen by a refresh, and by that only when the cloud shows it.
  if (verb === "delete") {
    await scene.time.until(scene.time.sleep(longestLagMilliseconds));
    await scene.refresh();
  }
  const inputs = continuation === "same inputs" ? subject.inputs : subject.changedInputs;
  await scene.upUntilUnchanged(inputs);
  await scene.assertCompleteThenGone();
}

/** The command that is cut. */
async function begin<State>(
  scene: Scene<State>,
  subject: Subject<State>,
  verb: CutVerb,
  cut?: Cut,
): Promise<string[]> {
  if (verb === "delete") return scene.destroy(cut);
  const { calls } = await (verb === "create"
    ? scene.up(subject.inputs, cut)
    : scene.up(subject.replacingInputs, cut, { replace: true }));
  return calls;
}

/** "destroy" knows only what was saved: a program that is still there would be brought up first. */
async function destroyAfterCut<State>(scene: Scene<State>, subject: Subject<State>): Promise<void> {
  if (!scene.engine.state) await scene.upUntilUnchanged(subject.inputs);
  await scene.destroy();
  subject.assertGone(scene.cloud.state(), scene.history);
}

/** A cut that did not come out right. */
export interface Finding {
  world: string;
  call: string;
  kind: CutKind;
  continuation: Continuation;
  message: string;
}

/** Cuts every call of a verb in every way, in a world. Gives how many cuts were tried, and what was found. */
export async function cutEveryCall<State>(
  subject: Subject<State>,
  world: string,
  verb: CutVerb,
  continuations: readonly Continuation[],
): Promise<{ cuts: number; findings: Finding[] }> {
  const calls = await uncutCalls(subject, world, verb);
  const settled = calls.findLastIndex((name) => subject.isRecordWrite(name));
  const findings: Finding[] = [];
  let cuts = 0;
  for (const [call, name] of calls.entries())
    for (const kind of cutKinds)
      for (const continuation of continuations) {
        cuts++;
        try {
          const isKill = kind.startsWith("killed") || kind.startsWith("engineKilled");
          const inTheGap = verb !== "delete" && isKill && call >= settled;
          await carryThrough(subject, world, verb, { call, kind }, continuation, inTheGap);
        } catch (error) {
          const message = (error as Error).message;
          findings.push({ world, call: `${call} ${name}`, kind, continuation, message });
        }
      }
  return { cuts, findings };
}

async function uncutCalls<State>(subject: Subject<State>, world: string, verb: CutVerb): Promise<string[]> {
  const scene = new Scene(subject, world);
  if (verb !== "create") await scene.up(subject.inputs);
  return begin(scene, subject, verb);
}

/**
 * Two runs of the same program from two machines, the second some steps behind the first, and perhaps with a
 * slow way for what it writes down.
 */
export async function runTwoAtOnce<State>(
  subject: Subject<State>,
  world: string,
  behindMilliseconds: number,
  slowWriteMilliseconds = 0,
): Promise<{ scenes: [Scene<State>, Scene<State>]; errors: string[] }> {
  const first = new Scene(subject, world);
  const second = new Scene(subject, world, first.time, first.cloud);
  const errors: string[] = [];
  const note = (error: unknown): void => {
    errors.push((error as Error).message);
  };
  const behind = async (): Promise<void> => {
    await first.time.sleep(behindMilliseconds);
    await second.begin(up(subject.inputs), undefined, slowWriteMilliseconds);
  };
  await first.time.until(Promise.all([first.begin(up(subject.inputs)).catch(note), behind().catch(note)]));
  return { scenes: [first, second], errors };
}
