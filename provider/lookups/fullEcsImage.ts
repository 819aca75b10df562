import type { Cloud } from "../ports/cloud";
import type { Image } from "../ports/images";
import type { Listings } from "../ports/listings";
import { parseMark } from "../ports/mark";
import { outputsOf } from "../resources/fullEcsImage/outputs";
import { isOfWholeServer } from "../resources/isOfWholeServer";
import { idNameOrTags, type IdNameOrTags } from "./arguments";
import type { Lookup } from "./lookup";
import { LookupRefused } from "./refusal";
import type { GetFullEcsImageResult } from "./results";
import { listedOrAsked, placeOf, theOnly, withId, withName, type Search } from "./search";

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

function latestFirst(a: Image, b: Image): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);
}
