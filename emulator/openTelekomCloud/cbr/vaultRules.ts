import type { CloudState, Tag } from "../cloudState";
import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { knownFields } from "../gateway/knownFields";
import { backupRefusal, notEmulated } from "../gateway/refusal";
import { parseTag } from "../gateway/tagAction";

const smallestGb = 10;
const largestGb = 10_485_760;
const mostTags = 20;

/** The `vault` of a body, with nothing in it but these fields. */
export function vaultOfBody(body: unknown, known: readonly string[], requestId: string): JsonObject {
  const vault = isObject(body) ? body["vault"] : undefined;
  if (!isObject(vault)) throw invalid("vault is missing");
  return knownFields(vault, known, "a vault", requestId);
}

/** A vault's name. */
export function checkVaultName(name: unknown): string {
  if (typeof name === "string" && name.length >= 1 && name.length <= 64) return name;
  throw invalid("name must be a text of 1 to 64 characters");
}

/** Refuses a name that another vault has, in a world that does so. */
export function checkVaultNameIsFree(state: CloudState, name: string): void {
  if (state.world.duplicateVaultNames === "allowed") return;
  if (state.vaults.some((vault) => vault.name === name)) {
    throw backupRefusal("6106", "The vault already exists");
  }
}

/** A vault's size in GB. */
export function checkSize(size: unknown): number {
  if (Number.isInteger(size) && Number(size) >= smallestGb && Number(size) <= largestGb) return Number(size);
  throw invalid(`size must be a whole number of GB from ${smallestGb} to ${largestGb}`);
}

/** The tags that a vault is to have: none, or 1 to 20. */
export function checkVaultTags(tags: unknown): Tag[] {
  if (tags === undefined) return [];
  if (!Array.isArray(tags) || tags.length === 0 || tags.length > mostTags) {
    throw invalid(`tags must be a list of 1 to ${mostTags} tags`);
  }
  const parsed = tags.map((tag: unknown) => parseTag(tag, true, ({ message }) => invalid(message)));
  if (new Set(parsed.map(({ key }) => key)).size < parsed.length) throw invalid("keys of tags must differ");
  return parsed;
}

/** Refuses a vault that would take servers in by itself; that it does not do so may be said. */
export function refuseAutoBind({ auto_bind: bind, bind_rules: rules }: JsonObject, requestId: string): void {
  const isRule = (value: unknown) => !Array.isArray(value) || value.length > 0;
  const hasRules = rules !== undefined && (!isObject(rules) || Object.values(rules).some(isRule));
  if (checkFlag(bind, "auto_bind", false) || hasRules) {
    throw notEmulated("vaults that take servers in by themselves", requestId);
  }
}

/** One of these, or `otherwise` where nothing is said. */
export function checkChoice<Value extends string>(
  value: unknown,
  name: string,
  choices: readonly Value[],
  otherwise?: Value,
): Value {
  const found = choices.find((choice) => choice === value) ?? (value === undefined ? otherwise : undefined);
  if (found === undefined) throw invalid(`${name} must be ${choices.join(" or ")}`);
  return found;
}

/** Yes or no, or `otherwise` where nothing is said. */
export function checkFlag(value: unknown, name: string, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value === "boolean") return value;
  throw invalid(`${name} must be true or false`);
}

/** BackupService.9900 */
export function invalid(message: string) {
  return backupRefusal("9900", `Parameter verification failed: ${message}`);
}
