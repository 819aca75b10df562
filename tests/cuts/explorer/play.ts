import { Scene } from "../scene";
import type { History as Told, Subject } from "../subject";
import type { Course, History } from "./history";

/**
 * Lets two runners go through a history, and then whoever is left types the command again until nothing is left to do.
 * Throws where something was lost, doubled or left over.
 */
export async function play<State>(subject: Subject<State>, history: History): Promise<void> {
  const { lag, first: cutOfFirst, secondAt, second: cutOfSecond } = history;
  const first = new Scene(subject, lag);
  const second = new Scene(subject, lag, first.time, first.cloud);
  const runs = [first.beginUp(subject.inputs, cutOfFirst ?? undefined)];
  if (secondAt !== null)
    runs.push(
      first.time.sleep(secondAt).then(() => second.beginUp(subject.inputs, cutOfSecond ?? undefined)),
    );
  await first.time.until(Promise.allSettled(runs));
  await first.waitForLag();
  const last = secondAt !== null && hasSaved(second) && !hasSaved(first) ? second : first;
  await last.upUntilUnchanged(subject.inputs);
  last.assertComplete(together(last, first, second));
}

/** Whether the engine knows a resource that is complete. */
function hasSaved<State>({ engine }: Scene<State>): boolean {
  return engine.state?.outputs["settled"] === true;
}

/** What both runners' users were told; how it ended is the last one's to tell. */
function together<State>(last: Scene<State>, first: Scene<State>, second: Scene<State>): Told {
  const [one, other] = [first.history, second.history];
  const known = new Set([...first.engine.knownIds, ...second.engine.knownIds]);
  return {
    warnings: [...one.warnings, ...other.warnings],
    errors: [...one.errors, ...other.errors],
    inputs: [...one.inputs, ...other.inputs],
    refusal: last.history.refusal,
    orphans: new Set([...one.orphans, ...other.orphans].filter((id) => !known.has(id))),
  };
}

/** What one runner does, uncut. */
export async function courseOf<State>(subject: Subject<State>, lag: string): Promise<Course> {
  const scene = new Scene(subject, lag);
  const begin = scene.time.now();
  await scene.up(subject.inputs);
  return { calls: scene.calls, callTimes: scene.callTimes.map((time) => time - begin) };
}
