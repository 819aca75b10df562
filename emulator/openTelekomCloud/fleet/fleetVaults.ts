import type { VaultState } from "../cloudState";
import { vaultOf } from "../fixture";
import { fleetIds } from "./fleetIds";

/** The vaults of the default fleet. */
export const fleetVaults: VaultState[] = [
  vaultOf({ id: fleetIds.vaultServers, name: "vault-servers" }),
  vaultOf({ id: fleetIds.vaultFull, name: "vault-full", sizeGb: 100, usedMb: 100 * 1024 }),
  vaultOf({ id: fleetIds.vaultReplicas, name: "vault-replicas", protectType: "replication" }),
  vaultOf({
    id: fleetIds.vaultTeam,
    name: "vault-team",
    resources: [{ id: fleetIds.team08, name: "team-08", sizeGb: 40, type: "OS::Nova::Server" }],
  }),
  vaultOf({ id: fleetIds.vaultDisks, name: "vault-disks", objectType: "disk" }),
  vaultOf({ id: fleetIds.vaultLocked, name: "vault-locked", status: "lock" }),
  vaultOf({ id: fleetIds.vaultFrozen, name: "vault-frozen", status: "frozen" }),
];
