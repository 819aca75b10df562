import { serverIdOf, vaultId } from "../cloud/fleet";
import { ServedFleet } from "../cloud/servedFleet";
import { compare, type Comparison } from "./comparison";
import { BenchStack } from "./stack";
import { stateBytes } from "./stateBytes";

const resources = 200;
const rounds = 5;
const roundsOfNew = 3;
/** What a create costs its process does not depend on how long the cloud takes for its stages. */
const quick = { queueSeconds: 1, snapshotSeconds: 1, backupSeconds: 1 };

/** What the real engine shows, side by side with a dynamic provider that does nothing. */
export interface EngineFigures {
  resources: number;
  upWithoutChanges: Comparison & { calls: number };
  preview: Comparison;
  refresh: Comparison & { calls: number };
  previewOfNew: Comparison & { calls: number };
  create: { cpuMs: number; calls: number; seconds: number };
  stateBytesBeyondShell: number;
}

export async function engineFigures(): Promise<EngineFigures> {
  const fleet = await ServedFleet.of(resources);
  await fleet.changeWorld(quick);
  const servers = Array.from({ length: resources }, (_, number) => serverIdOf(number));
  const declared = { "bench:fleet": { servers, vault: vaultId } };
  const floor = await BenchStack.create("floor", "floor", declared);
  const ours = await BenchStack.create("images", "images", {
    ...declared,
    "ecs-lifecycle:profile": "served",
    "ecs-lifecycle:profiles": { served: fleet.profile },
  });
  try {
    const figures = await measure(fleet, floor, ours);
    floor.remove();
    ours.remove();
    return figures;
  } finally {
    fleet.stop();
  }
}

async function measure(fleet: ServedFleet, floor: BenchStack, ours: BenchStack): Promise<EngineFigures> {
  const callsSoFar = async (): Promise<number> => (await fleet.calls()).length;
  const fresh = await compare(ours, floor, (stack) => stack.preview(), roundsOfNew);
  const previewOfNew = { ...fresh, calls: (await callsSoFar()) / (roundsOfNew + 1) };
  const nothing = await floor.create(resources);
  const made = await ours.create(resources);
  const create = {
    cpuMs: (made.providerCpuMs - nothing.providerCpuMs) / resources,
    calls: (await callsSoFar()) / resources,
    seconds: made.seconds,
  };
  const stateBytesBeyondShell = stateBytes(await ours.saved()) - stateBytes(await floor.saved());
  const unchanged = await compare(ours, floor, (stack) => stack.up(), rounds);
  const upWithoutChanges = { ...unchanged, calls: await callsSoFar() };
  const preview = await compare(ours, floor, (stack) => stack.preview(), rounds);
  await callsSoFar();
  const refreshed = await compare(ours, floor, (stack) => stack.refresh(), rounds);
  const refresh = { ...refreshed, calls: (await callsSoFar()) / (rounds + 1) };
  return { resources, upWithoutChanges, preview, refresh, previewOfNew, create, stateBytesBeyondShell };
}
