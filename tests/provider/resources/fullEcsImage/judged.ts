import { judge, type Judgement } from "../../../../provider/constraints/constraint";
import {
  fullEcsImageConstraints,
  type LiveFacts,
} from "../../../../provider/resources/fullEcsImage/constraints";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { isAmong, ofNumber } from "../judgement";
import { disks, goal, server, vault } from "./samples";

export { assertAnnounced, assertMet, assertRefused, notLookedUp } from "../judgement";

/** What the cloud shows where all is well. */
export const allWell: LiveFacts = {
  servers: { value: [server] },
  disks: { value: disks },
  vaults: { value: [vault] },
  namesakes: { value: [] },
  quota: { value: { used: 3, limit: 50 } },
};

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
  return ofNumber(
    id,
    judge(fullEcsImageConstraints, "input", { inputs, isUnknown: isAmong(unknown), ...known }),
  );
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
  return ofNumber(id, judge(fullEcsImageConstraints, "preflight", facts));
}

/** What the records of one number find at preflight where some inputs are not known, so that nothing was looked up. */
export function judgedWithoutLook(id: string, inputs: Partial<FullEcsImageInputs> = {}): Judgement {
  return ofNumber(id, judge(fullEcsImageConstraints, "preflight", { inputs, isUnknown: () => true }));
}
