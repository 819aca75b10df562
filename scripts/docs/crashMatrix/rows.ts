import { Scene } from "../../../tests/cuts/scene";
import { watch, type SeenCall } from "./watch";
import { wordsOf } from "./callWords";
import { outcomeOf, type Charted, type Outcome } from "./outcome";

/** Calls that follow each other, and after which the next "up" does the same. */
export interface Row {
  /** What the calls were for. */
  calls: string[];
  /** When the first of them was made, and the last, in minutes after the begin. */
  minutes: [number, number];
  /** What the next "up" does, by how the first one was cut. */
  outcomes: Record<(typeof columns)[number], Outcome[]>;
}

/** How it was cut. */
export const columns = ["killedBefore", "killedAfter", "interrupted"] as const;

/** Cuts an "up" at every call; calls with the same consequences are one row. */
export async function rowsOf<State>(charted: Charted<State>): Promise<Row[]> {
  const { calls, begin } = await uncut(charted);
  const rows: Row[] = [];
  for (const [call, seen] of calls.entries()) {
    const outcomes: Row["outcomes"] = { killedBefore: [], killedAfter: [], interrupted: [] };
    for (const kind of columns)
      if (kind !== "killedAfter" || isWrite(seen))
        outcomes[kind].push(await outcomeOf(charted, { call, kind }));
    const minute = (seen.at - begin) / 60_000;
    const row: Row = { calls: [wordsOf(seen)], minutes: [minute, minute], outcomes };
    const last = rows.at(-1);
    const isLikeLast = last && !isWrite(seen) && !lastIsWrite(last) && kindsOf(last) === kindsOf(row);
    if (isLikeLast) merge(last, row);
    else rows.push(row);
  }
  return rows;
}

async function uncut<State>({ subject, world }: Charted<State>) {
  const scene = new Scene(subject, world);
  const begin = scene.time.now();
  const calls = watch(scene);
  await scene.up(subject.inputs);
  return { calls, begin };
}

function isWrite({ name }: SeenCall): boolean {
  return !name.startsWith("GET ");
}

function lastIsWrite({ outcomes }: Row): boolean {
  return outcomes.killedAfter.length > 0;
}

/** What kind of thing the next "up" does: whether it asks at once or after a long silence makes a difference. */
function kindsOf({ outcomes }: Row): string {
  return columns.map((column) => outcomes[column].map(sortOf).at(-1)).join();
}

/** Whether a request is made at once, after a silence, or not at all. */
export function sortOf(outcome: Outcome): "finished" | "stops" | "goesOn" | "asksAtOnce" | "asksLater" {
  if (outcome.kind !== "asks") return outcome.kind;
  return outcome.asksAfterMinutes < 3 ? "asksAtOnce" : "asksLater";
}

function merge(row: Row, { calls, minutes, outcomes }: Row): void {
  for (const text of calls) if (!row.calls.includes(text)) row.calls.push(text);
  row.minutes[1] = minutes[1];
  for (const column of columns) row.outcomes[column].push(...outcomes[column]);
}
