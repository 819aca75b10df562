import type { CloudState, DiskState, ImageState, OsChangeState, ServerState } from "../cloudState";
import type { Credentials } from "../gateway/authorize";
import { diskLimit, diskUse } from "../evs/diskUse";
import { serviceRefusal } from "../gateway/refusal";
import { isBackedUp, systemDiskOf } from "../operations/backup";
import type { OsChangeRequest } from "./osChangeRequest";

/** Refuses servers whose OS cannot be changed now; returns the disk that would be replaced. */
export function replaceableDisk(
  state: CloudState,
  server: ServerState,
  kind: OsChangeState["kind"],
  { stopsServer }: OsChangeRequest,
): DiskState {
  if (server.frozen) throw serviceRefusal("Ecs.0030", `Server ${server.id} is frozen`);
  if (server.locked) throw serviceRefusal("Ecs.0605", `Server ${server.id} is locked`);
  const last = state.osChanges.findLast((change) => change.serverId === server.id);
  // A change may follow a failed change or reinstallation; a reinstallation only a failed reinstallation.
  const hasFailed = last?.result === "failed" && (kind === "change" || last.kind === "reinstallation");
  const isReady =
    server.status === "SHUTOFF" ||
    (server.status === "ERROR" && hasFailed) ||
    (server.status === "ACTIVE" && stopsServer);
  if (!isReady || server.taskState !== null) {
    throw serviceRefusal(
      "Ecs.0100",
      `Server ${server.id} is ${server.status} with task ${server.taskState ?? "none"}: it must be stopped`,
    );
  }
  const disk = systemDiskOf(server);
  if (disk === undefined) throw serviceRefusal("Ecs.0105", `Server ${server.id} has no system disk`);
  if (isBackedUp(state, server.id)) {
    throw serviceRefusal(
      "Ecs.0073",
      "The system disk is being backed up. Wait until the execution is complete",
    );
  }
  return disk;
}

/** Refuses images that cannot be written on this server's system disk. */
export function usableImage(
  state: CloudState,
  id: string,
  server: ServerState,
  { byol }: OsChangeRequest,
): ImageState {
  const { world } = state;
  const image = state.images.find((one) => one.id === id);
  if (image === undefined || (image.sharing !== null && image.sharing.memberStatus !== "accepted")) {
    throw serviceRefusal("Ecs.0031", `The image ${id} does not exist`);
  }
  if (image.wholeImage) checkBackup(state, image, server);
  else if (image.status !== "active") {
    throw serviceRefusal("Ecs.0032", `The image ${id} is not in Active state: it is ${image.status}`);
  }
  if (image.thirdParty) {
    throw serviceRefusal("Ecs.0058", "You do not have permission to use a third-party image");
  }
  if (image.osType === "Windows" && world.windowsImages === "refused") {
    throw serviceRefusal("Ecs.0074", "Windows images do not support external users");
  }
  if (byol && world.ownLicences === "refused") {
    throw serviceRefusal("Ecs.0090", "Image license type is BYOL, the BYOL feature is not supported");
  }
  const unfit = reasonAgainst(image, server);
  if (unfit !== undefined) throw serviceRefusal("Ecs.0007", `Invalid image attributes: ${unfit}`);
  return image;
}

/** Refuses what no key pair of the user fits; returns the key pair's name. */
export function loginKey(
  state: CloudState,
  { keyName, userId }: OsChangeRequest,
  credentials: Credentials,
): string | null {
  if (keyName === undefined) {
    if (state.world.osChangeWithoutKeyPair === "accepted") return null;
    throw serviceRefusal("Ecs.0005", "keyname is missing");
  }
  const isCallerKnown = credentials.kind === "token" || state.world.keyPairOfAccessKey === "owners";
  const owner = userId ?? (isCallerKnown ? state.account.userId : undefined);
  const isThere = state.keyPairs.some((pair) => pair.name === keyName && pair.userId === owner);
  if (!isThere) throw serviceRefusal("Ecs.0314", `The key pair ${keyName} does not exist`);
  return keyName;
}

/** Refuses a disk that the quota of disks has no room for: the old one is still there when it is made. */
export function checkDiskQuota(
  state: CloudState,
  { volumeType, sizeGb }: Pick<DiskState, "volumeType" | "sizeGb">,
): void {
  const largest = state.diskQuota.perVolumeGigabytes;
  const isTooLarge = largest >= 0 && sizeGb > largest;
  const isFull = [undefined, volumeType].some((type) => {
    const limit = diskLimit(state, type);
    const { inUse, reserved } = diskUse(state, type);
    return (["volumes", "gigabytes"] as const).some((what) => {
      const wanted = what === "volumes" ? 1 : sizeGb;
      return limit[what] >= 0 && inUse[what] + reserved[what] + wanted > limit[what];
    });
  });
  if (isTooLarge || isFull) throw serviceRefusal("Ecs.0021", "Insufficient EVS disk quota");
}

/** A whole image is good from its snapshots on, and until its backup is complete in the backup's zone only. */
function checkBackup(state: CloudState, image: ImageState, server: ServerState): void {
  const unavailable = (why: string) =>
    serviceRefusal("Ecs.0048", `The full-ECS image ${image.id} is unavailable: ${why}`);
  if (image.status !== "active") throw unavailable(`its status is ${image.status}`);
  const backup = state.backups.find(({ id }) => id === image.backupId);
  if (backup === undefined) throw serviceRefusal("Ecs.0034", "The full-ECS backup does not exist");
  if (backup.status === "available") return;
  if (backup.status !== "protecting" || backup.restoreMode !== "snapshot") {
    throw unavailable(`its backup is ${backup.status}`);
  }
  if (backup.availabilityZone !== server.availabilityZone) {
    throw unavailable(`until its backup is complete it can be used in ${backup.availabilityZone} only`);
  }
}

function reasonAgainst(image: ImageState, server: ServerState): string | undefined {
  const { minRamMb, maxRamMb, attributes } = image;
  const { ramMb } = server.flavor;
  if (attributes["__support_fc_inject"] === "true") return "it takes neither a password nor a key";
  const kind = attributes["virtual_env_type"] ?? "FusionCompute";
  if (kind !== "FusionCompute") return `it is no image of a system disk, but ${kind}`;
  if (ramMb < minRamMb) return `it needs ${minRamMb} MB of memory, and the server has ${ramMb}`;
  if (maxRamMb !== null && maxRamMb > 0 && ramMb > maxRamMb) {
    return `it takes up to ${maxRamMb} MB of memory, and the server has ${ramMb}`;
  }
  return undefined;
}
