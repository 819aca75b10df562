import type { CloudState } from "../cloudState";
import { cinderDate } from "../dates";
import type { AttachedDisk } from "./attachedDisks";

const dedicatedStorage = { id: "d55d55d5-0001-4000-8000-000000000001", name: "dss-01" };

/** The dedicated storage that a disk lies on; undefined: on none. */
export function dedicatedStorageOf({ disk }: AttachedDisk): { id: string; name: string } | undefined {
  return disk.dedicatedStorage ? dedicatedStorage : undefined;
}

/** A disk as the native calls show it: there only the metadata tell whether it is encrypted. */
export function nativeVolumeView(state: CloudState, attached: AttachedDisk): object {
  return { ...volumeView(state, attached), encrypted: false };
}

/** A disk as `cloudvolumes` and `os-vendor-volumes` show it. */
export function volumeView({ account, images }: CloudState, attached: AttachedDisk): object {
  const { disk, servers } = attached;
  const [first] = servers;
  const path = `${account.projectId}/volumes/${disk.id}`;
  const image = images.find(({ id }) => id === (disk.imageId ?? first.imageId));
  const bootable = disk.bootIndex === 0;
  const storage = dedicatedStorageOf(attached);
  const createdAt = cinderDate(disk.createdAt ?? first.createdAt);
  return {
    id: disk.id,
    links: [
      { rel: "self", href: `${account.endpoints.evs}/v2/${path}` },
      { rel: "bookmark", href: `${account.endpoints.evs}/${path}` },
    ],
    name: disk.name,
    description: null,
    status: "in-use",
    size: disk.sizeGb,
    bootable: String(bootable),
    volume_type: disk.volumeType,
    availability_zone: first.availabilityZone,
    multiattach: disk.shared,
    shareable: String(disk.shared),
    attachments: servers.map((server) => ({
      id: disk.id,
      volume_id: disk.id,
      attachment_id: `${server.id.slice(0, 18)}${disk.id.slice(18)}`,
      server_id: server.id,
      host_name: null,
      device: disk.device,
      attached_at: cinderDate(disk.createdAt ?? server.createdAt),
    })),
    metadata: {
      ...(disk.encrypted ? { __system__encrypted: "1", __system__cmkid: disk.cmkId } : {}),
      ...(disk.scsi ? { "hw:passthrough": "true" } : {}),
    },
    volume_image_metadata: bootable && image ? { image_id: image.id, image_name: image.name } : {},
    encrypted: disk.encrypted,
    dedicated_storage_id: storage?.id ?? null,
    dedicated_storage_name: storage?.name ?? null,
    snapshot_id: null,
    source_volid: null,
    created_at: createdAt,
    updated_at: createdAt,
    enterprise_project_id: "0",
    service_type: "EVS",
    tags: {},
    user_id: account.userId,
    wwn: `6888603${disk.id.replaceAll("-", "").slice(-25)}`,
    consistencygroup_id: null,
    replication_status: "disabled",
    "os-vol-host-attr:host": `pod01.${account.region}#${disk.volumeType}`,
    "os-vol-tenant-attr:tenant_id": account.projectId,
    "os-vol-mig-status-attr:migstat": null,
    "os-vol-mig-status-attr:name_id": null,
    "os-volume-replication:extended_status": null,
  };
}
