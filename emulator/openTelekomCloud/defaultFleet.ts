import type { ImageState } from "./cloudState";
import { diskOf, fixtureTime, serverOf, vaultOf } from "./fixture";
import type { Fixture } from "./fixture";

/** The ids of what the default fleet holds. They never change: examples name them. */
export const fleetIds = {
  /** Running Linux server, 40 + 100 + 200 GB, in eu-de-01. */
  web01: "11111111-0001-4000-8000-000000000001",
  web01SystemDisk: "22222222-0001-4000-8000-000000000001",
  web01LogDisk: "22222222-0001-4000-8000-000000000002",
  web01DataDisk: "22222222-0001-4000-8000-000000000003",
  /** Stopped Linux server, 40 + 500 GB, in eu-de-02. */
  db01: "11111111-0002-4000-8000-000000000002",
  db01SystemDisk: "22222222-0002-4000-8000-000000000001",
  db01DataDisk: "22222222-0002-4000-8000-000000000002",
  /** Running Windows server, 80 GB, in eu-de-01. */
  win01: "11111111-0003-4000-8000-000000000003",
  win01SystemDisk: "22222222-0003-4000-8000-000000000001",
  /** For backups of servers, with room. */
  vaultServers: "33333333-0001-4000-8000-000000000001",
  /** For backups of servers, without room. */
  vaultFull: "33333333-0002-4000-8000-000000000002",
  /** For replicas, not for backups. */
  vaultReplicas: "33333333-0003-4000-8000-000000000003",
  /** Public images. */
  ubuntu: "44444444-0001-4000-8000-000000000001",
  windows: "44444444-0002-4000-8000-000000000002",
} as const;

/** A small fleet: three servers, three vaults, two public images. */
export const defaultFleet: Fixture = {
  servers: [
    serverOf({
      id: fleetIds.web01,
      name: "web-01",
      imageId: fleetIds.ubuntu,
      availabilityZone: "eu-de-01",
      disks: [
        diskOf({ id: fleetIds.web01SystemDisk }),
        dataDisk(fleetIds.web01LogDisk, 100, "SAS", "/dev/vdb"),
        dataDisk(fleetIds.web01DataDisk, 200, "SATA", "/dev/vdc"),
      ],
      tags: [{ key: "team", value: "web" }],
    }),
    serverOf({
      id: fleetIds.db01,
      name: "db-01",
      status: "SHUTOFF",
      imageId: fleetIds.ubuntu,
      availabilityZone: "eu-de-02",
      addresses: [
        {
          address: "192.168.0.20",
          macAddress: "fa:16:3e:00:00:20",
          portId: "55555555-0002-4000-8000-000000000001",
          type: "fixed",
        },
      ],
      disks: [
        diskOf({ id: fleetIds.db01SystemDisk, volumeType: "SAS" }),
        dataDisk(fleetIds.db01DataDisk, 500, "SSD", "/dev/vdb"),
      ],
    }),
    serverOf({
      id: fleetIds.win01,
      name: "win-01",
      osType: "Windows",
      imageId: fleetIds.windows,
      availabilityZone: "eu-de-01",
      addresses: [
        {
          address: "192.168.0.30",
          macAddress: "fa:16:3e:00:00:30",
          portId: "55555555-0003-4000-8000-000000000001",
          type: "fixed",
        },
      ],
      disks: [diskOf({ id: fleetIds.win01SystemDisk, sizeGb: 80 })],
    }),
  ],
  vaults: [
    vaultOf({ id: fleetIds.vaultServers, name: "vault-servers" }),
    vaultOf({ id: fleetIds.vaultFull, name: "vault-full", sizeGb: 100, usedMb: 100 * 1024 }),
    vaultOf({ id: fleetIds.vaultReplicas, name: "vault-replicas", protectType: "replication" }),
  ],
  images: [
    publicImage(
      fleetIds.ubuntu,
      "Standard_Ubuntu_22.04_latest",
      "Linux",
      "Ubuntu",
      "Ubuntu 22.04 server 64bit",
    ),
    publicImage(
      fleetIds.windows,
      "Standard_Windows_2022_latest",
      "Windows",
      "Windows",
      "Windows Server 2022 Standard 64bit",
    ),
  ],
};

function dataDisk(id: string, sizeGb: number, volumeType: string, device: string) {
  return diskOf({ id, sizeGb, volumeType, device, bootIndex: -1, deleteOnTermination: false });
}

function publicImage(
  id: string,
  name: string,
  osType: "Linux" | "Windows",
  platform: string,
  osVersion: string,
): ImageState {
  return {
    id,
    name,
    description: null,
    status: "active",
    imageType: "gold",
    wholeImage: false,
    backupId: null,
    source: null,
    osType,
    platform,
    osVersion,
    minDiskGb: osType === "Windows" ? 40 : 10,
    minRamMb: 0,
    maxRamMb: null,
    sizeBytes: 1_500_000_000,
    protected: true,
    enterpriseProjectId: "0",
    attributes: {},
    tags: [],
    createdAt: fixtureTime,
    updatedAt: fixtureTime,
    activeAt: fixtureTime,
  };
}
