import type { World } from "../../emulator";
import { countCalls, type Calls } from "./calls";
import { engineFigures, type EngineFigures } from "./engine/figures";
import { osChange, type OsChange, type Surroundings } from "./osChange";
import { loadMilliseconds } from "./loading";
import { installedSize, type InstalledSize } from "./installedSize";
import { tenMinuteImage, type TenMinuteImage } from "./tenMinuteImage";
import { memoryOfWaits, type WaitingMemory } from "./waits/memory";

/** How images of about ten minutes are followed: in the usual world, and in others. */
export interface TenMinuteImages {
  usual: TenMinuteImage[];
  others: { world: Partial<World>; images: TenMinuteImage[] }[];
}

/** How changes of an OS of about 15 minutes are followed: as usual, and in other surroundings. */
export interface OsChanges {
  usual: OsChange[];
  others: { surroundings: Surroundings; changes: OsChange[] }[];
}

/** What the parts give, each under its name. */
export interface Measured {
  calls?: Calls;
  image10min?: TenMinuteImages;
  osChange15min?: OsChanges;
  load?: { milliseconds: number; size: InstalledSize };
  memory?: WaitingMemory;
  engine?: EngineFigures;
}

/** One part of the figures. */
export interface Part {
  name: keyof Measured;
  title: string;
  measure: () => Promise<Measured>;
}

const spreads = [0, 0.2, 0.5];
const otherWorlds: Partial<World>[] = [{ jobEnds: "afterBackup" }, { visibilityLagSeconds: 5 }];

async function inEverySpread<Where, Figures>(
  measure: (spread: number, where: Where) => Promise<Figures>,
  where: Where,
): Promise<Figures[]> {
  const all: Figures[] = [];
  for (const spread of spreads) all.push(await measure(spread, where));
  return all;
}

async function tenMinuteImages(): Promise<TenMinuteImages> {
  const usual = await inEverySpread(tenMinuteImage, {});
  const others: TenMinuteImages["others"] = [];
  for (const world of otherWorlds) others.push({ world, images: await inEverySpread(tenMinuteImage, world) });
  return { usual, others };
}

const otherSurroundings: Surroundings[] = [{ world: { osChangeLagSeconds: 30 } }, { settleSeconds: 0 }];

async function osChanges(): Promise<OsChanges> {
  const usual = await inEverySpread(osChange, {});
  const others: OsChanges["others"] = [];
  for (const surroundings of otherSurroundings)
    others.push({ surroundings, changes: await inEverySpread(osChange, surroundings) });
  return { usual, others };
}

/** In the order in which they are measured: what depends on the machine comes last. */
export const parts: readonly Part[] = [
  {
    name: "calls",
    title: "calls of refresh, update and up without changes",
    measure: async () => ({ calls: await countCalls() }),
  },
  {
    name: "image10min",
    title: "images of about ten minutes",
    measure: async () => ({ image10min: await tenMinuteImages() }),
  },
  {
    name: "osChange15min",
    title: "changes of an OS of about 15 minutes",
    measure: async () => ({ osChange15min: await osChanges() }),
  },
  {
    name: "load",
    title: "loading and installing the package",
    measure: async () => ({ load: { milliseconds: loadMilliseconds(), size: installedSize() } }),
  },
  {
    name: "memory",
    title: "memory of a thousand waits (up to five minutes)",
    measure: async () => ({ memory: await memoryOfWaits() }),
  },
  {
    name: "engine",
    title: "the real engine, beside a provider that does nothing (five minutes)",
    measure: async () => ({ engine: await engineFigures() }),
  },
];
