import fc from "fast-check";

/** For each of check, diff and read. */
const runs = Math.ceil(Number(process.env["FUZZ_RUNS"] ?? 10_000) / 3);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);

/**
 * Tries a property with arbitrary values: a third of FUZZ_RUNS, 10,000 by default, from the seed FUZZ_SEED, 1 by
 * default. What fails is made as small as it can be, and shown with its seed and path.
 */
export async function holds<Values extends unknown[]>(
  arbitraries: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  property: (...values: Values) => Promise<void>,
): Promise<void> {
  const tried = fc.asyncProperty(fc.tuple<Values>(...arbitraries), (values) => property(...values));
  await fc.assert(tried, { numRuns: runs, seed });
}
