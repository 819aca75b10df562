import { z } from "zod";
import { markKey } from "../../ports/mark";
import type { Vault, Vaults } from "../../ports/vaults";
import type { HttpClient } from "../../transport/httpClient";
import { ifThere } from "./ifThere";
import { listPages } from "./listPages";
import { cloudTime, utcSeconds } from "./utcSeconds";

const wireVault = z.object({
  id: z.string(),
  name: z.string().nullish(),
  created_at: cloudTime.nullish(),
  tags: z.array(z.object({ key: z.string(), value: z.string().nullish() })).nullish(),
  resources: z.array(z.object({ id: z.string() })).nullish(),
  billing: z.object({
    status: z.string().nullish(),
    object_type: z.string(),
    protect_type: z.string(),
    size: z.number(),
    /** In MB, while `size` is in GB. */
    used: z.number().nullish(),
  }),
});
const oneAnswer = z.object({ vault: wireVault });
const listAnswer = z.object({ vaults: z.array(wireVault), count: z.number().nullish() });

/** Vaults of Open Telekom Cloud (CBR). */
export function vaults(http: HttpClient, projectId: string): Vaults {
  const path = `/v3/${projectId}/vaults`;
  return {
    // GET /v3/{project_id}/vaults/{vault_id}
    get: (id) =>
      ifThere(async () => {
        const call = { service: "cbr", method: "GET", path: `${path}/${id}`, answer: oneAnswer } as const;
        return toVault((await http.call(call)).vault);
      }),
    // GET /v3/{project_id}/vaults
    list: () =>
      listPages(async (limit, offset) => {
        const query = { limit: String(limit), offset: String(offset) };
        const page = await http.call({ service: "cbr", method: "GET", path, query, answer: listAnswer });
        return { items: page.vaults.map(toVault), count: page.count };
      }),
    // POST /v3/{project_id}/vaults
    create: async ({ name, sizeGb, mark }) => {
      const billing = { object_type: "server", protect_type: "backup", consistent_level: "crash_consistent" };
      const body = {
        vault: {
          name,
          resources: [],
          tags: [{ key: markKey, value: mark }],
          billing: { ...billing, size: sizeGb },
        },
      };
      const call = { service: "cbr", method: "POST", path, body, once: true, answer: oneAnswer } as const;
      return toVault((await http.call(call)).vault);
    },
    // POST /v3/{project_id}/vaults/{vault_id}/removeresources
    removeServer: async (vaultId, serverId) => {
      const body = { resource_ids: [serverId] };
      const remove = `${path}/${vaultId}/removeresources`;
      await ifThere(() =>
        http.call({ service: "cbr", method: "POST", path: remove, body, answer: z.unknown() }),
      );
    },
    // DELETE /v3/{project_id}/vaults/{vault_id}: with all backups in it.
    delete: async (id) => {
      await ifThere(() =>
        http.call({ service: "cbr", method: "DELETE", path: `${path}/${id}`, answer: z.unknown() }),
      );
    },
  };
}

/** A locked vault protects its backups from deletion, and takes new ones. */
const usableStates = ["available", "lock"];

function toVault({ billing, ...vault }: z.infer<typeof wireVault>): Vault {
  const state = billing.status ?? "available";
  return {
    id: vault.id,
    name: vault.name ?? "",
    forServerBackups: billing.object_type === "server" && billing.protect_type === "backup",
    kindText: `object type ${billing.object_type}, protection type ${billing.protect_type}`,
    usable: usableStates.includes(state),
    stateText: state,
    sizeGb: billing.size,
    usedGb: (billing.used ?? 0) / 1024,
    serverIds: (vault.resources ?? []).map(({ id }) => id),
    mark: vault.tags?.find(({ key }) => key === markKey)?.value ?? undefined,
    createdAt: vault.created_at ? utcSeconds(vault.created_at) : 0,
  };
}
