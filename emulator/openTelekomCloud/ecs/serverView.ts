import type { CloudState, DiskState, Instant, ServerState } from "../cloudState";
import { rfc3339 } from "../dates";
import { asSeen } from "../history";
import { powerStateOf, vmStateOf } from "./vmState";

/** A server as `cloudservers` shows it. */
export function serverView(state: CloudState, server: ServerState, now: Instant): object {
  const { account } = state;
  return {
    id: server.id,
    name: server.name,
    description: server.description,
    status: server.status,
    tenant_id: account.projectId,
    user_id: account.userId,
    created: rfc3339(server.createdAt),
    updated: rfc3339(server.updatedAt),
    "OS-EXT-STS:vm_state": vmStateOf(server.status),
    "OS-EXT-STS:task_state": server.taskState,
    "OS-EXT-STS:power_state": powerStateOf(server.status),
    "OS-EXT-AZ:availability_zone": server.availabilityZone,
    "OS-EXT-SRV-ATTR:root_device_name": "/dev/vda",
    host_status: "UP",
    hostId: "c0ffee00c10d4c5a9b7d3f2a1b0c0d0e",
    metadata: shownMetadata(state, server, now),
    image: { id: server.imageId },
    flavor: {
      id: server.flavor.id,
      name: server.flavor.id,
      vcpus: String(server.flavor.vcpus),
      ram: String(server.flavor.ramMb),
      disk: "0",
    },
    key_name: server.keyName,
    addresses: {
      [server.vpcId]: server.addresses.map(({ address, macAddress, portId, type }) => ({
        addr: address,
        version: "4",
        "OS-EXT-IPS:type": type,
        "OS-EXT-IPS-MAC:mac_addr": macAddress,
        "OS-EXT-IPS:port_id": portId,
      })),
    },
    "os-extended-volumes:volumes_attached": server.disks.map((disk) => ({
      id: disk.id,
      bootIndex: String(disk.bootIndex),
      device: disk.device,
      delete_on_termination: String(disk.deleteOnTermination),
    })),
    security_groups: [{ id: "5ec00000-0001-4000-8000-000000000001", name: "default" }],
    locked: server.locked,
    tags: server.tags.map(({ key, value }) => `${key}=${value}`),
    sys_tags: [{ key: "_sys_enterprise_project_id", value: "0" }],
    enterprise_project_id: "0",
    config_drive: "",
  };
}

/** A disk as `block_device` shows it. */
export function attachmentView(server: ServerState, disk: DiskState, index: number): object {
  return {
    id: disk.id,
    volumeId: disk.id,
    serverId: server.id,
    size: disk.sizeGb,
    device: disk.device,
    bootIndex: disk.bootIndex,
    bus: disk.scsi ? "scsi" : "virtio",
    pciAddress: `0000:02:${String(index + 1).padStart(2, "0")}.0`,
  };
}

/** What users wrote, as late reads see it, and what the platform adds. */
export function shownMetadata(state: CloudState, server: ServerState, now: Instant): Record<string, string> {
  const seen = asSeen(state, "metadata", now).find(({ id }) => id === server.id);
  const image = state.images.find(({ id }) => id === server.imageId);
  return {
    charging_mode: "0",
    vpc_id: server.vpcId,
    os_type: server.osType,
    os_bit: "64",
    image_name: image?.name ?? "",
    "metering.image_id": server.imageId,
    "metering.imagetype": image?.imageType ?? "gold",
    EcmResStatus: server.frozen ? "freeze" : "normal",
    ...seen?.metadata,
  };
}
