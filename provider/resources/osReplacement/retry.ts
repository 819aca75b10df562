import type { Disk } from "../../ports/disks";
import type { Server } from "../../ports/servers";
import { staleAfterSeconds } from "../../procedures/journal";
import { digestOf, type OperationRecord } from "../../procedures/operationRecord";
import { triggersDigest } from "./asItIs";
import type { Retry } from "./constraints";
import type { OsReplacementInputs } from "./inputs";

/** The documents allow one retry, and no more (OSR-25). */
export const mostAttempts = 2;

/** How long after its end nobody is thought to have written data to the disk that a failed job has left. */
const freshSeconds = 5 * 60;

/** What is to be reached, as far as it counts for attempts. */
export interface Meant {
  serverId: string;
  imageId: string;
  inputs: Partial<OsReplacementInputs>;
}

/** What changing means another change of the OS: the record's digest. */
export function inputsDigest({ inputs, serverId, imageId }: Meant): string {
  const { encryption, licenseType, userData, triggers } = inputs;
  // Too short to find the text by trying: it is secret, and the record is not.
  const userDataHint = digestOf(userData ?? "").slice(0, 4);
  return digestOf({ serverId, imageId, encryption, licenseType, userDataHint, triggers });
}

/** Whether the operation in the record, where there is one, was begun with these inputs. */
export function isOfTheseInputs(meant: Meant, record: OperationRecord | undefined): boolean {
  return !record || record.inputsDigest === inputsDigest(meant);
}

/** Whether a failed attempt counts for these inputs: other triggers begin anew. */
export function isToBeRetried({ inputs }: Pick<Meant, "inputs">, record: OperationRecord): boolean {
  return record.state === "failed" && record.triggersDigest === triggersDigest(inputs);
}

/** Whether the attempt is so old that a person has to look before anything else is destroyed. */
export function isStale({ attemptAt }: OperationRecord, now: number): boolean {
  return now - attemptAt > staleAfterSeconds;
}

/**
 * What the record of a failed first attempt means for the second: its consent holds for what it left, as long as nothing
 * else is asked for and it is not long ago. undefined: consent is judged as if there had been none.
 */
export function retryOf(meant: Meant, record: OperationRecord | undefined, now: number): Retry | undefined {
  return record && !isStale(record, now) ? lastAttemptOf(meant, record) : undefined;
}

/** The disks of the last attempt for these inputs, if it has failed, however long ago. */
export function lastAttemptOf(meant: Meant, record: OperationRecord | undefined): Retry | undefined {
  if (!record || !isToBeRetried(meant, record) || !isOfTheseInputs(meant, record)) return undefined;
  const { systemDiskDigest, leftDiskDigest } = record;
  return { systemDiskDigest, leftDiskDigest };
}

/**
 * Digest of the system disk that a failed attempt has left: the one of before, or one that was made while the attempt ran.
 * undefined: it is not known. Nobody was looking when it ended, or somebody may have put the disk there.
 */
export function diskLeftBy(
  { systemDiskDigest, attemptAt }: OperationRecord,
  { id, createdAt }: Pick<Disk, "id" | "createdAt">,
  { endedAt, now }: { endedAt: number | undefined; now: number },
): string | undefined {
  const present = digestOf(id);
  if (present === systemDiskDigest) return present;
  if (endedAt === undefined || createdAt === undefined || now - endedAt > freshSeconds) return undefined;
  return createdAt >= attemptAt && createdAt < endedAt ? present : undefined;
}

/**
 * The record that says that both attempts were unsuccessful: of this resource, or of another one on this very disk, because
 * renaming is no third attempt.
 */
export function usedUpRecord(
  { inputs }: Pick<Meant, "inputs">,
  server: Server | undefined,
  { record: own, others }: { record: OperationRecord | undefined; others: readonly OperationRecord[] },
): OperationRecord | undefined {
  const isUsedUp = (record: OperationRecord): boolean =>
    isToBeRetried({ inputs }, record) && record.attempt >= mostAttempts;
  if (own && isUsedUp(own)) return own;
  const present = digestOf(server?.systemDiskId ?? "");
  return others.find(
    (record) =>
      record.kind === "OsReplacement" &&
      isUsedUp(record) &&
      [record.systemDiskDigest, record.leftDiskDigest].includes(present),
  );
}
