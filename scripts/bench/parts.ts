import type { World } from "../../emulator";
import { countCalls, type Calls } from "./calls";
import { engineFigures, type EngineFigures } from "./engine/figures";
import { loadMilliseconds } from "./loading";
import { installedSize, type InstalledSize } from "./installedSize";
import { tenMinuteImage, type TenMinuteImage } from "./tenMinuteImage";
import { memoryOfWaits, type WaitingMemory } from "./waits/memory";

/** How images of about ten minutes are followed: in the usual world, and in others. */
export interface TenMinuteImages {
  usual: TenMinuteImage[];
  others: { world: Partial<World>; images: TenMinuteImage[] }[];
}

/** What the parts give, each under its name. */
export interface Measured {
  calls?: Calls;
  image10min?: TenMinuteImages;
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

async function inWorld(world: Partial<World>): Promise<TenMinuteImage[]> {
  const images: TenMinuteImage[] = [];
  for (const spread of spreads) images.push(await tenMinuteImage(spread, world));
  return images;
}

async function tenMinuteImages(): Promise<TenMinuteImages> {
  const usual = await inWorld({});
  const others: TenMinuteImages["others"] = [];
  for (const world of otherWorlds) others.push({ world, images: await inWorld(world) });
  return { usual, others };
}

/** In the order in which they are measured: what depends on the machine comes last. */
export const parts: readonly Part[] = [
  {
    name: "calls",
    title: "calls of refresh and update",
    measure: async () => ({ calls: await countCalls() }),
  },
  {
    name: "image10min",
    title: "images of about ten minutes",
    measure: async () => ({ image10min: await tenMinuteImages() }),
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
