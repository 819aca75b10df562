import { createHash } from "node:crypto";
import type { CloudState } from "./cloudState";

/** A new UUID. The same requests to the same cloud give the same ones, so that a failed test can be repeated. */
export function newUuid(state: CloudState): string {
  return uuidOf(newHexId(state));
}

/** The UUID that something with this name always has. */
export function stableUuid(name: string): string {
  return uuidOf(stableHexId(name));
}

function uuidOf(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

/** The id of 32 hexadecimal digits that something with this name always has. */
export function stableHexId(name: string): string {
  return createHash("sha256").update(`emulated ${name}`).digest("hex").slice(0, 32);
}

/** A new id of 32 hexadecimal digits, as jobs have it. */
export function newHexId(state: CloudState): string {
  state.identifiersGiven += 1;
  return stableHexId(String(state.identifiersGiven));
}
