import { createHash } from "node:crypto";
import type { Instant, ServerState } from "../cloudState";
import type { Answer, Call } from "../gateway/route";
import { findNativeServer } from "./findServer";

/** As long as what RSA with 2048 bits makes. */
const cipherBytes = 256;

/** The password of a Windows server, encrypted for its key pair; empty where there is none, or not yet. */
export function getWindowsPassword({ state, now, parameters }: Call): Answer {
  const server = findNativeServer(state, parameters["server_id"] ?? "");
  const { windowsPasswordAt: at } = server;
  return { status: 200, body: { password: at === null || at > now ? "" : cipherText(server, at) } };
}

/** Forgets the password. */
export function deleteWindowsPassword({ state, parameters }: Call): Answer {
  findNativeServer(state, parameters["server_id"] ?? "").windowsPasswordAt = null;
  return { status: 204 };
}

/** No password is in it: another one after each change of the OS, and the same until then. */
function cipherText({ id }: ServerState, at: Instant): string {
  const block = (index: number) => createHash("sha256").update(`password ${id} ${at} ${index}`).digest();
  const blocks = Array.from({ length: cipherBytes / 32 }, (_, index) => block(index));
  return Buffer.concat(blocks).toString("base64");
}
