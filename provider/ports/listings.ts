import type { Backup } from "./backups";
import type { Delegation } from "./delegations";
import type { Disk, DiskQuota } from "./disks";
import type { Image, ImageQuota } from "./images";
import type { KeyPair } from "./keyPairs";
import type { EncryptionKey } from "./keys";
import type { OsImage } from "./osImages";
import type { Server } from "./servers";
import type { Vault } from "./vaults";

/** Lists of everything in an account, that all resources of a process look at; up to a minute old. */
export interface Listings {
  /** Forgets the lists that are no longer of this very moment; false where there are none. */
  renew: () => boolean;
  servers: () => Promise<Server[]>;
  disks: () => Promise<Disk[]>;
  vaults: () => Promise<Vault[]>;
  images: () => Promise<Image[]>;
  backups: () => Promise<Backup[]>;
  imageQuota: () => Promise<ImageQuota | undefined>;
  osImages: () => Promise<OsImage[]>;
  diskQuota: () => Promise<DiskQuota | undefined>;
  keys: () => Promise<EncryptionKey[]>;
  keyPair: (name: string) => Promise<KeyPair | undefined>;
  diskServiceMayUseKeys: () => Promise<Delegation>;
}
