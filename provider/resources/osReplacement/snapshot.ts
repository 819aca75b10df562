import type { Cloud } from "../../ports/cloud";
import type { Server } from "../../ports/servers";
import { unlessRefused } from "../unlessRefused";
import type { Before } from "./outcome";
import { addressesOf, dataDiskIds, diskFacts } from "./serverFacts";

/** How a server is before its OS is changed: what cannot be looked up is not verified afterwards. */
export async function beforeOf({ disks }: Pick<Cloud, "disks">, server: Server): Promise<Before> {
  const { systemDiskId, imageId, osFamily } = server;
  const disk = systemDiskId === undefined ? undefined : await unlessRefused(() => disks.get(systemDiskId));
  const systemDisk = disk ? diskFacts(disk) : systemDiskId !== undefined && { id: systemDiskId };
  return {
    ...(systemDisk && { systemDisk }),
    ...(imageId !== undefined && { imageId }),
    ...(osFamily !== undefined && { osFamily }),
    dataDiskIds: dataDiskIds(server),
    addresses: addressesOf(server.addresses),
  };
}
