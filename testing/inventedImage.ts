import type { Backup } from "../provider/ports/backups";
import type { Image } from "../provider/ports/images";
import type { Server } from "../provider/ports/servers";
import type { Vault } from "../provider/ports/vaults";
import { inventedTime, type InventedAccount } from "./inventedAccount";
import { inventedId } from "./inventedId";

/** How long a backup takes: an order of magnitude that real ones have. */
const backupSeconds = 12 * 60;

type Told = Pick<Image, "id" | "name"> & Partial<Image>;

/** A full-ECS image of a server, Normal, with its backup in a vault. */
export function inventedImage(
  account: InventedAccount,
  { server, vault }: { server: Server; vault: Vault },
  told: Told,
  isBackedUp = true,
): { image: Image; backup: Backup } {
  const disks = account.disksOf(server);
  const backup: Backup = {
    ...{ id: inventedId("backup", told.id), name: told.name, vaultId: vault.id },
    ...(isBackedUp
      ? { state: "finished", stateText: "available", restorableFrom: "backup" }
      : { state: "copying", stateText: "protecting", restorableFrom: "snapshot" }),
    ...{ serverId: server.id, serverName: server.name, availabilityZone: server.availabilityZone },
    sizeGb: disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0),
    disks: disks.map(({ id, sizeGb }) => ({ diskId: id, bootable: id === server.systemDiskId, sizeGb })),
    ...{ createdAt: inventedTime, updatedAt: inventedTime + backupSeconds },
  };
  const image: Image = {
    ...{ description: "", state: "usable", stateText: "active", wholeServer: true, backupId: backup.id },
    ...{ mark: undefined, tags: {}, minRamMb: 0, maxRamMb: undefined, enterpriseProject: "0" },
    createdAt: inventedTime,
    ...told,
  };
  account.keep(image, backup);
  if (!vault.serverIds.includes(server.id)) vault.serverIds.push(server.id);
  return { image, backup };
}
