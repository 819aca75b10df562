import { median } from "../statistics";
import type { BenchStack, Taken } from "./stack";

/** A command of ours beside the same one of a provider that does nothing. */
export interface Comparison {
  /** Median of the pairs' ratios, and the smallest and the largest of them. */
  ratio: number;
  ratioFrom: number;
  ratioTo: number;
  /** Medians. */
  seconds: number;
  floorSeconds: number;
}

/** Takes the two in turn, so that both see the machine as fast as it is at that time; the first pair does not count. */
export async function compare(
  ours: BenchStack,
  floor: BenchStack,
  command: (stack: BenchStack) => Promise<Taken>,
  rounds: number,
): Promise<Comparison> {
  const pairs: { ours: number; floor: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: (await command(ours)).seconds, floor: (await command(floor)).seconds };
    if (round > 0) pairs.push(pair);
  }
  const ratios = pairs.map((pair) => pair.ours / pair.floor);
  return {
    ...{ ratio: median(ratios), ratioFrom: Math.min(...ratios), ratioTo: Math.max(...ratios) },
    seconds: median(pairs.map((pair) => pair.ours)),
    floorSeconds: median(pairs.map((pair) => pair.floor)),
  };
}
