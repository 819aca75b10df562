import { isObject } from "../gateway/json";
import { nativeRefusal, notEmulated } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { findNativeServer } from "./findServer";
import { beginPowerAction, isPowerAction, powerType } from "./powerActions";

/** Stops, starts or restarts one server (native): nothing comes back, so the server itself has to be looked at. */
export function nativePowerAction(call: Call): Answer {
  const { state, parameters, body, requestId } = call;
  const server = findNativeServer(state, parameters["server_id"] ?? "");
  const [name, ...others] = isObject(body) ? Object.keys(body) : [];
  if (!isObject(body) || name === undefined || others.length > 0) {
    throw nativeRefusal(400, "badRequest", "The request must hold exactly one action");
  }
  if (!isPowerAction(name)) throw notEmulated(`the action ${name}`, requestId);
  // `{"os-stop": null}` is what native clients send.
  const details = body[name] ?? {};
  if (!isObject(details)) throw nativeRefusal(400, "badRequest", `${name} must be an object or null`);
  const refuse = (_code: string, message: string) => nativeRefusal(409, "conflictingRequest", message);
  const type = powerType(name, details, (message) => nativeRefusal(400, "badRequest", message));
  beginPowerAction(call, name, [server], type, refuse);
  return { status: 202 };
}
