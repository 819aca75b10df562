import fc from "fast-check";
import type { Subject } from "../subject";
import { anyHistory, histories, type History } from "./history";
import { courseOf, play } from "./play";

/** A history that did not come out right, in its shortest form. */
export interface Found {
  history: History;
  message: string;
}

/** Every history of a subject, in all its lags. */
export async function allHistories<State>(subject: Subject<State>): Promise<History[]> {
  const found: History[] = [];
  for (const lag of Object.keys(subject.worlds)) found.push(...histories(lag, await courseOf(subject, lag)));
  return found;
}

/** Plays these histories; what does not come out right is shrunk, and told once in each of its shortest forms. */
export async function explore<State>(
  subject: Subject<State>,
  which: readonly History[],
  onPlayed: (played: number, found: number) => void = () => undefined,
): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const [played, history] of which.entries()) {
    if ((await problemOf(subject, history)) !== undefined) {
      const shortest = await shortestOf(subject, history);
      found.set(JSON.stringify(shortest.history), shortest);
    }
    onPlayed(played + 1, found.size);
  }
  return [...found.values()];
}

/** What goes wrong in a history. */
export async function problemOf<State>(
  subject: Subject<State>,
  history: History,
): Promise<string | undefined> {
  try {
    await play(subject, history);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The shortest history like this one that goes wrong, too. */
async function shortestOf<State>(subject: Subject<State>, history: History): Promise<Found> {
  const property = fc.asyncProperty(anyHistory(Object.keys(subject.worlds)), async (shorter) => {
    await play(subject, shorter);
  });
  const { counterexample, errorInstance } = await fc.check(property, { examples: [[history]], numRuns: 1 });
  return {
    history: counterexample?.[0] ?? history,
    message: String((errorInstance as Error | null)?.message),
  };
}
