import type { CloudState } from "../cloudState";
import { notEmulated, serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { attachedDisks } from "./attachedDisks";
import { diskLimit, diskUse } from "./diskUse";

/** These are always told. */
const diskTypes = ["SSD", "SAS", "SATA", "ESSD"];
const unlimited = -1;

/** How many disks and GB the project may have, and has. */
export function getQuotaSet({ state, parameters, query, requestId }: Call): Answer {
  if (parameters["target_project_id"] !== state.account.projectId) {
    throw serviceRefusal("EVS.0001", "invalid tenant id!");
  }
  if (query.get("usage")?.toLowerCase() !== "true") {
    throw notEmulated("a quota of disks without usage=True", requestId);
  }
  return { status: 200, body: { quota_set: { id: state.account.projectId, ...quotaSet(state) } } };
}

function quotaSet(state: CloudState): object {
  const { diskQuota } = state;
  const present = attachedDisks(state).map(({ disk }) => disk.volumeType);
  const types = new Set([...diskTypes, ...present, ...Object.keys(diskQuota.types)]);
  const ofTypes = [...types].flatMap((type) => [
    ...details(state, type),
    [`snapshots_${type}`, detail(unlimited, 0)] as const,
  ]);
  return {
    ...Object.fromEntries(details(state)),
    snapshots: detail(diskQuota.snapshots, 0),
    // Of the older backup service: the backups of CBR do not count here.
    backups: detail(diskQuota.backups, 0),
    backup_gigabytes: detail(diskQuota.backupGigabytes, 0),
    per_volume_gigabytes: detail(diskQuota.perVolumeGigabytes, 0),
    ...Object.fromEntries(ofTypes),
  };
}

function details(state: CloudState, type?: string): (readonly [string, object])[] {
  const limit = diskLimit(state, type);
  const { inUse, reserved } = diskUse(state, type);
  const suffix = type === undefined ? "" : `_${type}`;
  return (["volumes", "gigabytes"] as const).map((what) => [
    `${what}${suffix}`,
    detail(limit[what], inUse[what], reserved[what]),
  ]);
}

function detail(limit: number, inUse: number, reserved = 0): object {
  return { reserved, limit, in_use: inUse };
}
