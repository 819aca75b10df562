import { findEngine } from "../engine/find.mjs";
import { build } from "../setup/build.mjs";

const providers = { build, engine: findEngine };

/** @type {Map<import("./steps.mjs").Need, Promise<unknown>>} */
const begun = new Map();

/**
 * Sees to it that what a step needs is there; several steps with the same need cause it once, and fail with it.
 *
 * @param {import("./steps.mjs").Need[]} needs
 */
export async function provide(needs) {
  for (const need of needs) {
    const attempt = begun.get(need) ?? providers[need]();
    begun.set(need, attempt);
    await attempt;
  }
}
