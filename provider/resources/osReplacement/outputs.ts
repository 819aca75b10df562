import type { AccountIdentity } from "../../ports/cloud";
import type { OsImage } from "../../ports/osImages";
import type { OsFamily, Server } from "../../ports/servers";
import { formatRecord, type OperationRecord } from "../../procedures/operationRecord";
import type { BaseOutputs } from "../definition";
import type { FollowUp } from "../followUp";
import { followUpsOf } from "./followUps";
import { osReplacementChanges, type OsReplacementInputs } from "./inputs";
import type { Attempt, Before, LeftServer, SystemDisk } from "./outcome";
import type { Verification } from "./verification";

/** Outputs of OsReplacement, the inputs among them; `sdk/osReplacement.ts` documents them for users. */
export interface OsReplacementOutputs extends BaseOutputs, OsReplacementInputs {
  serverId?: string;
  serverName?: string;
  /** The image that was asked for: a name is resolved once. */
  imageId?: string;
  imageName?: string;
  imageKind?: "public" | "private" | "shared";
  /** Why nothing was changed; absent: the OS was changed. */
  nothingDone?: string;
  /** Of the OS that the server has: absent until that is known to be the one that was asked for. */
  osFamily?: OsFamily;
  osVersion?: string;
  systemDisk?: SystemDisk;
  before?: Before;
  attempts?: Attempt[];
  verified?: string[];
  notVerifiable?: string[];
  /** Servers that appeared during the change, and remain (OSR-23). */
  leftServers?: LeftServer[];
  changedAt?: string;
  /** What the server has now, where somebody else has changed it since; absent: what was made. */
  drift?: string;
  /** ID of the image that the server shows instead of the one that was asked for. */
  presentImageId?: string;
  followUps?: FollowUp[];
  /** The record of an operation that has not ended: the platform may lose it with the server's metadata. */
  openRecord?: string;
}

/** What an operation or a look has found out. */
export interface Found {
  account: AccountIdentity;
  settled: boolean;
  serverId: string;
  imageId: string;
  image?: OsImage | undefined;
  server?: Server | undefined;
  systemDisk?: SystemDisk | undefined;
  before?: Before | undefined;
  attempts?: Attempt[] | undefined;
  verification?: Verification | undefined;
  nothingDone?: string | undefined;
  /** Seconds since 1970. */
  changedAt?: number | undefined;
  openRecord?: OperationRecord | undefined;
}

/** @param earlier what was known before: what was not looked at is kept */
export function outputsOf(
  inputs: OsReplacementInputs,
  found: Found,
  earlier: Partial<OsReplacementOutputs> = {},
): OsReplacementOutputs {
  const { account, settled, serverId, imageId, image, server, verification } = found;
  const systemDisk = systemDiskOf(found);
  // Until then the server has not got what was asked for.
  const osFamily = settled ? (image?.osFamily ?? server?.osFamily) : undefined;
  const osVersion = settled ? image?.osVersion : undefined;
  const known: OsReplacementOutputs = {
    ...keptFacts(earlier),
    ...inputs,
    ...{ stateVersion: 1, settled, account, serverId, imageId },
    ...(server && { serverName: server.name }),
    ...(image && { imageName: image.name, imageKind: image.kind }),
    ...(osVersion !== undefined && { osVersion }),
    ...(osFamily !== undefined && { osFamily }),
    ...(systemDisk && { systemDisk }),
    ...(found.before && { before: found.before }),
    ...(found.attempts && { attempts: found.attempts }),
    ...(found.nothingDone !== undefined && { nothingDone: found.nothingDone }),
    ...(found.changedAt !== undefined && { changedAt: new Date(found.changedAt * 1000).toISOString() }),
    ...(found.openRecord && { openRecord: formatRecord(found.openRecord) }),
    ...(verification && {
      verified: verification.verified,
      notVerifiable: verification.notVerifiable,
      leftServers: verification.leftServers,
    }),
  };
  return settled ? { ...known, followUps: followUpsOf(known, image) } : known;
}

function systemDiskOf({ server, systemDisk }: Found): SystemDisk | undefined {
  if (systemDisk) return systemDisk;
  return server?.systemDiskId === undefined ? undefined : { id: server.systemDiskId };
}

/** Earlier outputs that are no inputs, and that a look does not renew. */
function keptFacts(earlier: Partial<OsReplacementOutputs>): Partial<OsReplacementOutputs> {
  const isKept = (name: string): boolean =>
    !name.startsWith("__") &&
    !["followUps", "drift", "presentImageId", "openRecord"].includes(name) &&
    !Object.hasOwn(osReplacementChanges, name);
  return Object.fromEntries(Object.entries(earlier).filter(([name]) => isKept(name)));
}
