import type { Cloud } from "../ports/cloud";

/** What was looked up for a submission to be judged by. */
export interface Examined<Facts> {
  facts: Facts;
  /** When, in seconds since 1970. */
  at: number;
  /** How long that took. */
  tookSeconds: number;
}

/** For how long it may be judged. */
const examinedSeconds = 60;
/**
 * And longer where looking it up took long, so many times: among hundreds of operations at once every call waits for its
 * turn, and none of them would ever get to its request.
 */
const timesOfExamining = 4;

/** Looks it up, and notes how long that takes. */
export async function examine<Facts>(
  cloud: Pick<Cloud, "now">,
  look: () => Promise<Facts>,
): Promise<Examined<Facts>> {
  const began = cloud.now();
  const facts = await look();
  const at = cloud.now();
  return { facts, at, tookSeconds: at - began };
}

/** Whether it is too old to be judged. */
export function isOutdated({ at, tookSeconds }: Examined<unknown>, now: number): boolean {
  return now - at > examinedSeconds + timesOfExamining * tookSeconds;
}
