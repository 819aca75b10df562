import { Lookups } from "../provider/lookups";
import type { LookupName } from "../provider/lookups/results";
import type { Image } from "../provider/ports/images";
import type { InventedAccount } from "./inventedAccount";
import { inventedId } from "./inventedId";
import { inventedImage } from "./inventedImage";

type Asked = Partial<Record<"id" | "name", string> & { tags: Record<string, string> }>;

/** What has to be there so that a lookup finds it. */
const makeUp: Record<LookupName, (asked: Asked, account: InventedAccount) => void> = {
  getServer: ({ id, name = "" }, account) => void account.server(id ?? name),
  getVault: ({ id, name = "" }, account) => void account.vault(id ?? name),
  getFullEcsImage: (asked, account) => {
    if (account.hasImage((image) => isMeant(image, asked))) return;
    const { id, name, tags } = asked;
    const source = { server: account.server("web-01"), vault: account.vault("server-backups") };
    const told = {
      id: id?.toLowerCase() ?? inventedId("image", JSON.stringify(name ?? tags)),
      name: name ?? "web-01 golden",
      tags: tags ?? {},
    };
    inventedImage(account, source, told);
  },
};

/**
 * Answers a lookup by the provider's own code, from an account that has what is asked for. Rejects as the provider does
 * where the arguments are none.
 */
export async function inventedLookup(
  name: LookupName,
  given: unknown,
  account: InventedAccount,
): Promise<unknown> {
  const cloud = account.asCloud();
  const lookups = new Lookups(
    () => {
      // Only arguments that are in order get here.
      makeUp[name](given as Asked, account);
      return Promise.resolve(cloud);
    },
    () => undefined,
  );
  return lookups.find(name, given, "shared");
}

function isMeant(image: Image, { id, name, tags = {} }: Asked): boolean {
  if (id !== undefined) return image.id === id.toLowerCase();
  if (name !== undefined) return image.name === name;
  return Object.entries(tags).every(([key, value]) => image.tags[key] === value);
}
