import type { Disk } from "../../ports/disks";
import type { Server, ServerAddress } from "../../ports/servers";
import type { Before, SystemDisk } from "./outcome";

/** The IDs of the disks that have to stay. */
export function dataDiskIds({ diskIds, systemDiskId }: Server): string[] {
  return diskIds.filter((id) => id !== systemDiskId).sort();
}

/** The addresses, as outputs: what is not known is left out. */
export function addressesOf(addresses: readonly ServerAddress[]): Before["addresses"] {
  return addresses.map(({ ip, mac }) => ({ ip, ...(mac !== undefined && { mac }) }));
}

/** The disk, as outputs. */
export function diskFacts({ id, sizeGb, type, encrypted }: Disk): SystemDisk {
  return { id, sizeGb, type, encrypted };
}
