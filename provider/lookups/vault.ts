import type { AccountIdentity } from "../ports/cloud";
import { idOrName, type IdOrName } from "./arguments";
import type { Lookup } from "./lookup";
import { withId, withName } from "./search";

/** A vault, as {@link getVault} finds it. */
export interface GetVaultResult {
  /** ID of the vault. */
  id: string;
  /** Name of the vault. */
  name: string;
  /** What it is for, for example "object type server, protection type backup". */
  type: string;
  /** Whether it is for backups of servers: only such a vault can hold full-ECS images. */
  forServerBackups: boolean;
  /** The API's word, for example "available". */
  status: string;
  /** Whether it takes backups in this status. */
  usable: boolean;
  /** Size in GB. */
  sizeGb: number;
  /** What its backups take up, in GB. */
  usedGb: number;
  /** What is left, in GB; 0 where more than its size is in use. */
  freeGb: number;
  /** The servers that belong to it; of a vault that is for disks, the disks. `name`: absent where there is no such server. */
  servers: { id: string; name?: string }[];
  /** The account that it is in. */
  account: AccountIdentity;
}

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
