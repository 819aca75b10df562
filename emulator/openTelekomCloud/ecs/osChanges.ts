import type { DiskState, ImageState, OsChangeState } from "../cloudState";
import { takeFault } from "../faults/takeFault";
import type { Answer, Call } from "../gateway/route";
import { beginOsChange } from "../operations/beginOsChange";
import type { OsChangeFate } from "../operations/operation";
import type { World } from "../world";
import { encryptionOf } from "./diskEncryption";
import { findServer } from "./findServer";
import { parseOsChange } from "./osChangeRequest";
import { checkDiskQuota, loginKey, replaceableDisk, usableImage } from "./osChangeRules";

/** Puts another image on a server's system disk: the disk that it has is deleted. */
export function changeOs(call: Call): Answer {
  return begin(call, "change");
}

/** Puts the server's own image on its system disk again: the disk that it has is deleted. */
export function reinstallOs(call: Call): Answer {
  return begin(call, "reinstallation");
}

function begin(call: Call, kind: OsChangeState["kind"]): Answer {
  const { state, now, parameters, body, requestId, credentials } = call;
  const server = findServer(state, parameters["server_id"] ?? "");
  const action = kind === "change" ? "os-change" : "os-reinstall";
  const request = parseOsChange(body, action, state.world, requestId);
  const oldDisk = replaceableDisk(state, server, kind, request);
  const image = usableImage(state, request.imageId ?? server.imageId, server, request);
  const keyName = loginKey(state, request, credentials);
  const sizeGb = sizeOf(image, oldDisk, state.world);
  checkDiskQuota(state, { volumeType: oldDisk.volumeType, sizeGb });
  const encryption = encryptionOf(state, request, image, now);

  const target = { imageId: image.id, osType: image.osType, keyName };
  const requested = { kind, target, disk: { sizeGb, ...encryption }, byol: request.byol };
  const jobId = beginOsChange(state, server, oldDisk, requested, fateOf(call), now);
  return { status: 200, body: { job_id: jobId } };
}

function sizeOf({ minDiskGb }: ImageState, { sizeGb }: DiskState, { newSystemDiskSize }: World): number {
  return newSystemDiskSize === "image" ? minDiskGb : Math.max(minDiskGb, sizeGb);
}

function fateOf({ state, target, now }: Call): OsChangeFate {
  const fault = takeFault(state, ["osChangeFails", "osChangeStuck"] as const, target, now);
  if (fault === undefined) return null;
  const { when } = fault;
  return fault.kind === "osChangeStuck"
    ? { kind: "stuck", when }
    : { kind: "fails", when, code: fault.code, reason: fault.reason };
}
