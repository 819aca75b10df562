import type { CloudState, KmsKeyState } from "../cloudState";
import type { Answer, Call } from "../gateway/route";
import { parametersOf } from "./parameters";
import { keyRefusal } from "./refusal";

const longestPage = 1000;
const keyId = /^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/;

/** What `list-keys` can be asked for. */
export const keyFilters = ["limit", "marker", "key_state", "sequence"] as const;
/** What `describe-key` can be asked for. */
export const keyNames = ["key_id", "sequence"] as const;

/** The keys, page by page. A marker is a position in the list. */
export function listKeys(call: Call): Answer {
  const { limit, marker, key_state: keyState } = parametersOf(call, keyFilters);
  if (keyState !== undefined && !/^[1-5]$/.test(keyState)) throw keyRefusal("0308", "Invalid key_state.");
  const { state } = call;
  const found = state.kmsKeys.filter((key) => keyState === undefined || key.state === keyState);
  const begin = numberIn("marker", marker, { otherwise: 0, from: 0, to: found.length });
  const size = numberIn("limit", limit, { otherwise: longestPage, from: 1, to: longestPage });
  const page = found.slice(begin, begin + size);
  const truncated = begin + size < found.length;
  return {
    status: 200,
    body: {
      keys: page.map(({ id }) => id),
      key_details: page.map((key) => keyView(state, key)),
      next_marker: truncated ? String(begin + size) : "",
      truncated: String(truncated),
      total: found.length,
    },
  };
}

/** One key, by its id or by `alias/<alias>`. */
export function describeKey(call: Call): Answer {
  const { key_id: id } = parametersOf(call, keyNames);
  if (id === undefined || id === "") throw keyRefusal("0204", "Parameters missing in the request message.");
  const { state } = call;
  const alias = state.world.keyByAlias === "found" ? /^alias\/(.+)$/.exec(id)?.[1] : undefined;
  if (alias === undefined && !keyId.test(id)) throw keyRefusal("0205", "Invalid key ID.");
  const key = state.kmsKeys.find((one) => (alias === undefined ? one.id === id : one.alias === alias));
  if (key === undefined) throw keyRefusal("0207", "The key does not exist.", 404);
  return { status: 200, body: { key_info: keyView(state, key) } };
}

function keyView({ account }: CloudState, key: KmsKeyState): object {
  return {
    key_id: key.id,
    domain_id: account.domainId,
    key_alias: key.alias,
    realm: account.region,
    key_description: key.description,
    creation_date: String(key.createdAt),
    scheduled_deletion_date: key.state === "4" ? String(key.createdAt + deletionMs) : "",
    key_state: key.state,
    default_key_flag: key.isDefault ? "1" : "0",
    key_type: "1",
    key_spec: "AES_256",
    key_usage: "ENCRYPT_DECRYPT",
    expiration_time: "",
    origin: key.state === "5" ? "external" : "kms",
  };
}

/** Seven days after its creation: nothing says when somebody asked for the deletion. */
const deletionMs = 7 * 24 * 3600 * 1000;

function numberIn(
  name: string,
  text: string | undefined,
  range: { otherwise: number; from: number; to: number },
): number {
  if (text === undefined || text === "") return range.otherwise;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= range.from && number <= range.to) return number;
  throw keyRefusal("0308", `${name} must be a whole number from ${range.from} to ${range.to}.`);
}
