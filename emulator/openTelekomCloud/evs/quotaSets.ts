import type { CloudState } from "../cloudState";
import { notEmulated, serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { attachedDisks } from "./attachedDisks";

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
  const disks = attachedDisks(state).map(({ disk }) => disk);
  const gigabytes = (type?: string) =>
    disks
      .filter(({ volumeType }) => type === undefined || volumeType === type)
      .reduce((sum, { sizeGb }) => sum + sizeGb, 0);
  const ofTypes = diskTypes.flatMap((type): [string, object][] => [
    [`volumes_${type}`, detail(unlimited, disks.filter(({ volumeType }) => volumeType === type).length)],
    [`gigabytes_${type}`, detail(unlimited, gigabytes(type))],
    [`snapshots_${type}`, detail(unlimited, 0)],
  ]);
  return {
    volumes: detail(diskQuota.volumes, disks.length),
    gigabytes: detail(diskQuota.gigabytes, gigabytes()),
    snapshots: detail(diskQuota.snapshots, 0),
    // Of the older backup service: the backups of CBR do not count here.
    backups: detail(diskQuota.backups, 0),
    backup_gigabytes: detail(diskQuota.backupGigabytes, 0),
    per_volume_gigabytes: detail(diskQuota.perVolumeGigabytes, 0),
    ...Object.fromEntries(ofTypes),
  };
}

function detail(limit: number, inUse: number): object {
  return { reserved: 0, limit, in_use: inUse };
}
