import assert from "node:assert/strict";
import { judge, type Judgement } from "../../../../provider/constraints/constraint";
import {
  fullEcsImageConstraints,
  type LiveFacts,
} from "../../../../provider/resources/fullEcsImage/constraints";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { disks, goal, server, vault } from "./samples";

/** What the cloud shows where all is well. */
export const allWell: LiveFacts = {
  servers: { value: [server] },
  disks: { value: disks },
  vaults: { value: [vault] },
  namesakes: { value: [] },
  quota: { value: { used: 3, limit: 50 } },
};

/** What a failed look gives. */
export const notLookedUp = { unknown: "GET cbr /v3/p/vaults: HTTP 503." };

/**
 * What the records of one number find in inputs alone.
 * @param unknown paths of what is not known yet
 */
export function judgedInputs(
  id: string,
  inputs: Partial<FullEcsImageInputs>,
  unknown: readonly string[] = [],
  known: { exists?: boolean; defaultTags?: Record<string, string> } = {},
): Judgement {
  return of(id, judge(fullEcsImageConstraints, "input", { inputs, isUnknown: isAmong(unknown), ...known }));
}

/**
 * What the records of one number find in what the cloud shows, where the rest is well.
 * @param unknown paths of what is not known yet
 */
export function judgedLive(
  id: string,
  live: Partial<LiveFacts>,
  inputs: Partial<FullEcsImageInputs> = {},
  unknown: readonly string[] = [],
): Judgement {
  const facts = {
    inputs: { ...goal.inputs, ...inputs },
    isUnknown: isAmong(unknown),
    live: { ...allWell, ...live },
  };
  return of(id, judge(fullEcsImageConstraints, "preflight", facts));
}

/** What the records of one number find at preflight where some inputs are not known, so that nothing was looked up. */
export function judgedWithoutLook(id: string, inputs: Partial<FullEcsImageInputs> = {}): Judgement {
  return of(id, judge(fullEcsImageConstraints, "preflight", { inputs, isUnknown: () => true }));
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

function of(id: string, { refusals, announcements }: Judgement): Judgement {
  const isOf = (text: string): boolean => text.includes(`[${id}: `);
  return {
    refusals: refusals.filter(({ reason }) => isOf(reason)),
    announcements: announcements.filter(isOf),
  };
}

function isAmong(unknown: readonly string[]): (path: string) => boolean {
  return (path) => unknown.some((one) => path === one || path.startsWith(`${one}.`));
}
