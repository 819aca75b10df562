import type { BackupState, CloudState, ServerState, Tag, VaultState } from "../cloudState";
import { takeFault } from "../faults/takeFault";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { knownFields } from "../gateway/knownFields";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { applyTags } from "../gateway/tagAction";
import { isBackedUp } from "../operations/backup";
import { beginImageFromBackup } from "../operations/imageFromBackup";
import type { ImageJobFate } from "../operations/operation";
import { beginWholeImage } from "../operations/wholeImage";
import type { RequestedImage } from "../operations/wholeImage";
import { checkDescription, checkName, checkNameIsFree } from "./imageRules";
import { privateImagesUsed } from "./quota";
import { checkTags, imageTag, textTag } from "./tagRules";

const fields = [
  ...["name", "description", "instance_id", "vault_id", "backup_id", "whole_image_type"],
  ...["tags", "image_tags", "enterprise_project_id", "min_ram", "max_ram"],
];
const mostTasks = 40;
const mostServersInVault = 256;

/** Begins to make an image of a whole server: from the server itself, or from a backup of it. */
export function createWholeImage(call: Call): Answer {
  const { state, now, body, requestId } = call;
  if (body === undefined) throw serviceRefusal("IMG.0007", "The request body is empty.");
  if (!isObject(body)) throw serviceRefusal("IMG.0001", "The request message format is invalid.");
  knownFields(body, fields, "an image of a whole server", requestId);
  const requested = requestedImage(body);
  if (body["backup_id"] !== undefined) {
    const backup = sourceBackup(state, body);
    checkRoomFor(state, requested);
    const jobId = beginImageFromBackup(state, backup, requested, fateOf(call), now);
    return { status: 200, body: { job_id: jobId } };
  }

  if (body["whole_image_type"] !== undefined) {
    throw serviceRefusal("IMG.0001", "whole_image_type is for images from a backup only.");
  }
  const server = sourceServer(state, body["instance_id"]);
  const vault = targetVault(state, body["vault_id"], server);
  checkRoomFor(state, requested);
  return {
    status: 200,
    body: { job_id: beginWholeImage(state, server, vault, requested, fateOf(call), now) },
  };
}

function checkRoomFor(state: CloudState, { name }: RequestedImage): void {
  checkNameIsFree(state, name);
  if (privateImagesUsed(state) >= state.imageQuota) {
    throw serviceRefusal("IMG.0015", "The private image quota is used up.");
  }
  const tasks = state.operations.filter(({ kind }) => kind === "wholeImage" || kind === "imageFromBackup");
  if (tasks.length >= mostTasks) {
    throw serviceRefusal("IMG.0060", "Too many image tasks at the moment (flow control).");
  }
}

function fateOf({ state, target, now }: Call): ImageJobFate {
  const fault = takeFault(state, ["imageJobFails", "imageJobStuck"] as const, target, now);
  if (fault === undefined) return null;
  return fault.kind === "imageJobStuck"
    ? { kind: "stuck" }
    : { kind: "fails", code: fault.code, reason: fault.reason };
}

function requestedImage(body: JsonObject): RequestedImage {
  return {
    name: checkName(body["name"]),
    description: body["description"] === undefined ? null : checkDescription(body["description"]),
    tags: requestedTags(body),
    enterpriseProjectId: enterpriseProject(body["enterprise_project_id"]),
    minRamMb: megabytes(body["min_ram"], "min_ram") ?? 0,
    maxRamMb: megabytes(body["max_ram"], "max_ram"),
  };
}

function requestedTags({ tags, image_tags: imageTags }: JsonObject): Tag[] {
  if (tags !== undefined && imageTags !== undefined) {
    throw serviceRefusal("IMG.0115", "Use either tags or image_tags.");
  }
  const given = tags ?? imageTags ?? [];
  if (!Array.isArray(given)) throw serviceRefusal("IMG.0115", "The tags must be a list.");
  const parsed = given.map((tag: unknown) => (tags === undefined ? imageTag(tag, true) : textTag(tag)));
  return checkTags(applyTags([], { action: "create", tags: parsed }));
}

