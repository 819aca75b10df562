import { judge, type Judgement } from "../../../../provider/constraints/constraint";
import {
  osReplacementConstraints,
  type LiveFacts,
} from "../../../../provider/resources/osReplacement/constraints";
import type { OsReplacementInputs } from "../../../../provider/resources/osReplacement/inputs";
import { isAmong, ofNumber } from "../judgement";
import { backup, image, inputs as usual, sampleTime, server, systemDisk } from "./samples";

export { assertAnnounced, assertMet, assertRefused, notLookedUp } from "../judgement";

/** What the cloud shows where all is well. */
export const allWell: LiveFacts = {
  servers: { value: [server] },
  systemDisk: { value: systemDisk },
  images: { value: [image] },
  imageBackup: { value: undefined },
  quota: { value: { volumes: 10, gigabytes: 1000, largestGb: undefined, ofType: {} } },
  keyPair: { value: { name: "ops", fingerprint: undefined } },
  keys: { value: [] },
  delegation: { value: "granted" },
  backup: { value: backup },
  ...{ now: sampleTime, isActing: false, retry: undefined },
};

/**
 * What the records of one number find in inputs alone.
 * @param unknown paths of what is not known yet
 */
export function judgedInputs(
  id: string,
  inputs: Partial<OsReplacementInputs>,
  unknown: readonly string[] = [],
): Judgement {
  return ofNumber(id, judge(osReplacementConstraints, "input", { inputs, isUnknown: isAmong(unknown) }));
}

/** What the records of one number find in what the cloud shows, where the rest is well. */
export function judgedLive(
  id: string,
  live: Partial<LiveFacts>,
  inputs: Partial<OsReplacementInputs> = {},
  unknown: readonly string[] = [],
): Judgement {
  const facts = {
    inputs: { ...usual, ...inputs },
    isUnknown: isAmong(unknown),
    live: { ...allWell, ...live },
  };
  return ofNumber(id, judge(osReplacementConstraints, "preflight", facts));
}
