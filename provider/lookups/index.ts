import type { Cloud } from "../ports/cloud";
import type { Listings } from "../ports/listings";
import { SharedListings } from "../procedures/listings";
import { readArguments } from "./arguments";
import { getFullEcsImage } from "./fullEcsImage";
import type { Lookup } from "./lookup";
import { callText, LookupRefused } from "./refusal";
import type { LookupName } from "./results";
import { getServer } from "./server";
import { getVault } from "./vault";

const lookups = { getServer, getVault, getFullEcsImage } satisfies Record<LookupName, unknown>;

export function isLookupName(name: string): name is LookupName {
  return Object.hasOwn(lookups, name);
}

/**
 * What a lookup looks at: `shared` lists may be up to a minute old; `fresh` ones begin after the call, and so show what
 * the resources that were waited for have done.
 */
export type Lists = "shared" | "fresh";

/** The lookups of one run of a program: they share connections and lists. */
export class Lookups {
  private readonly upcoming = new Map<Cloud, Promise<Listings>>();
  private readonly announced = new Set<Cloud>();

  /** @param tell shows the user something that stays on the screen */
  constructor(
    private readonly connect: (profile: string | undefined) => Promise<Cloud>,
    private readonly tell: (text: string) => void,
  ) {}

  /** @param given the arguments, as the program gave them */
  async find(name: LookupName, given: unknown, lists: Lists): Promise<unknown> {
    // The arguments that a lookup gets are those of its own schema.
    const lookup = lookups[name] as unknown as Lookup<{ profile?: string | null }, unknown>;
    const wanted = readArguments(name, lookup.args, given, lookup.usage);
    const { profile, ...asked } = wanted;
    const cloud = await this.connect(profile ?? undefined);
    this.announce(cloud);
    const call = callText(name, asked);
    const look = (listings: Listings): Promise<unknown> => lookup.find(wanted, { cloud, listings }, call);
    if (lists === "fresh") return look(await this.freshLists(cloud));
    try {
      return await look(cloud.listings);
    } catch (error) {
      if (!(error instanceof LookupRefused)) throw error;
      // The shared lists may be from before the object was made: only new ones refuse.
      return look(await this.freshLists(cloud));
    }
  }

  /** Lists that are begun after this call; lookups that ask at the same moment share them. */
  private freshLists(cloud: Cloud): Promise<Listings> {
    const known = this.upcoming.get(cloud);
    if (known) return known;
    const lists = new Promise<Listings>((resolve) => {
      setImmediate(() => {
        this.upcoming.delete(cloud);
        resolve(new SharedListings(cloud));
      });
    });
    this.upcoming.set(cloud, lists);
    return lists;
  }

  private announce(cloud: Cloud): void {
    if (!cloud.emulated || this.announced.has(cloud)) return;
    this.announced.add(cloud);
    this.tell("lookups are answered by an emulated cloud");
  }
}
