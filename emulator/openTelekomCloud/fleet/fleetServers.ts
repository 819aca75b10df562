import type { DiskState, ServerState } from "../cloudState";
import { diskOf, serverOf } from "../fixture";
import { fleetIds } from "./fleetIds";

/** The servers of the default fleet. */
export const fleetServers: ServerState[] = [
  linux({
    id: fleetIds.web01,
    name: "web-01",
    disks: [
      diskOf({ id: fleetIds.web01SystemDisk }),
      dataDisk(fleetIds.web01LogDisk, 100, "SAS", "/dev/vdb"),
      dataDisk(fleetIds.web01DataDisk, 200, "SATA", "/dev/vdc"),
    ],
    tags: [{ key: "team", value: "web" }],
  }),
  linux({
    id: fleetIds.db01,
    name: "db-01",
    status: "SHUTOFF",
    availabilityZone: "eu-de-02",
    addresses: [address(20, "55555555-0002-4000-8000-000000000001")],
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
    addresses: [address(30, "55555555-0003-4000-8000-000000000001")],
    disks: [diskOf({ id: fleetIds.win01SystemDisk, sizeGb: 80 })],
  }),
  linux({
    id: fleetIds.app02,
    name: "app-02",
    addresses: [address(41, "55555555-0004-4000-8000-000000000001")],
    disks: [
      diskOf({ id: fleetIds.app02SystemDisk }),
      dataDisk(fleetIds.app02SsdDisk, 50, "SSD", "/dev/vdb"),
      dataDisk(fleetIds.app02SasDisk, 100, "SAS", "/dev/vdc"),
      {
        ...dataDisk(fleetIds.app02SataDisk, 200, "SATA", "/dev/vdd"),
        encrypted: true,
        cmkId: fleetIds.dataKey,
      },
      dataDisk(fleetIds.app02EssdDisk, 300, "ESSD", "/dev/vde"),
    ],
  }),
  linux({
    id: fleetIds.cache03,
    name: "cache-03",
    availabilityZone: "eu-de-03",
    addresses: [address(42, "55555555-0005-4000-8000-000000000001")],
    disks: [diskOf({ id: fleetIds.cache03SystemDisk })],
  }),
  linux({
    id: fleetIds.frozen04,
    name: "frozen-04",
    frozen: true,
    addresses: [address(43, "55555555-0006-4000-8000-000000000001")],
    disks: [diskOf({ id: fleetIds.frozen04SystemDisk })],
  }),
  linux({
    id: fleetIds.busy05,
    name: "busy-05",
    taskState: "powering-off",
    addresses: [address(44, "55555555-0007-4000-8000-000000000001")],
    disks: [diskOf({ id: fleetIds.busy05SystemDisk })],
  }),
  linux({
    id: fleetIds.dedicated06,
    name: "dedicated-06",
    addresses: [address(45, "55555555-0008-4000-8000-000000000001")],
    disks: [
      diskOf({ id: fleetIds.dedicated06SystemDisk }),
      { ...dataDisk(fleetIds.dedicated06DataDisk, 100, "SSD", "/dev/vdb"), dedicatedStorage: true },
    ],
  }),
  linux({
    id: fleetIds.scsi07,
    name: "scsi-07",
    addresses: [address(46, "55555555-0009-4000-8000-000000000001")],
    disks: [
      diskOf({ id: fleetIds.scsi07SystemDisk }),
      { ...dataDisk(fleetIds.scsi07DataDisk, 100, "SAS", "/dev/sda"), scsi: true },
    ],
  }),
  linux({
    id: fleetIds.team08,
    name: "team-08",
    addresses: [address(47, "55555555-0010-4000-8000-000000000001")],
    disks: [diskOf({ id: fleetIds.team08SystemDisk })],
  }),
  linux({
    id: fleetIds.double09,
    name: "double-09",
    addresses: [address(48, "55555555-0011-4000-8000-000000000001")],
    disks: [diskOf({ id: fleetIds.double09SystemDisk })],
  }),
  linux({
    id: fleetIds.otherDouble09,
    name: "double-09",
    availabilityZone: "eu-de-02",
    addresses: [address(49, "55555555-0012-4000-8000-000000000001")],
    disks: [diskOf({ id: fleetIds.otherDouble09SystemDisk })],
  }),
  linux({
    id: fleetIds.big10,
    name: "big-10",
    addresses: [address(50, "55555555-0013-4000-8000-000000000001")],
    disks: [
      diskOf({ id: fleetIds.big10SystemDisk }),
      dataDisk(fleetIds.big10ArchiveDisk, 3000, "SATA", "/dev/vdb"),
      dataDisk(fleetIds.big10DataDisk, 2000, "SAS", "/dev/vdc"),
    ],
  }),
].map(withNamedDisks);

function linux(facts: Parameters<typeof serverOf>[0]): ServerState {
  return serverOf({ imageId: fleetIds.ubuntu, ...facts });
}

function dataDisk(id: string, sizeGb: number, volumeType: string, device: string): DiskState {
  return diskOf({ id, sizeGb, volumeType, device, bootIndex: -1, deleteOnTermination: false });
}

function address(lastByte: number, portId: string): ServerState["addresses"][number] {
  const macAddress = `fa:16:3e:00:00:${lastByte}`;
  return { address: `192.168.0.${lastByte}`, macAddress, portId, type: "fixed" };
}

/** Named as the cloud names disks that are made with a server. */
function withNamedDisks(server: ServerState): ServerState {
  const named = server.disks.map((disk, index) => ({
    ...disk,
    name: `${server.name}-volume-${String(index).padStart(4, "0")}`,
  }));
  return { ...server, disks: named };
}
