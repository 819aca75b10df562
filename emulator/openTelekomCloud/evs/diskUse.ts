import type { CloudState, DiskState } from "../cloudState";
import { attachedDisks } from "./attachedDisks";

/** How many disks, and how many GB. */
export interface DiskUse {
  volumes: number;
  gigabytes: number;
}

/** What the project has of disks (of one type), and what is promised to disks that are about to be made. */
export function diskUse(state: CloudState, type?: string): { inUse: DiskUse; reserved: DiskUse } {
  const promised = state.operations.flatMap((operation) =>
    operation.kind === "osChange" && operation.stage === "queued" ? [operation.newDisk] : [],
  );
  const present = attachedDisks(state).map(({ disk }) => disk);
  return { inUse: sum(present, type), reserved: sum(promised, type) };
}

/** What the project may have of disks (of one type); -1: as much as it likes. */
export function diskLimit({ diskQuota }: CloudState, type?: string): DiskUse {
  if (type === undefined) return { volumes: diskQuota.volumes, gigabytes: diskQuota.gigabytes };
  return diskQuota.types[type] ?? { volumes: -1, gigabytes: -1 };
}

function sum(disks: DiskState[], type: string | undefined): DiskUse {
  const counted = disks.filter(({ volumeType }) => type === undefined || volumeType === type);
  return {
    volumes: counted.length,
    gigabytes: counted.reduce((total, { sizeGb }) => total + sizeGb, 0),
  };
}
