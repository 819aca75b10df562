import type { VaultState } from "../cloudState";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { knownFields } from "../gateway/knownFields";
import { backupRefusal } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { findVault } from "./findVault";
import {
  checkFlag,
  checkSize,
  checkVaultName,
  checkVaultNameIsFree,
  invalid,
  refuseAutoBind,
  vaultOfBody,
} from "./vaultRules";
import { vaultView } from "./vaultView";

const fields = [
  ...["name", "billing", "auto_expand", "smn_notify", "threshold", "locked"],
  ...["auto_bind", "bind_rules"],
];

/** Changes a vault: everything that is said, or nothing where one thing is refused. */
export function changeVault({ state, parameters, body, requestId }: Call): Answer {
  const vault = findVault(state, parameters["vault_id"] ?? "");
  const requested = vaultOfBody(body, fields, requestId);
  refuseAutoBind(requested, requestId);
  const name = requested["name"] === undefined ? vault.name : checkVaultName(requested["name"]);
  if (name !== vault.name) checkVaultNameIsFree(state, name);
  Object.assign(vault, {
    name,
    sizeGb: sizeOf(vault, requested, requestId),
    autoExpand: checkFlag(requested["auto_expand"], "auto_expand", vault.autoExpand),
    notify: checkFlag(requested["smn_notify"], "smn_notify", vault.notify),
    threshold: thresholdOf(vault, requested["threshold"]),
    locked: lockOf(vault, requested["locked"]),
  });
  return { status: 200, body: { vault: vaultView(state, vault) } };
}

function sizeOf(vault: VaultState, { billing }: JsonObject, requestId: string): number {
  if (billing === undefined) return vault.sizeGb;
  if (!isObject(billing)) throw invalid("billing must be an object");
  const said = knownFields(billing, ["size"], "a vault", requestId)["size"];
  const size = said === undefined ? vault.sizeGb : checkSize(said);
  if (size * 1024 < vault.usedMb) {
    throw backupRefusal("6101", `Invalid vault capacity: ${vault.usedMb} MB are in use`);
  }
  return size;
}

function thresholdOf(vault: VaultState, threshold: unknown): number {
  if (threshold === undefined) return vault.threshold;
  if (Number.isInteger(threshold) && Number(threshold) >= 1 && Number(threshold) <= 100) {
    return Number(threshold);
  }
  throw invalid("threshold must be a whole number from 1 to 100");
}

function lockOf(vault: VaultState, locked: unknown): boolean {
  const wanted = checkFlag(locked, "locked", vault.locked);
  if (vault.locked && !wanted) throw backupRefusal("6110", "A locked vault cannot be unlocked");
  return wanted;
}
