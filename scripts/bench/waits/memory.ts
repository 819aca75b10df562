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
  /** How many of the thousand waited for the cloud, and not still for their turn to ask for the image. */
  waiting: number;
}

const mebibyte = 1024 * 1024;
/** The cloud never completes an image meanwhile. */
const endless = { queueSeconds: 1, snapshotSeconds: 5, backupSeconds: 100_000 };
const lookEveryMilliseconds = 3_000;
const mostMilliseconds = 240_000;

/** The memory of a provider's process in which one image is waited for, and in one with a thousand. */
export async function memoryOfWaits(): Promise<WaitingMemory> {
  const { mebibytes: one } = await memoryOf(1);
  const { mebibytes: thousand, waiting } = await memoryOf(1000);
  return { one, thousand, difference: thousand - one, waiting };
}

async function memoryOf(waits: number): Promise<{ mebibytes: number; waiting: number }> {
  const fleet = await ServedFleet.of(waits);
  await fleet.changeWorld(endless);
  const child = fork(join(__dirname, "providerProcess.cjs"), [await fakeEngine()], {
    execArgv: ["--expose-gc"],
  });
  try {
    const servers = Array.from({ length: waits }, (_, number) => serverIdOf(number));
    child.send({ profiles: { served: fleet.profile }, servers, vault: vaultId });
    const waiting = await waitingFor(fleet, waits);
    const answer = once(child, "message");
    child.send("memory");
    return { mebibytes: Number((await answer)[0]) / mebibyte, waiting };
  } finally {
    child.disconnect();
    fleet.stop();
  }
}

/** Until the jobs of all have been asked for, but no longer than a slow machine may take; says of how many. */
async function waitingFor(fleet: ServedFleet, waits: number): Promise<number> {
  const asked = new Set<string>();
  for (let waited = 0; asked.size < waits && waited < mostMilliseconds; waited += lookEveryMilliseconds) {
    await sleep(lookEveryMilliseconds);
    for (const call of await fleet.calls()) if (/^GET ims .*\/jobs\//.test(call)) asked.add(call);
  }
  return asked.size;
}
