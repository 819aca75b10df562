import { courseOf } from "../explorer/play";
import { kindsAt } from "../kindsAt";
import { acts } from "./acts";
import { meddledWith } from "./subjects";

/** How many seconds after a kill the next command is typed: at once, after any change of an OS, after a record counts as old. */
const pauses = [10, 30 * 60, 25 * 3600];

/** Somebody does something right before a call of the first run of a program. */
export interface Meddling {
  /** How the program consents. */
  consent: string;
  world: string;
  call: number;
  act: string;
  /** The run is killed at that moment, and the next command typed so much later; null: it goes on. */
  killedForSeconds: number | null;
}

/** What may happen to the programs that are meddled with. */
interface Meddlings {
  /** Everything that somebody may do, before every call, with every end of the run. */
  all: Meddling[];
  /** Right before the last look before each request: nothing but that look can notice it. */
  closest: Meddling[];
}

/** A run that is killed twice in the same state is tried once (`kindsAt`). */
export async function allMeddlings(): Promise<Meddlings> {
  const all: Meddling[] = [];
  const closest: Meddling[] = [];
  for (const [consent, subject] of Object.entries(meddledWith))
    for (const world of Object.keys(subject.worlds)) {
      const course = await courseOf(subject, world);
      for (const [call, name] of course.calls.entries()) {
        const isDeathOfItsOwn = kindsAt(course, call, ["killedBefore"]).length > 0;
        for (const act of Object.keys(acts)) {
          const one = { consent, world, call, act };
          if (!isUnseen(name, act)) all.push({ ...one, killedForSeconds: null });
          if (isRequest(course.calls[call + 1])) closest.push({ ...one, killedForSeconds: null });
          if (isDeathOfItsOwn) all.push(...pauses.map((killedForSeconds) => ({ ...one, killedForSeconds })));
        }
      }
    }
  return { all, closest };
}

/** The request does not say which disk it is about: what is put there while it is on its way cannot be told. */
function isUnseen(call: string, act: string): boolean {
  return isRequest(call) && act === "puts another system disk into it";
}

function isRequest(call = ""): boolean {
  return call.endsWith("/changeos");
}

/** For a person. */
export function textOf({ consent, world, call, act, killedForSeconds }: Meddling): string {
  const run =
    killedForSeconds === null
      ? "the run goes on"
      : `the run is killed, and ${killedForSeconds} s pass until the next "up"`;
  return `consent ${consent}; ${world}; at call ${call} somebody ${act}; ${run}`;
}
