import { SeededRandom } from "../../tests/cuts/random";

const runs = 40;

/** How long each run really takes: drawn from a seed, evenly, up to a share `spread` longer or shorter than usual. */
export function drawnDurations(usualSeconds: number, spread: number): number[] {
  const random = new SeededRandom(1);
  return Array.from(
    { length: runs },
    () => usualSeconds * (1 + spread * (random.below(20_001) / 10_000 - 1)),
  );
}
