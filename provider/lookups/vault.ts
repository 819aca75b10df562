import { idOrName, type IdOrName } from "./arguments";
import type { Lookup } from "./lookup";
import type { GetVaultResult } from "./results";
import { withId, withName } from "./search";

export const getVault: Lookup<IdOrName, GetVaultResult> = {
  args: idOrName,
  usage: `getVault({ id: "<ID>" }) or getVault({ name: "<exact name>" })`,
  async find({ id, name }, { cloud, listings }, call) {
    const search = {
      ...{ call, noun: "vault", account: cloud.identity, list: listings.vaults() },
      get: (wanted: string) => cloud.vaults.get(wanted),
    };
    const vault = id ? await withId(search, id) : await withName(search, name ?? "");
    const { sizeGb, usedGb } = vault;
    const servers = await listings.servers();
    return {
      id: vault.id,
      name: vault.name,
      type: vault.kindText,
      forServerBackups: vault.forServerBackups,
      status: vault.stateText,
      usable: vault.usable,
      ...{ sizeGb, usedGb, freeGb: Math.max(0, sizeGb - usedGb) },
      servers: vault.serverIds.map((serverId) => {
        const server = servers.find((one) => one.id === serverId);
        return { id: serverId, ...(server && { name: server.name }) };
      }),
      account: cloud.identity,
    };
  },
};
