import fc from "fast-check";
import type { CutKind } from "../cutKinds";
import { cutText } from "../findings";
import { kindsAt } from "../kindsAt";
import type { Cut } from "../simulatedProcess";

/** What two runners of one program, on two computers, go through. */
export interface History {
  /** How late the cloud shows what was done: the name of a world. */
  lag: string;
  /** Where the first runner is cut. */
  first: Cut | null;
  /** How many milliseconds after the first one the second runner begins; null: there is only one. */
  secondAt: number | null;
  /** Where the second runner is cut. */
  second: Cut | null;
}

/** The cuts after which one runner may meet what another one does. The harness of cuts tries the others. */
const kinds: readonly CutKind[] = [
  ...(["killedBefore", "killedAfter", "engineKilledBefore", "engineKilledAfter"] as const),
  ...(["interrupted", "lostAfter"] as const),
];

/** What one runner does, uncut. */
export interface Course {
  /** For example "GET /v2/cloudimages". */
  calls: readonly string[];
  /** When each of them is made, in milliseconds after the begin. */
  callTimes: readonly number[];
}

/** Every history of a program whose runs are like this one. */
export function* histories(lag: string, course: Course): Generator<History> {
  const cuts = [...cutsOf(course)];
  for (const first of cuts) yield { lag, first, secondAt: null, second: null };
  for (const secondAt of beginsOf(course)) {
    yield { lag, first: null, secondAt, second: null };
    for (const first of cuts) yield { lag, first, secondAt, second: null };
    for (const second of cuts) yield { lag, first: null, secondAt, second };
  }
}

function* cutsOf(course: Course): Generator<Cut> {
  for (const call of course.calls.keys())
    for (const kind of kindsAt(course, call, kinds)) yield { call, kind };
}

/** With the first runner, and right before and after each write of it, and a while after: in between nothing changes. */
function beginsOf({ calls, callTimes }: Course): number[] {
  const writes = callTimes.filter((_time, call) => !calls[call]?.startsWith("GET ")).map(Math.round);
  const around = writes.flatMap((time) => [time - 1_000, time + 250, time + 4_000]);
  return [0, ...around.filter((time) => time > 0)];
}

/** Any history, shrinking to a shorter one: no lag, no cut, one runner, an earlier call. */
export function anyHistory(lags: readonly string[]): fc.Arbitrary<History> {
  const cut = fc.record({ call: fc.nat(200), kind: fc.constantFrom(...kinds) });
  return fc.record({
    lag: fc.constantFrom(...lags),
    first: fc.option(cut),
    secondAt: fc.option(fc.nat(10_000_000)),
    second: fc.option(cut),
  });
}

/** For a person. */
export function textOf({ lag, first, secondAt, second }: History): string {
  const firstText = first ? cutText(first) : "not cut";
  const secondText =
    secondAt === null ? "none" : `${secondAt} ms later, ${second ? cutText(second) : "not cut"}`;
  return `${lag}; first runner ${firstText}; second runner ${secondText}`;
}
