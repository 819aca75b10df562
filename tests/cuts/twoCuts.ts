import { allKinds } from "./cutKinds";
import { cutText, type Finding, type Findings } from "./findings";
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

/** Most runs that go on after a cut have fewer calls than this. */
const mostCalls = 40;

/**
 * So many schedules of two cuts, in all worlds, chosen by a seed. Gives, too, in how many of them both runs came as far
 * as their cuts.
 */
export async function sampleTwoCuts<State>(
  subject: Subject<State>,
  schedules: number,
  seed: number,
): Promise<Findings & { cutTwice: number }> {
  const random = new SeededRandom(seed);
  const lengths = new Map<string, number>();
  const findings: Finding[] = [];
  let cutTwice = 0;
  for (let number = 0; number < schedules; number++) {
    const world = random.oneOf(Object.keys(subject.worlds));
    const verb = random.oneOf(Object.keys(courses) as FirstVerb[]);
    const length = lengths.get(world + verb) ?? (await callsOf(subject, world, verb)).length;
    lengths.set(world + verb, length);
    const schedule: TwoCuts = {
      world,
      verb,
      first: { call: random.below(length), kind: random.oneOf(allKinds) },
      then: random.oneOf(courses[verb].then),
      second: { call: random.below(mostCalls), kind: random.oneOf(allKinds) },
      continuation: random.oneOf(courses[verb].continuations),
    };
    try {
      if (await wasCutTwice(subject, schedule)) cutTwice++;
    } catch (error) {
      const message = (error as Error).message;
      findings.push({ schedule: `seed ${seed}, number ${number}: ${textOf(schedule)}`, message });
    }
  }
  return { schedules, findings, cutTwice };
}

async function wasCutTwice<State>(subject: Subject<State>, schedule: TwoCuts): Promise<boolean> {
  const { world, verb, first, then, second, continuation } = schedule;
  const scene = await sceneBefore(subject, world, verb);
  const firstEnd = await endOf(begin(scene, subject, verb, first));
  if (!firstEnd) await scene.waitForLag();
  const isReplacement = then === "changed inputs" && scene.engine.state?.outputs["settled"] === true;
  const secondEnd = await endOf(secondCommand(scene, subject, schedule, second));
  if (!secondEnd) await scene.waitForLag();
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
