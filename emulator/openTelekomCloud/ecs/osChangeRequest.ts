import type { World } from "../world";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { knownFields } from "../gateway/knownFields";
import { serviceRefusal } from "../gateway/refusal";
import { checkPassword } from "./password";

/** What a request to change an OS, or to reinstall it, says. */
export interface OsChangeRequest {
  /** Of a change only. */
  imageId: string | undefined;
  keyName: string | undefined;
  userId: string | undefined;
  byol: boolean;
  encryption: { wanted: boolean; keyId: string | undefined };
  /** Whether a server that runs is to be stopped first. */
  stopsServer: boolean;
}

const largestUserData = 32 * 1024;
/** Only the sister cloud documents these. */
const undocumented = ["adminpass", "mode", "isAutoPay"];
const metadataNames = ["BYOL", "user_data", "__system__encrypted", "__system__cmkid"];

/** Reads `{"os-change": {…}}` or `{"os-reinstall": {…}}`. */
export function parseOsChange(
  body: unknown,
  action: "os-change" | "os-reinstall",
  world: World,
  requestId: string,
): OsChangeRequest {
  const request = isObject(body) ? body[action] : undefined;
  if (!isObject(body) || !isObject(request)) throw invalid(`${action} is missing`);
  knownFields(body, [action], "the request", requestId);
  const documented = ["keyname", "userid", "metadata", ...(action === "os-change" ? ["imageid"] : [])];
  knownFields(request, [...documented, ...undocumented], action, requestId);
  checkUndocumented(request, world);

  const metadata = request["metadata"] ?? {};
  if (!isObject(metadata)) throw invalid("metadata must be an object");
  knownFields(metadata, metadataNames, "metadata", requestId);
  checkUserData(textIn(metadata, "user_data"));
  const keyName = textIn(request, "keyname");
  const userId = textIn(request, "userid");
  if (action === "os-reinstall" && keyName !== undefined && userId === undefined) {
    throw invalid("userid is mandatory when keyname is used");
  }
  return {
    imageId: imageIdOf(request, action),
    keyName,
    userId,
    byol: textIn(metadata, "BYOL") === "true",
    encryption: encryptionOf(metadata),
    stopsServer: world.undocumentedOsChangeFields === "taken" && request["mode"] === "withStopServer",
  };
}

function imageIdOf(request: JsonObject, action: string): string | undefined {
  if (action !== "os-change") return undefined;
  const imageId = textIn(request, "imageid");
  if (imageId === undefined) throw invalid("imageid is missing");
  return imageId;
}

function encryptionOf(metadata: JsonObject): OsChangeRequest["encryption"] {
  const flag = textIn(metadata, "__system__encrypted");
  const keyId = textIn(metadata, "__system__cmkid");
  if (flag !== undefined && flag !== "0" && flag !== "1") throw invalid("__system__encrypted must be 0 or 1");
  if (keyId !== undefined && flag !== "1") {
    throw invalid("__system__cmkid must be used with __system__encrypted 1");
  }
  return { wanted: flag === "1", keyId };
}

function checkUserData(userData: string | undefined): void {
  if (userData === undefined) return;
  const bytes = Buffer.from(userData, "base64");
  if (bytes.toString("base64") !== userData) throw invalid("user_data must be encoded with base64");
  if (bytes.length > largestUserData) throw invalid("user_data must be at most 32 KB before it is encoded");
}

function checkUndocumented(request: JsonObject, { undocumentedOsChangeFields: fate }: World): void {
  const present = undocumented.find((name) => request[name] !== undefined);
  if (present === undefined || fate === "ignored") return;
  if (fate === "refused") throw invalid(`${present} is not supported: use a key pair`);
  const password = textIn(request, "adminpass");
  if (password === undefined) return;
  if (request["keyname"] !== undefined) throw invalid("use either keyname or adminpass");
  checkPassword(password);
}

/** A text; empty is as good as left out. */
function textIn(said: JsonObject, name: string): string | undefined {
  const value = said[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string") throw invalid(`${name} must be a text`);
  return value;
}

function invalid(message: string) {
  return serviceRefusal("Ecs.0005", message);
}
