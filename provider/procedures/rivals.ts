import type { Rival } from "./journal";
import type { OperationRecord } from "./operationRecord";

/** Whether another resource's operation on the server comes before the own one: whoever was first, as both see it. */
export function goesFirst({ record: rival }: Rival, own: OperationRecord): boolean {
  if (!rival) return true;
  if (rival.state === "sent" || rival.attemptAt !== own.attemptAt)
    return rival.state === "sent" || rival.attemptAt < own.attemptAt;
  return rival.generation < own.generation;
}

/** What the user reads meanwhile, and what to do where nothing comes of it. */
export function waitingFor({ key, record }: Rival): string {
  const what = record
    ? `${record.kind} since ${new Date(record.since * 1000).toISOString()}`
    : "of a newer version";
  return (
    `waiting for another operation on the server (${what}). ` +
    `If no run works on it any more, delete the server's metadata key ${key}`
  );
}
