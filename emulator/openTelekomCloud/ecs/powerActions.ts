import type { ServerState } from "../cloudState";
import { takeFault } from "../faults/takeFault";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { notEmulated, serviceRefusal } from "../gateway/refusal";
import type { Refusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { beginPower } from "../operations/power";
import { findServer } from "./findServer";

type PowerType = "SOFT" | "HARD";
type ActionName = keyof typeof actions;

const actions = { "os-stop": "stop", "os-start": "start", reboot: "reboot" } as const;

/** Stops, starts or restarts servers: all of them, or none where one refuses. */
export function powerAction(call: Call): Answer {
  const { state, body, requestId } = call;
  const [name, ...others] = isObject(body) ? Object.keys(body) : [];
  if (!isObject(body) || name === undefined || others.length > 0) {
    throw serviceRefusal("Ecs.0005", "The request must hold exactly one action");
  }
  if (!isPowerAction(name)) throw notEmulated(`the action ${name}`, requestId);
  const details = body[name];
  if (!isObject(details)) throw serviceRefusal("Ecs.0005", `${name} must be an object`);

  const type = powerType(name, details, (message) => serviceRefusal("Ecs.0005", message));
  const servers = serverIds(details).map((id) => findServer(state, id));
  const jobId = beginPowerAction(call, name, servers, type, serviceRefusal);
  return { status: 200, body: { job_id: jobId } };
}

/** Begins an action on all of these servers, or on none where one refuses; returns the job's id. */
export function beginPowerAction(
  { state, target, now }: Pick<Call, "state" | "target" | "now">,
  name: ActionName,
  servers: ServerState[],
  type: PowerType,
  refuse: (code: string, message: string) => Refusal,
): string {
  const ready = servers.filter((server) => !isThere(server, actions[name]));
  if (ready.length < servers.length && state.world.powerActionWithoutEffect === "refused") {
    throw refuse("Ecs.0100", `${name} does not fit the state of a server`);
  }
  for (const server of ready) mayAct(server, name, refuse);

  const { stopSeconds, startSeconds, rebootSeconds } = state.world;
  const soft = { stop: stopSeconds, start: startSeconds, reboot: rebootSeconds }[actions[name]];
  const seconds = ready.length === 0 ? 0 : type === "HARD" ? soft / 4 : soft;
  const isSoftStop = name === "os-stop" && type === "SOFT" && ready.length > 0;
  const fault = isSoftStop ? takeFault(state, ["softStopFails"], target, now) : undefined;
  const failure = fault === undefined ? null : { code: fault.code, reason: fault.reason };
  return beginPower(state, actions[name], ready, servers, seconds, failure, now);
}

/** Whether this is an action on a server's power. */
export function isPowerAction(name: string): name is ActionName {
  return Object.hasOwn(actions, name);
}

/** How hard it is to be; only a restart has to say so. */
export function powerType(
  name: ActionName,
  details: JsonObject,
  refuse: (message: string) => Refusal,
): PowerType {
  const type = details["type"] ?? (name === "reboot" ? undefined : "SOFT");
  if (type !== "SOFT" && type !== "HARD") throw refuse("type must be SOFT or HARD");
  return type;
}

function serverIds(details: JsonObject): string[] {
  const servers = details["servers"];
  if (!Array.isArray(servers) || servers.length === 0 || servers.length > 1000) {
    throw serviceRefusal("Ecs.0005", "servers must name 1 to 1000 servers");
  }
  return servers.map((server: unknown) => {
    if (!isObject(server) || typeof server["id"] !== "string") {
      throw serviceRefusal("Ecs.0005", "a server must have an id");
    }
    return server["id"];
  });
}

function isThere(server: ServerState, action: "stop" | "start" | "reboot"): boolean {
  if (server.taskState !== null) return false;
  return (
    (action === "stop" && server.status === "SHUTOFF") || (action === "start" && server.status === "ACTIVE")
  );
}

function mayAct(
  server: ServerState,
  name: ActionName,
  refuse: (code: string, message: string) => Refusal,
): void {
  if (server.locked) throw refuse("Ecs.0605", `Server ${server.id} is locked`);
  if (server.frozen) throw refuse("Ecs.0030", `Server ${server.id} is frozen`);
  const needed = name === "os-start" ? "SHUTOFF" : "ACTIVE";
  if (server.status === needed && server.taskState === null) return;
  throw refuse(
    "Ecs.0100",
    `Server ${server.id} is ${server.status} with task ${server.taskState ?? "none"}: ${name} needs ${needed} and no task`,
  );
}
