import type { CloudState } from "../../../emulator";
import type { Properties } from "../../../provider/lifecycle/hiddenInput";
import { endOf } from "../harness";
import { Scene } from "../scene";
import type { EmulatedCloud } from "../subject";
import { VirtualTime } from "../virtualTime";
import { acts } from "./acts";
import { assertNothingOpen, assertPromisesKept } from "./expectations";
import type { Meddling } from "./meddling";
import { Outsider } from "./outsider";
import { meddledWith } from "./subjects";

/** The first command is typed again at once, and later ones after more than what somebody does may take. */
const soonMilliseconds = 10_000;
const laterMilliseconds = 180_000;

/** After so many commands a program has come to rest. */
const mostRuns = 7;

/**
 * Lets somebody meddle with a run, and then types the command again until the program is at rest. Throws where a promise
 * was not kept. Gives whether the cloud let them do it.
 */
export async function play(meddling: Meddling): Promise<boolean> {
  const { consent, world, call, act, killedForSeconds } = meddling;
  const subject = meddledWith[consent];
  const [make, meant] = [subject?.worlds[world], acts[act]];
  if (!subject || !make || !meant) throw new Error(`there is no such meddling: ${JSON.stringify(meddling)}`);
  const time = new VirtualTime();
  const cloud = make(() => time.now());
  const outsider = new Outsider(cloud, time);
  const done = { isTaken: false };
  const meddle = async (): Promise<void> => {
    done.isTaken = await outsider.does(meant);
  };
  const isKilled = killedForSeconds !== null;
  const asSeen = isKilled ? cloud : interrupted(cloud, call, meddle);
  const scene = new Scene(subject, world, time, asSeen);
  await endOf(scene.up(subject.inputs, isKilled ? { call, kind: "killedBefore" } : undefined));
  if (isKilled) {
    await time.until(meddle());
    await time.until(time.sleep(killedForSeconds * 1000));
  }
  if (!done.isTaken) return false;
  const refusal = await upUntilAtRest(scene, subject.inputs, outsider);
  await time.until(outsider.end());
  const end = { scene, state: cloud.state(), refusal, outsider };
  assertPromisesKept(end);
  await scene.destroyUntilGone();
  assertNothingOpen(cloud.state());
  return true;
}

/** The cloud as the runs have it: before a call somebody comes in. */
function interrupted(
  cloud: EmulatedCloud<CloudState>,
  call: number,
  meddle: () => Promise<void>,
): EmulatedCloud<CloudState> {
  let reached = 0;
  const adapter: typeof cloud.adapter = async (config) => {
    if (reached++ === call) await meddle();
    return cloud.adapter(config);
  };
  return { ...cloud, adapter };
}

/** "pulumi up" until there is nothing left to do, or until it ends in the same error twice: that is given. */
async function upUntilAtRest(
  scene: Scene<CloudState>,
  inputs: Properties,
  outsider: Outsider,
): Promise<string | undefined> {
  let last: string | undefined;
  for (let runs = 0; runs < mostRuns; runs++) {
    try {
      const { result } = await scene.up(inputs);
      if (result === "unchanged") return undefined;
      last = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (runs > 1 && last !== undefined && timeless(message) === timeless(last)) {
        const isHeeded =
          message.includes("start it in the ECS console") && (await startedBy(outsider, scene));
        if (!isHeeded) return message;
      }
      last = message;
    }
    await scene.time.until(scene.time.sleep(runs === 0 ? soonMilliseconds : laterMilliseconds));
  }
  throw new Error(`"up" never came to rest: ${scene.history.errors.join(" | ")}`);
}

function startedBy(outsider: Outsider, { time }: Scene<CloudState>): Promise<boolean> {
  return time.until(outsider.does({ begin: (one) => one.switch("start") }));
}

/** Without what differs from call to call. */
function timeless(message: string): string {
  return message
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replace(/[\d.]+ hours/g, "<hours>")
    .replace(/request [0-9a-f]+/g, "<request>");
}
