import type { Cloud } from "../../ports/cloud";
import type { Disk } from "../../ports/disks";
import type { EncryptionKey } from "../../ports/keys";
import type { Server, ServerJob } from "../../ports/servers";
import { digestOf, type OperationRecord } from "../../procedures/operationRecord";
import { unlessRefused } from "../unlessRefused";
import { encryptionFound } from "./encryptionFound";
import type { Goal } from "./goal";
import type { OsReplacementInputs } from "./inputs";
import type { Before, LeftServer } from "./outcome";
import { isOfTheseInputs } from "./retry";
import { addressesOf, dataDiskIds } from "./serverFacts";

/** What reading the server afterwards has found. */
export interface Verification {
  /** What is as it has to be, one sentence each. */
  verified: string[];
  /** What nothing tells any more: a run was interrupted, or the cloud does not say. */
  notVerifiable: string[];
  /** What is not as the documents promise. */
  differences: string[];
  /** Servers that appeared meanwhile and remain (OSR-23). */
  leftServers: LeftServer[];
  isOldDiskThere: boolean;
  /** The system disk was made before the attempt, or after its job had ended: somebody else has put it there. */
  isOthersDisk: boolean;
}

/** What was known before the change. */
export interface KnownBefore {
  before: Before | undefined;
  /** IDs of all servers of the account. */
  serverIds: readonly string[] | undefined;
}

/** Digest of the disks that have to stay. */
export function dataDisksDigest(server: Server): string {
  return digestOf(dataDiskIds(server));
}

/** Digest of the addresses that have to stay. */
export function addressesDigest({ addresses }: Server): string {
  return digestOf(addresses.map(({ ip, mac = "" }) => `${ip} ${mac}`).sort());
}

/** Reads what is there after the change, and compares it with what was there before. Changes nothing. */
export async function verify(
  cloud: Cloud,
  server: Server,
  { record, job }: { record: OperationRecord; job: ServerJob | undefined },
  known: KnownBefore,
  goal: Goal,
): Promise<{ verification: Verification; systemDisk: Disk | undefined }> {
  const oldId = known.before?.systemDisk?.id;
  const { systemDiskId } = server;
  const systemDisk =
    systemDiskId === undefined ? undefined : await unlessRefused(() => cloud.disks.get(systemDiskId));
  const oldDisk =
    oldId === undefined || oldId === systemDiskId
      ? undefined
      : await unlessRefused(() => cloud.disks.get(oldId));
  // What was begun with other inputs was not asked for by these.
  const isAskedFor = isOfTheseInputs(goal, record);
  const encryption = isAskedFor ? goal.inputs.encryption : undefined;
  const imageId = isAskedFor ? goal.imageId : undefined;
  const keys = encryption && !encryption.keyId ? await unlessRefused(() => cloud.keys.list()) : undefined;
  const servers = known.serverIds === undefined ? undefined : await unlessRefused(() => cloud.servers.list());
  const verification = compare({
    ...{ server, record, known, systemDisk, oldDisk, imageId, encryption, keys },
    endedAt: job?.endedAt,
  });
  verification.leftServers = (servers ?? [])
    .filter(({ id }) => known.serverIds?.includes(id) === false)
    .map(({ id, name }) => ({ id, name }));
  if (!servers) verification.notVerifiable.push("whether the temporary server of the change is gone");
  return { verification, systemDisk };
}

/** What was read. */
export interface Readings {
  server: Server;
  record: OperationRecord;
  known: Pick<KnownBefore, "before">;
  systemDisk: Disk | undefined;
  /** undefined: gone, or not known which one it was. */
  oldDisk: Disk | undefined;
  /** When the job has ended, in seconds since 1970; absent: it is not known. */
  endedAt?: number | undefined;
  /** The image that was asked for; absent: it is not known. */
  imageId?: string | undefined;
  /** What was asked for; absent: the disk is whatever the image makes it. */
  encryption?: OsReplacementInputs["encryption"];
  /** The account's keys; undefined: not needed, or they could not be looked up. */
  keys?: readonly EncryptionKey[] | undefined;
}

/** Compares what was read with what was there before; the servers are not part of it. */
export function compare({ server, record, known, systemDisk, oldDisk, ...asked }: Readings): Verification {
  const found: Verification = {
    ...{ verified: [], notVerifiable: [], differences: [], leftServers: [] },
    isOldDiskThere: oldDisk !== undefined,
    isOthersDisk: isMadeOutside(systemDisk?.createdAt, { from: record.attemptAt, to: asked.endedAt }),
  };
  const { before } = known;
  const judge = (what: string, isSame: boolean | undefined, difference: string): void => {
    if (isSame === undefined) found.notVerifiable.push(what);
    else if (isSame) found.verified.push(what);
    else found.differences.push(difference);
  };
  const { verified, notVerifiable } = found;
  if (server.systemDiskId === undefined || digestOf(server.systemDiskId) === record.systemDiskDigest)
    notVerifiable.push("whether the system disk is another one");
  else verified.push(`the system disk is another one: ${server.systemDiskId}`); // OSR-01
  const shown = server.imageId;
  judge(
    shown === undefined ? "the server's image" : `the server shows image ${shown}`, // OSR-22
    shown === undefined ? undefined : asked.imageId === undefined || shown === asked.imageId,
    `the server has image ${shown ?? "unknown"} now, and image ${asked.imageId ?? "unknown"} was put on it`,
  );
  judge(
    "the server is running", // OSR-08
    server.state === "running",
    `the server is ${server.stateText} now, and was started after the change`,
  );
  if (oldDisk) notVerifiable.push(`the old system disk ${oldDisk.id} is still there`);
  else if (before?.systemDisk) verified.push(`the old system disk ${before.systemDisk.id} is gone`);
  else notVerifiable.push("whether the old system disk is gone");
  const dataDisks = dataDiskIds(server);
  judge(
    "the data disks are the same", // OSR-06
    dataDisksDigest(server) === record.disksDigest,
    `the data disks are ${dataDisks.join(", ") || "none"} now${before ? `, and were ${before.dataDiskIds.join(", ") || "none"}` : ""}`,
  );
  judge(
    "IP and MAC addresses are the same", // OSR-10
    // An empty list proves nothing: the cloud may not say.
    record.addressesDigest === undefined || server.addresses.length === 0
      ? undefined
      : addressesDigest(server) === record.addressesDigest,
    `the addresses are ${addressesText(addressesOf(server.addresses))} now${before ? `, and were ${addressesText(before.addresses)}` : ""}`,
  );
  const oldType = before?.systemDisk?.type;
  judge(
    "the system disk has the type of the old one", // OSR-09
    oldType === undefined || !systemDisk ? undefined : systemDisk.type === oldType,
    `the new system disk is of type ${systemDisk?.type ?? "unknown"}, and the old one was of type ${oldType ?? "unknown"}`,
  );
  if (asked.encryption)
    for (const { what, isSo, difference } of encryptionFound(asked.encryption, systemDisk, asked.keys))
      judge(what, isSo, difference); // OSR-15
  return found;
}

function isMadeOutside(
  createdAt: number | undefined,
  { from, to = Infinity }: { from: number; to: number | undefined },
): boolean {
  return createdAt !== undefined && (createdAt < from || createdAt > to);
}

function addressesText(addresses: Before["addresses"]): string {
  return addresses.map(({ ip, mac }) => (mac === undefined ? ip : `${ip} (${mac})`)).join(", ") || "none";
}
