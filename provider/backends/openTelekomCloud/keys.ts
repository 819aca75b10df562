import { z } from "zod";
import type { EncryptionKey, Keys } from "../../ports/keys";
import type { HttpClient } from "../../transport/httpClient";

const wireKey = z.object({
  key_id: z.string(),
  key_alias: z.string().nullish(),
  key_state: z.coerce.string(),
  default_key_flag: z.coerce.string().nullish(),
});
const answer = z.object({
  key_details: z.array(wireKey),
  next_marker: z.string().nullish(),
  // A text, "true" or "false".
  truncated: z.coerce.string().nullish(),
});

/** The most that the list gives at once. */
const pageSize = 1000;

/** Encryption keys of Open Telekom Cloud (KMS). */
export function keys(http: HttpClient, projectId: string): Keys {
  return {
    // POST /v1.0/{project_id}/kms/list-keys: only reads, although it is a POST; every value is a text.
    list: async () => {
      const path = `/v1.0/${projectId}/kms/list-keys`;
      const found: EncryptionKey[] = [];
      for (let marker = ""; ;) {
        const body = { limit: String(pageSize), ...(marker && { marker }) };
        const page = await http.call({ service: "kms", method: "POST", path, body, answer });
        found.push(...page.key_details.map(toKey));
        const next = page.next_marker ?? "";
        if (page.truncated !== "true" || next === "") return found;
        marker = next;
      }
    },
  };
}

const states: Record<string, { state: EncryptionKey["state"]; text: string }> = {
  "1": { state: "other", text: "to be activated" },
  "2": { state: "enabled", text: "enabled" },
  "3": { state: "disabled", text: "disabled" },
  "4": { state: "toBeDeleted", text: "scheduled for deletion" },
  "5": { state: "other", text: "waiting for import" },
};

function toKey(key: z.infer<typeof wireKey>): EncryptionKey {
  const { state, text } = states[key.key_state] ?? { state: "other", text: `state ${key.key_state}` };
  return {
    id: key.key_id,
    name: key.key_alias ?? "",
    state,
    stateText: text,
    isDefault: key.default_key_flag === "1",
  };
}