function enterpriseProject(id: unknown): string {
  if (id === undefined || id === "0") return "0";
  if (typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw serviceRefusal("IMG.0155", "The enterprise project ID is invalid.");
}

function megabytes(value: unknown, name: string): number | null {
  if (value === undefined) return null;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw serviceRefusal("IMG.0001", `${name} must be a whole number of MB.`);
}

function sourceServer(state: CloudState, id: unknown): ServerState {
  if (typeof id !== "string" || id === "") throw serviceRefusal("IMG.0012", "The ECS ID is empty.");
  const server = state.servers.find((one) => one.id === id);
  if (server === undefined) throw serviceRefusal("IMG.0005", "The ECS does not exist.");
  if (server.taskState !== null) {
    throw serviceRefusal("IMG.0010", `The ECS is executing a task (${server.taskState}).`);
  }
  if ((server.status !== "ACTIVE" && server.status !== "SHUTOFF") || server.frozen) {
    throw serviceRefusal(
      "IMG.0126",
      `A full-ECS image cannot be created from an ECS in state ${server.frozen ? "frozen" : server.status}.`,
    );
  }
  if (!server.disks.some(({ bootIndex }) => bootIndex === 0)) {
    throw serviceRefusal("IMG.0119", "The ECS has no system disk.");
  }
  if (server.disks.some(({ dedicatedStorage }) => dedicatedStorage)) {
    throw serviceRefusal("IMG.0153", "The ECS has disks on dedicated storage.");
  }
  if (server.disks.some(({ scsi }) => scsi)) {
    throw serviceRefusal("IMG.0180", "CBR does not support this ECS: it has SCSI disks.");
  }
  if (isBackedUp(state, id)) throw serviceRefusal("IMG.0136", "The ECS is being backed up.");
  return server;
}

/** One backup serves one image, and only where it can be restored from, if only within its zone. */
function sourceBackup(
  state: CloudState,
  { backup_id: id, whole_image_type: type, instance_id: server, vault_id: vault }: JsonObject,
): BackupState {
  // Huawei's Go SDK cannot leave it out, only empty.
  if (server !== undefined && server !== "") {
    throw serviceRefusal("IMG.0001", "Use either instance_id or backup_id.");
  }
  if (type !== undefined && type !== "CBR" && type !== "CSBS") {
    throw serviceRefusal("IMG.0001", "whole_image_type must be CBR or CSBS.");
  }
  const backup = state.backups.find((one) => one.id === id);
  if (backup === undefined) throw serviceRefusal("IMG.0020", "The backup does not exist.");
  // Where nothing is said a backup of the older service is meant, and there are none.
  if (type !== "CBR") throw serviceRefusal("IMG.0127", "The backup ID does not fit whole_image_type.");
  if (vault !== undefined && vault !== backup.vaultId) {
    throw serviceRefusal("IMG.0184", "The backup is not in this vault.");
  }
  if (backup.imageIds.length > 0) {
    throw serviceRefusal("IMG.0134", "An image has already been created from the backup.");
  }
  const isUsable =
    backup.status === "available" || (backup.status === "protecting" && backup.restoreMode === "snapshot");
  if (!isUsable) {
    throw serviceRefusal("IMG.0132", `The backup cannot be used to create an image: it is ${backup.status}.`);
  }
  if (!backup.children.some(({ bootable }) => bootable)) {
    throw serviceRefusal("IMG.0195", "The backup has no operating system.");
  }
  return backup;
}

function targetVault(state: CloudState, id: unknown, server: ServerState): VaultState {
  const vault = state.vaults.find((one) => one.id === id);
  if (vault === undefined) throw serviceRefusal("IMG.0184", "The vault does not exist.");
  if (vault.objectType !== "server" || vault.protectType !== "backup") {
    throw serviceRefusal("IMG.0193", "The vault is not a server backup vault.");
  }
  // A locked vault only protects its backups: it can still be used.
  if (vault.status !== "available" && vault.status !== "lock") {
    throw serviceRefusal("IMG.0188", `The vault is ${vault.status}.`);
  }
  const other = state.vaults.find(
    (one) =>
      one !== vault &&
      one.protectType === "backup" &&
      one.resources.some((member) => member.id === server.id),
  );
  if (other !== undefined) {
    throw serviceRefusal("IMG.0183", `The ECS is already associated with vault ${other.id}.`);
  }
  if (!vault.resources.some((member) => member.id === server.id)) {
    if (vault.resources.length >= mostServersInVault) {
      throw serviceRefusal("IMG.0185", "The vault has too many ECSs.");
    }
  }
  if (vault.usedMb >= vault.sizeGb * 1024) throw serviceRefusal("IMG.0182", "The vault is too small.");
  return vault;
}
