import type { Backup } from "../provider/ports/backups";
import type { AccountIdentity, Cloud } from "../provider/ports/cloud";
import type { Disk } from "../provider/ports/disks";
import type { Image } from "../provider/ports/images";
import type { Server } from "../provider/ports/servers";
import type { Vault } from "../provider/ports/vaults";
import { isId } from "../provider/resources/inputForms";
import { inventedId } from "./inventedId";

/** When everything was made that a test meets: the same in every run. Seconds since 1970. */
export const inventedTime = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;

const availabilityZone = "eu-de-01";

/**
 * An account that has whatever a program names: servers, vaults and images are made up when they are first asked for,
 * and remembered, so that a lookup and a resource tell the same of a server.
 */
export class InventedAccount {
  readonly identity: AccountIdentity = {
    cloud: "openTelekomCloud",
    region: "eu-de",
    projectId: inventedId("project").replaceAll("-", ""),
  };
  private readonly servers: Server[] = [];
  private readonly disks: Disk[] = [];
  private readonly vaults: Vault[] = [];
  private readonly images: Image[] = [];
  private readonly backups: Backup[] = [];

  /** The server with this ID or name: Running, with a system disk and a data disk. */
  server(idOrName: string, osFamily: Server["osFamily"] = "Linux"): Server {
    const known = namedOrWithId(this.servers, idOrName);
    if (known) return known;
    const { id, name } = identify("server", idOrName);
    const disks = [
      disk(inventedId("system disk", id), `${name}-volume-0000`, 40, "SSD", id),
      disk(inventedId("data disk", id), `${name}-volume-0001`, 100, "SAS", id),
    ];
    const server: Server = {
      ...{ id, name, osFamily, availabilityZone },
      ...{ state: "running", stateText: "ACTIVE", task: undefined, frozen: false, records: {} },
      diskIds: disks.map((one) => one.id),
      systemDiskId: disks[0]?.id,
      ...{ imageId: inventedId("image of server", id), memoryMb: 4096, keyName: undefined, locked: false },
      addresses: [inventedAddress(id)],
      createdAt: undefined,
    };
    this.servers.push(server);
    this.disks.push(...disks);
    return server;
  }

  disksOf(server: Server): Disk[] {
    return this.disks.filter(({ serverIds }) => serverIds.includes(server.id));
  }

  /** The server backup vault with this ID or name. */
  vault(idOrName: string, sizeGb = 1000): Vault {
    const known = namedOrWithId(this.vaults, idOrName);
    if (known) return known;
    const vault: Vault = {
      ...identify("vault", idOrName),
      ...{ forServerBackups: true, kindText: "object type server, protection type backup" },
      ...{ usable: true, stateText: "available", sizeGb, usedGb: 0 },
      ...{ serverIds: [], mark: undefined, createdAt: inventedTime },
    };
    this.vaults.push(vault);
    return vault;
  }

  /** Remembers an image and the backup behind it, in place of what was known of them. */
  keep(image: Image, backup: Backup): void {
    put(this.images, image);
    put(this.backups, backup);
  }

  hasImage(isMeant: (image: Image) => boolean): boolean {
    return this.images.some(isMeant);
  }

  backupOfImage(id: string | undefined): Backup | undefined {
    const image = this.images.find((one) => one.id === id);
    return this.backups.find((one) => one.id === image?.backupId);
  }

  /** The account as lookups see it: they look at its lists, and at nothing else. */
  asCloud(): Cloud {
    const { identity } = this;
    const listings: Partial<Cloud["listings"]> = {
      servers: () => Promise.resolve(this.servers),
      disks: () => Promise.resolve(this.disks),
      vaults: () => Promise.resolve(this.vaults),
      images: () => Promise.resolve(this.images),
      backups: () => Promise.resolve(this.backups),
    };
    return { identity, defaultTags: {}, emulated: false, listings } as Cloud;
  }
}

function namedOrWithId<T extends { id: string; name: string }>(
  all: readonly T[],
  text: string,
): T | undefined {
  return all.find(({ id, name }) => id === text.toLowerCase() || name === text);
}

function put<T extends { id: string }>(all: T[], one: T): void {
  const place = all.findIndex(({ id }) => id === one.id);
  all.splice(place === -1 ? all.length : place, 1, one);
}

function identify(noun: string, idOrName: string): { id: string; name: string } {
  if (!isId(idOrName)) return { id: inventedId(noun, idOrName), name: idOrName };
  return { id: idOrName.toLowerCase(), name: `${noun}-${idOrName.slice(0, 8).toLowerCase()}` };
}

function inventedAddress(serverId: string): Server["addresses"][number] {
  const digits = inventedId("address", serverId);
  const [a = "", b = "", c = ""] = digits.match(/../g) ?? [];
  return { ip: `10.0.${parseInt(a, 16)}.${(parseInt(b, 16) % 254) + 1}`, mac: `fa:16:3e:${a}:${b}:${c}` };
}

function disk(id: string, name: string, sizeGb: number, type: string, serverId: string): Disk {
  return {
    ...{ id, name, sizeGb, type, onDedicatedStorage: false, scsi: false, serverIds: [serverId] },
    ...{ encrypted: false, keyId: undefined, createdAt: undefined },
  };
}
