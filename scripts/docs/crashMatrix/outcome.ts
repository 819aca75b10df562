import { endOf } from "../../../tests/cuts/harness";
import { Scene } from "../../../tests/cuts/scene";
import type { Cut } from "../../../tests/cuts/simulatedProcess";
import type { Subject } from "../../../tests/cuts/subject";

/** A resource, and the request at its heart. */
export interface Charted<State> {
  subject: Subject<State>;
  world: string;
  /** How that request's path ends, for example "/changeos". */
  request: string;
}

/** What became of an operation that was cut, as soon as the same command was typed again. */
export type Outcome =
  | { kind: "finished" }
  | { kind: "goesOn"; completeAfterMinutes: number }
  | { kind: "asks"; asksAfterMinutes: number; completeAfterMinutes: number }
  | { kind: "stops"; message: string };

/** Cuts an "up" here, types it again ten seconds later, and tells what that one does. */
export async function outcomeOf<State>(
  { subject, world, request }: Charted<State>,
  cut: Cut,
): Promise<Outcome> {
  const scene = new Scene(subject, world);
  const cutRun = await endOf(scene.up(subject.inputs, cut));
  if (cutRun?.result !== undefined) return { kind: "finished" };
  await scene.waitForLag();
  const begin = scene.time.now();
  try {
    await scene.up(subject.inputs);
  } catch (error) {
    return { kind: "stops", message: (error as Error).message };
  }
  const minutesAt = (at: number): number => (at - begin) / 60_000;
  const completeAfterMinutes = minutesAt(scene.time.now());
  const asked = scene.callTimes.find((_time, call) => scene.calls[call]?.endsWith(request));
  return asked === undefined
    ? { kind: "goesOn", completeAfterMinutes }
    : { kind: "asks", asksAfterMinutes: minutesAt(asked), completeAfterMinutes };
}
