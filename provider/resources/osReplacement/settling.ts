import type { Disk } from "../../ports/disks";
import type { Server } from "../../ports/servers";
import { digestOf, type OperationRecord } from "../../procedures/operationRecord";

/** The guide: a change takes 10 to 20 minutes. */
const longestChangeSeconds = 20 * 60;

/** A server's first disk is made with it: one that is so much younger has replaced another. */
const sameAgeSeconds = 5 * 60;

/**
 * Seconds for which password or key may still be injected (OSR-12) although no record tells of a change: the system disk
 * was replaced a short while ago, by a run whose record the platform has lost, or by somebody else.
 * @param records of all resources, beside the server: one that is settled has waited for its own change
 */
export function injectionLeft(
  server: Server,
  disk: Disk | undefined,
  records: readonly OperationRecord[],
  { settleSeconds, now }: { settleSeconds: number; now: number },
): number {
  const [born, replaced] = [server.createdAt, disk?.createdAt];
  if (born === undefined || replaced === undefined || replaced - born <= sameAgeSeconds) return 0;
  const left = replaced + longestChangeSeconds + settleSeconds - now;
  if (left <= 0 || records.some((record) => hasSettled(record, server, replaced))) return 0;
  return left;
}

/** Whether the disk came by the operation in the record, and that was followed to its end. */
function hasSettled(record: OperationRecord, { systemDiskId }: Server, replaced: number): boolean {
  const { kind, state, attemptAt, systemDiskDigest } = record;
  const isItsDisk =
    systemDiskDigest !== digestOf(systemDiskId ?? "") && replaced - attemptAt <= longestChangeSeconds;
  // What was recorded later has seen this disk, and waited for it.
  return kind === "OsReplacement" && state === "settled" && (isItsDisk || attemptAt > replaced);
}
