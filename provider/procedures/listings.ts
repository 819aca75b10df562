import type { Cloud } from "../ports/cloud";
import type { Listings } from "../ports/listings";

/** How old a list may be that many resources look at, in the cloud's time. */
const usableMilliseconds = 60_000;

/** A list of this very moment would only say the same again. */
const freshMilliseconds = 1_000;

type Listed = Pick<
  Cloud,
  | "clock"
  | "servers"
  | "disks"
  | "vaults"
  | "images"
  | "backups"
  | "osImages"
  | "keys"
  | "keyPairs"
  | "delegations"
>;

/**
 * Lists that all resources of a process look at: the engine asks for one resource after the other, and a call
 * for each of them would be minutes. A list that could not be had is not asked for again by each resource either.
 */
export class SharedListings implements Listings {
  private readonly kept = new Map<string, { at: number; list: Promise<unknown> }>();

  constructor(private readonly cloud: Listed) {}

  servers = () => this.shared("servers", () => this.cloud.servers.list());
  disks = () => this.shared("disks", () => this.cloud.disks.list());
  vaults = () => this.shared("vaults", () => this.cloud.vaults.list());
  images = () => this.shared("images", () => this.cloud.images.list());
  backups = () => this.shared("backups", () => this.cloud.backups.list());
  imageQuota = () => this.shared("image quota", () => this.cloud.images.quota());
  osImages = () => this.shared("OS images", () => this.cloud.osImages.list());
  diskQuota = () => this.shared("disk quota", () => this.cloud.disks.quota());
  keys = () => this.shared("keys", () => this.cloud.keys.list());
  keyPair = (name: string) => this.shared(`key pair ${name}`, () => this.cloud.keyPairs.get(name));
  diskServiceMayUseKeys = () =>
    this.shared("delegation", () => this.cloud.delegations.diskServiceMayUseKeys());

  renew = (): boolean => {
    const now = this.cloud.clock.now();
    const old = [...this.kept].filter(([, { at }]) => now - at >= freshMilliseconds);
    for (const [what] of old) this.kept.delete(what);
    return old.length > 0;
  };

  private shared<T>(what: string, read: () => Promise<T>): Promise<T> {
    const now = this.cloud.clock.now();
    const kept = this.kept.get(what);
    if (kept && now - kept.at < usableMilliseconds) return kept.list as Promise<T>;
    const list = read();
    this.kept.set(what, { at: now, list });
    return list;
  }
}
