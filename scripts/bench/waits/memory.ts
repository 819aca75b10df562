import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serverIdOf, vaultId } from "../cloud/fleet";
import { ServedFleet } from "../cloud/servedFleet";
import { fakeEngine } from "./fakeEngine";

/** What the provider's process holds, in MiB. */
export interface WaitingMemory {
  one: number;
  thousand: number;
  /** How much more a thousand waits hold than one. */
  difference: number;
  /** How many of the thousand had begun: the cloud makes 40 images at a time, and the others wait for room. */
  begun: number;
}

const mebibyte = 1024 * 1024;
/** The cloud never completes an image meanwhile. */
const endless = { queueSeconds: 1, snapshotSeconds: 5, backupSeconds: 100_000 };
const lookEveryMilliseconds = 3_000;
const mostMilliseconds = 240_000;
/** From its record on, an operation asks for its image after 12 s. */
const untilAllWaitMilliseconds = 20_000;

/** The memory of a provider's process in which one image is waited for, and in one with a thousand. */
export async function memoryOfWaits(): Promise<WaitingMemory> {
  const { mebibytes: one } = await memoryOf(1);
  const { mebibytes: thousand, begun } = await memoryOf(1000);
  return { one, thousand, difference: thousand - one, begun };
}

async function memoryOf(waits: number): Promise<{ mebibytes: number; begun: number }> {
  const fleet = await ServedFleet.of(waits);
  await fleet.changeWorld(endless);
  const child = fork(join(__dirname, "providerProcess.cjs"), [await fakeEngine()], {
    execArgv: ["--expose-gc"],
  });
  try {
    const servers = Array.from({ length: waits }, (_, number) => serverIdOf(number));
    child.send({ profiles: { served: fleet.profile }, servers, vault: vaultId });
    const begun = await allBegun(fleet, waits);
    await sleep(untilAllWaitMilliseconds);
    const answer = once(child, "message");
    child.send("memory");
    return { mebibytes: Number((await answer)[0]) / mebibyte, begun };
  } finally {
    child.disconnect();
    fleet.stop();
  }
}

/** Until all have written their records, but no longer than a slow machine may take; says how many have. */
async function allBegun(fleet: ServedFleet, waits: number): Promise<number> {
  const begun = new Set<string>();
  for (let waited = 0; begun.size < waits && waited < mostMilliseconds; waited += lookEveryMilliseconds) {
    await sleep(lookEveryMilliseconds);
    for (const call of await fleet.calls()) if (/^POST ecs .*\/metadata$/.test(call)) begun.add(call);
  }
  return begun.size;
}
