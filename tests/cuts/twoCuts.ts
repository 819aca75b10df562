import assert from "node:assert/strict";
import { allKinds } from "./cutKinds";
import { assertNoFindings, cutText, type Finding, type Findings } from "./findings";
import { begin, callsOf, endOf, goOn, sceneBefore, type Continuation, type CutVerb } from "./harness";
import { SeededRandom } from "./random";
import type { Scene } from "./scene";
import type { Cut } from "./simulatedProcess";
import type { Subject } from "./subject";

/** What a user does after the first cut, and is cut again. */
type SecondCommand = "again" | "changed inputs" | "refresh" | "destroy";

/** A refresh that is cut has changed nothing: it is only tried as the second command. */
type FirstVerb = Exclude<CutVerb, "refresh" | "delete unfinished">;

/** Two cuts, one after the other. */
interface TwoCuts {
  world: string;
  verb: FirstVerb;
  first: Cut;
  then: SecondCommand;
  second: Cut;
  continuation: Continuation;
}

/** What may follow a cut of each verb. A replacement that was cut is gone on with as a replacement. */
const courses: Record<FirstVerb, { then: readonly SecondCommand[]; continuations: readonly Continuation[] }> =
  {
    create: {
      then: ["again", "changed inputs", "refresh", "destroy"],
      continuations: ["same inputs", "changed inputs", "destroy"],
    },
    replace: { then: ["again"], continuations: ["same inputs"] },
    update: {
      then: ["again", "changed inputs", "refresh", "destroy"],
      continuations: ["same inputs", "reverted inputs", "destroy"],
    },
    delete: { then: ["again", "refresh"], continuations: ["same inputs", "destroy"] },
  };

/** More than the schedules of one seed: those of the next begin there. */
const mostNumbers = 1_000_000;

/** Most runs that go on after a cut have fewer calls than this. */
const mostCalls = 40;

/**
 * Tries schedules of two cuts in all worlds. Each follows from the seed and its number alone, so that one that went wrong can
 * be tried again: CUT_SEED=7 CUT_NUMBER=42 npm run test:cuts. CUT_PAIRS=20000 tries more of them.
 */
export function describeTwoCuts<State>(name: string, subject: Subject<State>, usualPairs: number): void {
  const { CUT_SEED: seed = "1", CUT_PAIRS: pairs = usualPairs, CUT_NUMBER: number } = process.env;
  const numbers = number === undefined ? [...Array(Number(pairs)).keys()] : [Number(number)];
  describe(`${name}, cut twice`, () => {
    it(`in ${numbers.length} schedules from the seed ${seed}`, async () => {
      const result = await sampleTwoCuts(subject, Number(seed), numbers);
      assertNoFindings(result);
      if (number !== undefined) return;
      assert.ok(result.cutTwice > numbers.length / 3, `only ${result.cutTwice} were cut twice`);
    });
  });
}

/** Gives, too, in how many of the schedules both runs came as far as their cuts. */
async function sampleTwoCuts<State>(
  subject: Subject<State>,
  seed: number,
  numbers: readonly number[],
): Promise<Findings & { cutTwice: number }> {
  const findings: Finding[] = [];
  const lengths = new Map<string, number>();
  const lengthOf = async (world: string, verb: FirstVerb): Promise<number> => {
    const length = lengths.get(world + verb) ?? (await callsOf(subject, world, verb)).length;
    lengths.set(world + verb, length);
    return length;
  };
  let cutTwice = 0;
  for (const number of numbers) {
    const schedule = await scheduleOf(subject, seed, number, lengthOf);
    try {
      if (await wasCutTwice(subject, schedule)) cutTwice++;
    } catch (error) {
      const message = (error as Error).message;
      findings.push({ schedule: `seed ${seed}, number ${number}: ${textOf(schedule)}`, message });
    }
  }
  return { schedules: numbers.length, findings, cutTwice };
}

/** @param lengthOf how many calls a verb has that is not cut */
async function scheduleOf<State>(
  subject: Subject<State>,
  seed: number,
  number: number,
  lengthOf: (world: string, verb: FirstVerb) => Promise<number>,
): Promise<TwoCuts> {
  const random = new SeededRandom(seed * mostNumbers + number);
  const world = random.oneOf(Object.keys(subject.worlds));
  let verb: FirstVerb;
  let length: number;
  do {
    verb = random.oneOf(Object.keys(courses) as FirstVerb[]);
    length = await lengthOf(world, verb);
  } while (length === 0);
  return {
    world,
    verb,
    first: { call: random.below(length), kind: random.oneOf(allKinds) },
    then: random.oneOf(courses[verb].then),
    // Many runs that go on have only a few calls.
    second: { call: random.below(1 + random.below(mostCalls)), kind: random.oneOf(allKinds) },
    continuation: random.oneOf(courses[verb].continuations),
  };
}

async function wasCutTwice<State>(subject: Subject<State>, schedule: TwoCuts): Promise<boolean> {
  const { world, verb, first, then, second, continuation } = schedule;
  const scene = await sceneBefore(subject, world, verb);
  const firstEnd = await endOf(begin(scene, subject, verb, first));
  if (!firstEnd) await scene.waitForLag();
  const isReplacement = then === "changed inputs" && scene.engine.state?.outputs["settled"] === true;
  const secondEnd = await endOf(secondCommand(scene, subject, schedule, second));
  if (!secondEnd) await scene.waitForLag();
  // What a deletion has left is only seen by a refresh: Pulumi tells whoever was killed to do one.
  if (then === "destroy") {
    await scene.waitForLag();
    await scene.refresh();
  }
  // Pulumi knows nothing of a replacement that was killed: only the replacement itself goes on with it.
  const wasKilled = secondEnd?.wasCut === true && secondEnd.result === undefined;
  const last = isReplacement && wasKilled ? "changed inputs" : continuation;
  await goOn(scene, subject, verb, last, false);
  // What ended in an error was cut.
  return secondEnd?.wasCut ?? true;
}

function secondCommand<State>(
  scene: Scene<State>,
  subject: Subject<State>,
  { verb, then }: TwoCuts,
  cut: Cut,
): ReturnType<typeof begin> {
  switch (then) {
    case "again":
      return begin(scene, subject, verb, cut);
    case "changed inputs":
      return scene.up(subject.changedInputs, cut);
    case "refresh":
      return scene.refresh(cut);
    case "destroy":
      return scene.destroy(cut);
  }
}

function textOf({ world, verb, first, then, second, continuation }: TwoCuts): string {
  return `${verb} in "${world}", ${cutText(first)}; ${then}, ${cutText(second)}; ${continuation}`;
}
