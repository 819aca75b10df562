import type { CloudState, World } from "../../emulator";
import { emulatedIn } from "../../tests/cuts/emulatedIn";
import { fullEcsImageSubject } from "../../tests/cuts/fullEcsImageSubject";
import { Scene, withHidden } from "../../tests/cuts/harness";
import { VirtualTime } from "../../tests/cuts/virtualTime";
import { drawnDurations } from "./drawnDurations";
import { mean } from "./statistics";

/** What following an image of ten minutes costs, and how late its end is noticed. */
export interface TenMinuteImage {
  /** How far the real duration may be from ten minutes, as a share of it. */
  spread: number;
  /** Mean number of calls of a create, its own look at the conditions included. */
  calls: number;
  mostCalls: number;
  /** From the moment the cloud has the image complete until the create is done. */
  meanDelaySeconds: number;
  longestDelaySeconds: number;
}

const likelySeconds = 600;
const queueSeconds = 5;
/** How much of the time the snapshots take. */
const snapshotShare = 0.2;
const name = "an image of about ten minutes";

/** Creates images in virtual time. The poller knows neither the ten minutes nor the spread. */
export async function tenMinuteImage(spread: number, world: Partial<World> = {}): Promise<TenMinuteImage> {
  const followed: { calls: number; delaySeconds: number }[] = [];
  for (const seconds of drawnDurations(likelySeconds, spread)) followed.push(await follow(seconds, world));
  const calls = followed.map((one) => one.calls);
  const delays = followed.map((one) => one.delaySeconds);
  return {
    ...{ spread, calls: mean(calls), mostCalls: Math.max(...calls) },
    ...{ meanDelaySeconds: mean(delays), longestDelaySeconds: Math.max(...delays) },
  };
}

async function follow(
  seconds: number,
  world: Partial<World>,
): Promise<{ calls: number; delaySeconds: number }> {
  const time = new VirtualTime();
  const snapshotSeconds = seconds * snapshotShare;
  const stages = { queueSeconds, snapshotSeconds, backupSeconds: seconds - queueSeconds - snapshotSeconds };
  const cloud = emulatedIn({ ...stages, ...world }, () => time.now());
  const scene = new Scene<CloudState>(
    { ...fullEcsImageSubject, worlds: { [name]: () => cloud } },
    name,
    time,
  );
  const { calls } = await scene.command((_engine, lifecycle) =>
    lifecycle.create(withHidden(fullEcsImageSubject.inputs)),
  );
  const endedAt = cloud.state().operationLogs[0]?.endedAt;
  if (typeof endedAt !== "number") throw new Error("the emulated cloud has not completed the image");
  return { calls: calls.length, delaySeconds: (time.now() - endedAt) / 1000 };
}
