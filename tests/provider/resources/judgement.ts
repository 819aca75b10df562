import assert from "node:assert/strict";
import type { Judgement } from "../../../provider/constraints/constraint";

/** What a failed look gives. */
export const notLookedUp = { unknown: "GET cbr /v3/p/vaults: HTTP 503." };

/** What of a judgement the records of one number have found. */
export function ofNumber(id: string, { refusals, announcements }: Judgement): Judgement {
  const isOf = (text: string): boolean => text.includes(`[${id}: `);
  return {
    refusals: refusals.filter(({ reason }) => isOf(reason)),
    announcements: announcements.filter(isOf),
  };
}

/** Whether a path is, or is within, one of these. */
export function isAmong(unknown: readonly string[]): (path: string) => boolean {
  return (path) => unknown.some((one) => path === one || path.startsWith(`${one}.`));
}

/** Throws unless nothing is said. */
export function assertMet(judgement: Judgement, reason?: string): void {
  assert.deepEqual(judgement, { refusals: [], announcements: [] }, reason);
}

/** Throws unless this one property is refused, with all of these texts, what is expected, and a remedy. */
export function assertRefused(
  { refusals }: Judgement,
  property: string,
  ...texts: (string | RegExp)[]
): void {
  assert.deepEqual(
    refusals.map((refusal) => refusal.property),
    [property],
  );
  const reason = refusals[0]?.reason ?? "";
  for (const text of [...texts, /expected: \S/, /remedy: \S/])
    assert.ok(
      typeof text === "string" ? reason.includes(text) : text.test(reason),
      `${String(text)} is not in ${reason}`,
    );
}

/** Throws unless nothing is refused, and this one thing is said. */
export function assertAnnounced({ refusals, announcements }: Judgement, text: RegExp): void {
  assert.deepEqual(refusals, []);
  assert.equal(announcements.length, 1, announcements.join("\n"));
  assert.match(announcements[0] ?? "", text);
}
