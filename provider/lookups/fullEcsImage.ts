import type { AccountIdentity, Cloud } from "../ports/cloud";
import type { Image } from "../ports/images";
import type { Listings } from "../ports/listings";
import { parseMark } from "../ports/mark";
import type { FollowUp } from "../resources/fullEcsImage/followUps";
import { outputsOf, type ImagedDisk } from "../resources/fullEcsImage/outputs";
import { idNameOrTags, type IdNameOrTags } from "./arguments";
import type { Lookup } from "./lookup";
import { LookupRefused } from "./refusal";
import { listedOrAsked, placeOf, theOnly, withId, withName, type Search } from "./search";

/**
 * A full-ECS image, as {@link getFullEcsImage} finds it: the outputs of a FullEcsImage, as far as they can be seen. What the
 * backup tells is absent where the backup is gone (no server can be made from the image then) or not there yet.
 */
export interface GetFullEcsImageResult {
  /** ID of the image: what servers are created from, and what `adopt` takes. */
  imageId: string;
  /** Name of the image. */
  name: string;
  /** Description of the image; absent: none. */
  description?: string;
  /** The console's word for the image's status: "Creating", "Normal" or "Failed". */
  imageStatus: string;
  /** The availability zone that the image is restricted to while its backup is not complete. */
  availableOnlyIn?: string;
  /** All tags of the image, without the provider's own mark. */
  tagsAll: Record<string, string>;
  /** Smallest memory of a server made from it, in MiB; 0: no limit. */
  minRamMb: number;
  /** Largest memory of a server made from it, in MiB; absent: no limit. */
  maxRamMb?: number;
  /** ID of its enterprise project; "0": the default one. */
  enterpriseProject: string;
  /** The FullEcsImage that it belongs to. Absent: none, and it can be given to `adopt`. */
  owner?: ImageOwner;
  /** ID of the backup behind the image. */
  backupId?: string;
  /** ID of the vault that holds image and backup. */
  vaultId?: string;
  /** Name of the vault that holds image and backup. */
  vaultName?: string;
  /** ID of the source ECS. */
  serverId?: string;
  /** Name of the source ECS when it was imaged. */
  sourceServerName?: string;
  /** Availability zone of the source ECS. */
  sourceAvailabilityZone?: string;
  /** Size of all disks in the image together, in GB. */
  sizeGb?: number;
  /** The disks whose data the image holds, the system disk first; `type` of those that still exist. */
  disks?: ImagedDisk[];
  /** When the image was created: ISO 8601, UTC. */
  createdAt: string;
  /** When its backup was complete: ISO 8601, UTC; absent before. */
  backedUpAt?: string;
  /** Always false: a full-ECS image cannot be exported. */
  exportable: false;
  /** Always false: a full-ECS image cannot be replicated to another region. */
  replicable: false;
  /** What is left for a human to do, or to know. */
  followUps: FollowUp[];
  /** The account that image and backup are in. */
  account: AccountIdentity;
}

/** Which resource of this provider an image belongs to. */
export interface ImageOwner {
  /** The resource's Pulumi id, as `pulumi stack --show-ids` shows it. */
  id: string;
  /** The value of the image's tag `ecs-lifecycle`. */
  mark: string;
}

export const getFullEcsImage: Lookup<IdNameOrTags, GetFullEcsImageResult> = {
  args: idNameOrTags,
  usage:
    `getFullEcsImage({ id: "<ID>" }), getFullEcsImage({ name: "<exact name>" }) or ` +
    `getFullEcsImage({ tags: { <key>: "<value>" }, mostRecent: true })`,
  async find({ id, name, tags, mostRecent }, { cloud, listings }, call) {
    const search: Search<Image> = {
      ...{ call, noun: "private image", account: cloud.identity, list: listings.images() },
      get: (wanted) => cloud.images.get(wanted),
    };
    if (tags) return described(await withTags(search, tags, mostRecent ?? false), cloud, listings);
    const image = id ? await withId(search, id) : await withName(search, name ?? "");
    if (isOfWholeServer(image)) return described(image, cloud, listings);
    if (image.state === "creating" && image.wholeServer === undefined)
      throw new LookupRefused(call, {
        seen: `image ${image.id} ("${image.name}") is being made, and the cloud does not say yet what it is made of`,
        expected: "an image that was made of a whole server",
        remedy: "Run again when the image is Normal.",
      });
    throw new LookupRefused(call, {
      seen: `image ${image.id} ("${image.name}") is no full-ECS image`,
      expected: "an image that was made of a whole server",
      remedy: "Look for Full-ECS image in the column Type of the IMS console's private images.",
    });
  },
};

/** The only usable full-ECS image that carries all these tags, or the latest of several. */
async function withTags(
  search: Search<Image>,
  tags: Record<string, string>,
  mostRecent: boolean,
): Promise<Image> {
  const ofServers = (await search.list).filter(isOfWholeServer);
  const tagged = ofServers.filter((image) =>
    Object.entries(tags).every(([key, value]) => image.tags[key] === value),
  );
  const usable = tagged.filter(({ state }) => state === "usable").sort(latestFirst);
  if (usable.length > 0)
    return theOnly(
      mostRecent ? usable.slice(0, 1) : usable,
      { ...search, noun: "full-ECS image" },
      "Add mostRecent: true for the latest, another tag, or give the ID of the one that is meant.",
    );
  const others = tagged.map(({ id, stateText }) => `${id} is in state ${stateText}`);
  throw new LookupRefused(search.call, {
    seen:
      others.length > 0
        ? `no full-ECS image with these tags is Normal: ${others.join(", ")}`
        : `none of the ${ofServers.length} full-ECS images in ${placeOf(search.account)} has these tags`,
    expected: "a full-ECS image in status Normal that carries every one of these tags",
    remedy: "Look the tags up in the IMS console, and check the profile's region and project.",
  });
}

async function described(image: Image, cloud: Cloud, listings: Listings): Promise<GetFullEcsImageResult> {
  const backup =
    image.backupId === undefined
      ? undefined
      : await listedOrAsked({ list: listings.backups(), get: (id) => cloud.backups.get(id) }, image.backupId);
  const vault =
    backup &&
    (await listedOrAsked({ list: listings.vaults(), get: (id) => cloud.vaults.get(id) }, backup.vaultId));
  const { identity: account, defaultTags } = cloud;
  const found = { account, settled: true, defaultTags, image, backup, vault, disks: await listings.disks() };
  const { stateVersion: _, settled: __, ...seen } = outputsOf({}, found);
  const mark = parseMark(image.mark);
  return {
    ...(seen as typeof seen & GetFullEcsImageResult),
    ...(image.description && { description: image.description }),
    minRamMb: image.minRamMb,
    ...(image.maxRamMb !== undefined && { maxRamMb: image.maxRamMb }),
    enterpriseProject: image.enterpriseProject ?? "0",
    ...(mark && { owner: { id: mark.generation, mark: image.mark ?? "" } }),
  };
}

/** As the adoption of an image judges it. */
function isOfWholeServer({ wholeServer, backupId }: Image): boolean {
  return wholeServer ?? backupId !== undefined;
}

function latestFirst(a: Image, b: Image): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);
}
