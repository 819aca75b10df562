import type { DiskState, ServerState } from "../cloudState";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { serviceRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { systemDiskOf } from "../operations/backup";
import { beginOsChange } from "../operations/osChange";
import { findServer } from "./findServer";

/** Puts another image on a stopped server's system disk; the disk that it has is deleted. */
export function changeOs({ state, now, parameters, body }: Call): Answer {
  const server = findServer(state, parameters["server_id"] ?? "");
  const request = actionIn(body, "os-change");
  const oldDisk = changeableDisk(server);
  const image = state.images.find(({ id }) => id === request["imageid"]);
  if (image === undefined) {
    throw serviceRefusal("Ecs.0031", `The image ${String(request["imageid"])} does not exist`);
  }
  const { keyname: keyName = null } = request;
  const jobId = beginOsChange(
    state,
    server,
    oldDisk,
    {
      kind: "change",
      target: {
        imageId: image.id,
        osType: image.osType,
        keyName: typeof keyName === "string" ? keyName : null,
      },
      disk: { sizeGb: image.minDiskGb, encrypted: false },
    },
    now,
  );
  return { status: 200, body: { job_id: jobId } };
}

function actionIn(body: unknown, name: string): JsonObject {
  const request = isObject(body) ? body[name] : undefined;
  if (!isObject(request)) throw serviceRefusal("Ecs.0005", `${name} is missing`);
  return request;
}

function changeableDisk(server: ServerState): DiskState {
  if (server.status !== "SHUTOFF" || server.taskState !== null) {
    throw serviceRefusal(
      "Ecs.0100",
      `Server ${server.id} is ${server.status} with task ${server.taskState ?? "none"}: it must be stopped`,
    );
  }
  const disk = systemDiskOf(server);
  if (disk === undefined) throw serviceRefusal("Ecs.0105", `Server ${server.id} has no system disk`);
  return disk;
}
