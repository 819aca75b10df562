import { isObject } from "../gateway/json";
import type { JsonObject } from "../gateway/json";
import { knownFields } from "../gateway/knownFields";
import { notEmulated } from "../gateway/refusal";
import type { Answer, Call } from "../gateway/route";
import { newUuid } from "../identifiers";
import { serversToAdd } from "./resourceRules";
import {
  checkChoice,
  checkFlag,
  checkSize,
  checkVaultName,
  checkVaultNameIsFree,
  checkVaultTags,
  invalid,
  refuseAutoBind,
  vaultOfBody,
} from "./vaultRules";
import { vaultView } from "./vaultView";

const fields = [
  ...["name", "description", "billing", "resources", "tags", "enterprise_project_id", "locked"],
  ...["auto_bind", "bind_rules", "auto_expand", "backup_policy_id"],
];
const billingFields = [
  ...["object_type", "protect_type", "consistent_level", "size", "charging_mode", "cloud_type"],
  ...["is_auto_renew", "is_auto_pay", "console_url"],
];
const mostServersAtOnce = 255;

/** Makes a vault. */
export function createVault({ state, now, body, requestId }: Call): Answer {
  const requested = vaultOfBody(body, fields, requestId);
  refuseAutomation(requested, requestId);
  const { object_type: objectType, protect_type: protectType, size } = billingOf(requested, requestId);
  const name = checkVaultName(requested["name"]);
  const resources = requested["resources"];
  if (!Array.isArray(resources) || resources.length > mostServersAtOnce) {
    throw invalid(`resources must be a list of up to ${mostServersAtOnce}`);
  }
  const vault = {
    id: newUuid(state),
    name,
    description: descriptionOf(requested["description"]),
    objectType,
    protectType,
    status: "available",
    sizeGb: size,
    usedMb: 0,
    resources: serversToAdd(state, { objectType, protectType, resources: [] }, resources, requestId),
    tags: checkVaultTags(requested["tags"]),
    enterpriseProjectId: enterpriseProject(requested["enterprise_project_id"]),
    locked: checkFlag(requested["locked"], "locked", false),
    autoExpand: checkFlag(requested["auto_expand"], "auto_expand", false),
    notify: true,
    threshold: 80,
    createdAt: now,
  };
  checkVaultNameIsFree(state, name);
  state.vaults.push(vault);
  return { status: 200, body: { vault: vaultView(state, vault) } };
}

function billingOf({ billing }: JsonObject, requestId: string) {
  if (!isObject(billing)) throw invalid("billing is missing");
  knownFields(billing, billingFields, "a vault", requestId);
  checkChoice(billing["consistent_level"], "consistent_level", ["crash_consistent"]);
  checkChoice(billing["charging_mode"], "charging_mode", ["post_paid"], "post_paid");
  checkChoice(billing["cloud_type"], "cloud_type", ["public"], "public");
  return {
    object_type: checkChoice(billing["object_type"], "object_type", ["server", "disk", "turbo"]),
    protect_type: checkChoice(billing["protect_type"], "protect_type", ["backup", "replication"]),
    size: checkSize(billing["size"]),
  };
}

/** What would act by itself later on. */
function refuseAutomation(requested: JsonObject, requestId: string): void {
  const policy = requested["backup_policy_id"] ?? null;
  if (policy !== null) throw notEmulated("backup policies", requestId);
  refuseAutoBind(requested, requestId);
}

function descriptionOf(description: unknown): string {
  if (description === undefined) return "";
  if (typeof description === "string" && description.length <= 64) return description;
  throw invalid("description must be a text of up to 64 characters");
}

function enterpriseProject(id: unknown): string {
  if (id === undefined || id === "0") return "0";
  if (typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw invalid("enterprise_project_id must be 0 or an id");
}
