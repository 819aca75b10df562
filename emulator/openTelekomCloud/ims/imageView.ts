import type { CloudState, ImageState } from "../cloudState";
import { rfc3339 } from "../dates";

/** An image as the service shows it. */
export function imageView(state: CloudState, image: ImageState): Record<string, unknown> {
  const view: Record<string, unknown> = {
    id: image.id,
    name: image.name,
    status: image.status,
    owner: ownerOf(state, image),
    visibility: image.imageType === "gold" ? "public" : image.imageType,
    protected: image.protected,
    container_format: "bare",
    disk_format: "zvhd2",
    min_disk: image.minDiskGb,
    min_ram: image.minRamMb,
    tags: image.tags.map(({ key, value }) => `${key}=${value}`),
    self: `/v2/images/${image.id}`,
    file: `/v2/images/${image.id}/file`,
    schema: "/v2/schemas/image",
    created_at: rfc3339(image.createdAt),
    updated_at: rfc3339(image.updatedAt),
    virtual_env_type: "FusionCompute",
    virtual_size: null,
    size: null,
    checksum: null,
    hw_firmware_type: "bios",
    enterprise_project_id: image.enterpriseProjectId,
    __imagetype: image.imageType,
    __image_source_type: "uds",
    __isregistered: "true",
    __os_type: image.osType,
    __os_version: image.osVersion,
    __os_bit: "64",
    __platform: image.platform,
    __image_size: String(image.sizeBytes),
    __originalimagename: "",
    __root_origin: "file",
    __backup_id: image.backupId ?? "",
    ...image.attributes,
  };
  if (image.description !== null) view["__description"] = image.description;
  if (image.maxRamMb !== null) view["max_ram"] = String(image.maxRamMb);
  if (image.cmkId !== null) view["__system__cmkid"] = image.cmkId;
  if (image.activeAt !== null) view["active_at"] = rfc3339(image.activeAt);
  if (image.source !== null) view["__data_origin"] = `server_backup,${image.source.vaultId}`;
  const { wholeImageAttribute } = state.world;
  // Boolean in one place of the reference, text in an SDK.
  if (image.wholeImage && wholeImageAttribute !== "absent")
    view["__whole_image"] = wholeImageAttribute === "boolean" ? true : "true";
  return view;
}

function ownerOf({ account }: CloudState, { imageType, sharing }: ImageState): string {
  if (sharing !== null) return sharing.ownerProjectId;
  return imageType === "private" ? account.projectId : "0a0a0a0ac10d4c5a9b7d3f2a1b0c0d0a";
}
