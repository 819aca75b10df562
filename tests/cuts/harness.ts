import assert from "node:assert/strict";
import type { Properties } from "../../provider/lifecycle/hiddenInput";
import { everydayKinds } from "./cutKinds";
import { cutText, type Finding, type Findings } from "./findings";
import { kindsAt } from "./kindsAt";
import { Scene, up, type Ended } from "./scene";
import type { Cut } from "./simulatedProcess";
import type { Subject } from "./subject";

export { Scene, withHidden } from "./scene";

/** What is cut. */
export type CutVerb = "create" | "replace" | "update" | "refresh" | Deletion;

/** Of what is complete, or of what a first run has not brought to its end. */
type Deletion = "delete" | "delete unfinished";

/** What is run again after a cut. */
export type Continuation =
  | "same inputs"
  | "refresh, then same inputs"
  | "changed inputs"
  | "reverted inputs"
  | "destroy"
  | "destroy, then same inputs";

/** One cut in one world, carried to its end. Throws where something was lost, doubled or left over. */
export async function carryThrough<State>(
  subject: Subject<State>,
  world: string,
  verb: CutVerb,
  cut: Cut,
  continuation: Continuation,
): Promise<"swallowed" | "felt"> {
  const scene = await sceneBefore(subject, world, verb);
  const ended = await endOf(begin(scene, subject, verb, cut));
  if (verb === "refresh") assert.ok(scene.engine.state, "refresh has forgotten a resource that is there");
  const wasSwallowed = ended?.result !== undefined;
  if (wasSwallowed && isDeletion(verb)) scene.assertGone();
  else await goOn(scene, subject, verb, continuation, wasSwallowed);
  return wasSwallowed ? "swallowed" : "felt";
}

/** A scene in which the verb can be carried out. */
export async function sceneBefore<State>(
  subject: Subject<State>,
  world: string,
  verb: CutVerb,
): Promise<Scene<State>> {
  const scene = new Scene(subject, world);
  if (verb === "delete unfinished") await endOf(scene.up(subject.inputs));
  else if (verb !== "create") await scene.up(verb === "update" ? subject.update.from : subject.inputs);
  return scene;
}

/** The command that is cut. */
export function begin<State>(
  scene: Scene<State>,
  subject: Subject<State>,
  verb: CutVerb,
  cut?: Cut,
): Promise<Ended<unknown>> {
  if (isDeletion(verb)) return scene.destroy(cut);
  if (verb === "refresh") return scene.refresh(cut);
  return scene.up(goalOf(subject, verb), cut, { replace: verb === "replace" });
}

/** An error is an ordinary end of a run that was cut: what matters is how it goes on. */
export async function endOf<T>(command: Promise<Ended<T>>): Promise<Ended<T> | undefined> {
  try {
    return await command;
  } catch {
    return undefined;
  }
}

/** What a user does after a cut, until all is well and then until all is gone. */
export async function goOn<State>(
  scene: Scene<State>,
  subject: Subject<State>,
  verb: CutVerb,
  continuation: Continuation,
  wasSwallowed: boolean,
): Promise<void> {
  if (verb === "refresh") await scene.refresh();
  // "destroy" knows only what was saved: a program that is still there would be brought up first.
  if (continuation === "destroy" || continuation === "destroy, then same inputs") {
    if (!scene.engine.state) await scene.upUntilUnchanged(subject.inputs);
    await scene.destroyUntilGone();
    // Pulumi knows nothing of a replacement that was killed: it can only tell of it.
    if (verb === "replace") scene.assertGoneButReplacement();
    else scene.assertGone();
    if (continuation === "destroy") return;
    await scene.upUntilUnchanged(subject.inputs);
    scene.assertComplete();
    return;
  }
  // What a deletion has left, or an update has changed, is only seen by a refresh, and by that only when the cloud
  // shows it: Pulumi tells whoever was killed to refresh.
  const isUnseen = isDeletion(verb) || (continuation === "reverted inputs" && !wasSwallowed);
  if (isUnseen || continuation === "refresh, then same inputs") {
    await scene.waitForLag();
    await scene.refresh();
  }
  const inputs = {
    "same inputs": goalOf(subject, verb),
    "refresh, then same inputs": goalOf(subject, verb),
    "changed inputs": subject.changedInputs,
    "reverted inputs": subject.update.from,
  }[continuation];
  if (verb === "replace" && !wasSwallowed) await scene.upUntil("replaced", inputs, { replace: true });
  await scene.upUntilUnchanged(inputs);
  await scene.assertCompleteThenGone();
}

function isDeletion(verb: CutVerb): verb is Deletion {
  return verb === "delete" || verb === "delete unfinished";
}

function goalOf<State>(subject: Subject<State>, verb: CutVerb): Properties {
  if (verb === "replace") return subject.replacingInputs;
  return verb === "update" ? subject.update.to : subject.inputs;
}

/** Every call of a verb that is not cut, however it ends. */
export async function callsOf<State>(
  subject: Subject<State>,
  world: string,
  verb: CutVerb,
): Promise<readonly string[]> {
  return (await runUncut(subject, world, verb)).calls;
}

async function runUncut<State>(subject: Subject<State>, world: string, verb: CutVerb): Promise<Scene<State>> {
  const scene = await sceneBefore(subject, world, verb);
  await endOf(begin(scene, subject, verb));
  return scene;
}

/**
 * Cuts every call of a verb in every way that differs (`kindsAt`), in a world. Gives how many cuts were tried, and what was found. A run that
 * swallows its cut and succeeds is like one that was never cut: it is continued in the first way only.
 */
export async function cutEveryCall<State>(
  subject: Subject<State>,
  world: string,
  verb: CutVerb,
  continuations: readonly Continuation[],
  kinds = everydayKinds,
): Promise<Findings> {
  const { calls, callTimes } = await runUncut(subject, world, verb);
  const findings: Finding[] = [];
  let schedules = 0;
  for (const [call, name] of calls.entries())
    for (const kind of kindsAt({ calls, callTimes }, call, kinds))
      for (const continuation of continuations) {
        schedules++;
        try {
          if ((await carryThrough(subject, world, verb, { call, kind }, continuation)) === "swallowed") break;
        } catch (error) {
          const schedule = `${cutText({ call, kind }, name)}, then ${continuation}`;
          findings.push({ schedule, message: (error as Error).message });
        }
      }
  return { schedules, findings };
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
