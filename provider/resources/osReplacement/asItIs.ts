import type { Disk } from "../../ports/disks";
import type { EncryptionKey } from "../../ports/keys";
import type { Server } from "../../ports/servers";
import { digestOf, type OperationRecord } from "../../procedures/operationRecord";
import type { Looked } from "../looked";
import { encryptionFound } from "./encryptionFound";
import type { OsReplacementInputs } from "./inputs";

/** What tells whether a server already is as it is asked for. */
export interface Present {
  server: Server;
  /** Name of the image that is asked for; undefined: the cloud does not show it. */
  imageName?: string | undefined;
  systemDisk: Looked<Disk | undefined>;
  keys: Looked<EncryptionKey[]>;
  /** The record of this resource's last operation on it. */
  record: OperationRecord | undefined;
}

/** Digest of the triggers alone: what they say again is done again. */
export function triggersDigest({ triggers }: Pick<OsReplacementInputs, "triggers">): string {
  return digestOf(triggers ?? []);
}

/**
 * Why nothing is to be done to a server; undefined: something is. A server that has the image and the encryption is never
 * changed, unless triggers are set and differ from those in the record. Without a record nothing is known to differ.
 */
export function whyNothingToDo(
  inputs: Partial<OsReplacementInputs>,
  imageId: string,
  { server, imageName, systemDisk, keys, record }: Present,
): string | undefined {
  const encryption = encryptionOf(inputs, systemDisk, keys);
  // What cannot be looked up is no reason to destroy anything.
  if (server.imageId !== imageId || encryption === "otherwise") return undefined;
  if (record?.state === "failed" && !isRecovered(server, record)) return undefined;
  const hasTriggers = inputs.triggers !== undefined && inputs.triggers !== null;
  if (hasTriggers && record && record.triggersDigest !== triggersDigest(inputs)) return undefined;
  const encrypted = {
    ...{ "not asked for": "", "as asked for": " with the encryption asked for" },
    "not known": " (whether its disk is encrypted as asked for could not be looked up)",
  }[encryption];
  const again = hasTriggers
    ? record
      ? "triggers are those of the last change"
      : "no record tells of earlier triggers: one is written now, and the next change of triggers is carried out"
    : "to have it done again, set or change triggers";
  const named = imageName === undefined ? "" : ` (${JSON.stringify(imageName)})`;
  return `${server.name} has image ${imageId}${named}${encrypted} already: its system disk is left alone${withoutEffect(inputs)} (${again}).`;
}

/** What only a change of the OS would bring to the server. */
function withoutEffect(inputs: Partial<OsReplacementInputs>): string {
  const names = (["licenseType", "userData", "keyPair", "password"] as const).filter((name) => inputs[name]);
  if (names.length === 0) return "";
  return `, and ${names.join(", ")} ${names.length === 1 ? "has" : "have"} no effect`;
}

/** After a failed change: somebody has brought the server to the goal. */
function isRecovered({ state, systemDiskId }: Server, record: OperationRecord): boolean {
  return state === "running" && digestOf(systemDiskId ?? "") !== record.systemDiskDigest;
}

/** Whether the disk is encrypted as asked for. */
function encryptionOf(
  { encryption }: Partial<OsReplacementInputs>,
  systemDisk: Looked<Disk | undefined>,
  keys: Looked<EncryptionKey[]>,
): "not asked for" | "as asked for" | "otherwise" | "not known" {
  if (!encryption) return "not asked for";
  const disk = "value" in systemDisk ? systemDisk.value : undefined;
  const found = encryptionFound(encryption, disk, "value" in keys ? keys.value : undefined);
  if (found.some(({ isSo }) => isSo === false)) return "otherwise";
  return found.every(({ isSo }) => isSo) ? "as asked for" : "not known";
}
