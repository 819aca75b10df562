import { createHash, randomBytes } from "node:crypto";

/**
 * The record of an operation, kept in the cloud beside the server that it concerns: what lets another run
 * find an operation whose own run was killed. See docs/decisions/records.md.
 */
export interface OperationRecord {
  /** Who wrote it: the Pulumi id of the resource. */
  generation: string;
  /** The kind of resource, for example "FullEcsImage". */
  kind: string;
  /** Digest of the inputs whose change means another operation. */
  inputsDigest: string;
  /** 1 for the first submission of the operation. */
  attempt: number;
  /** `intended`: may have been sent. `sent`: accepted. `failed`, `settled`: ended. */
  state: "intended" | "sent" | "failed" | "settled";
  /** When the operation was first intended, in the cloud's time: what it made is not older. Seconds since 1970. */
  since: number;
  /** When this attempt was intended, in the cloud's time. Seconds since 1970. */
  attemptAt: number;
  /** Digest of the IDs of the disks that the server had then: those that the operation is about, or that have to stay. */
  disksDigest: string;
  /** Digest of the ID of its system disk then. */
  systemDiskDigest: string;
  /** Whether the server was running then. */
  serverState: "running" | "stopped";
  /** The cloud's job, once known. */
  jobId?: string;
  /** Digest of the IP and MAC addresses that the server had then. */
  addressesDigest?: string;
  /** Digest of the user's triggers alone. */
  triggersDigest?: string;
  /** Of an attempt that failed: digest of the ID of the system disk that it left. */
  leftDiskDigest?: string;
  /** The attempt before this one. */
  earlier?: EarlierAttempt;
}

/** An attempt that failed, and was followed by another one. */
export interface EarlierAttempt {
  /** When it was intended, in the cloud's time. Seconds since 1970. */
  attemptAt: number;
  /** undefined: not known, the run was interrupted. */
  jobId: string | undefined;
}

const prefix = "ecs-lifecycle.";
const version = "1";

/** A new generation: the Pulumi id of what an operation makes. 16 hexadecimal digits. */
export function newGeneration(): string {
  return randomBytes(8).toString("hex");
}

/** A short digest of anything that is JSON, the same for the same content. 12 hexadecimal digits. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 12);
}

/** The key under which the records of a resource are kept: one a URN. */
export function recordKey(urn: string): string {
  return prefix + digestOf(urn);
}

/** Whether a key is one of ours. */
export function isRecordKey(key: string): boolean {
  return key.startsWith(prefix);
}

/** Whether the operation may still be going on. */
export function isUnsettled(record: OperationRecord): boolean {
  return record.state === "intended" || record.state === "sent";
}

/** The record as text of at most 255 characters, which is what a server's metadata can hold. */
export function formatRecord(record: OperationRecord): string {
  const fields = {
    v: version,
    k: record.kind,
    g: record.generation,
    i: record.inputsDigest,
    a: record.attempt,
    s: record.state,
    b: record.since,
    t: record.attemptAt,
    d: record.disksDigest,
    y: record.systemDiskDigest,
    p: record.serverState,
    ...(record.jobId !== undefined && { j: record.jobId }),
    ...(record.addressesDigest !== undefined && { n: record.addressesDigest }),
    ...(record.triggersDigest !== undefined && { x: record.triggersDigest }),
    ...(record.leftDiskDigest !== undefined && { z: record.leftDiskDigest }),
    ...(record.earlier && { f: `${record.earlier.attemptAt}:${record.earlier.jobId ?? ""}` }),
  };
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");
}

/** The record that a text holds; undefined where it is not one that this version can read. */
export function parseRecord(text: string): OperationRecord | undefined {
  const fields = new Map(text.split(" ").map((field) => field.split("=") as [string, string]));
  const [kind, generation, inputsDigest, disksDigest, systemDiskDigest] = ["k", "g", "i", "d", "y"].map(
    (key) => fields.get(key),
  );
  const [attempt, since, attemptAt] = [fields.get("a"), fields.get("b"), fields.get("t")].map(Number);
  const state = (["intended", "sent", "failed", "settled"] as const).find((s) => s === fields.get("s"));
  const serverState = (["running", "stopped"] as const).find((s) => s === fields.get("p"));
  if (fields.get("v") !== version || !kind || !generation || !inputsDigest) return undefined;
  if (!disksDigest || !systemDiskDigest || !serverState) return undefined;
  if (!state || !attempt || !since || !attemptAt) return undefined;
  const [jobId, addressesDigest, triggersDigest, leftDiskDigest] = ["j", "n", "x", "z"].map((key) =>
    fields.get(key),
  );
  const earlier = parseEarlier(fields.get("f"));
  return {
    ...{ generation, kind, inputsDigest, attempt, state, since, attemptAt },
    ...{ disksDigest, systemDiskDigest, serverState },
    ...(jobId && { jobId }),
    ...(addressesDigest && { addressesDigest }),
    ...(triggersDigest && { triggersDigest }),
    ...(leftDiskDigest && { leftDiskDigest }),
    ...(earlier && { earlier }),
  };
}

function parseEarlier(text: string | undefined): EarlierAttempt | undefined {
  const [, at, jobId] = /^(\d+):(.*)$/.exec(text ?? "") ?? [];
  return at === undefined ? undefined : { attemptAt: Number(at), jobId: jobId || undefined };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
