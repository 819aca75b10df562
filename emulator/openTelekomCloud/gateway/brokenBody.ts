import { identityRefusal } from "../iam/refusal";
import { nativeRefusal, serviceRefusal } from "./refusal";
import type { Route } from "./route";

/** Refuses a body that is no JSON, where the service's own words would speak of a field that it misses. */
export function refuseBrokenBody({ service, method, path }: Route): void {
  if (method !== "POST") return;
  if (service === "iam") throw identityRefusal(400, "Request body is invalid: it is no JSON.");
  if (service !== "ecs") return;
  if (path.includes("/servers/"))
    throw nativeRefusal(400, "badRequest", "Malformed request body: it is no JSON");
  throw serviceRefusal("Ecs.0005", "The request message format is invalid: it is no JSON");
}

/** Refuses a request of ECS that has no body at all: its own calls and the native ones need one with every POST. */
export function refuseEmptyBody({ service, method, path }: Route): void {
  if (service !== "ecs" || method !== "POST") return;
  if (path.includes("/servers/")) throw nativeRefusal(400, "badRequest", "The request body is empty");
  throw serviceRefusal("Common.0002", "The request body is empty");
}
