import assert from "node:assert/strict";
import { CloudError } from "../../../provider/ports/cloudError";
import { SharedListings } from "../../../provider/procedures/listings";
import { fakeClock } from "../scriptedHttp";

type Read = () => Promise<unknown>;

/** Lists of a cloud that counts how often each is asked for. */
function scene() {
  const clock = fakeClock();
  const calls: string[] = [];
  const failing = new Set<string>();
  const read =
    (what: string): Read =>
    async () => {
      calls.push(what);
      if (failing.has(what)) throw new CloudError("answerLost", `GET ${what}`, { reason: "no answer" });
      return [`${what} ${calls.length}`];
    };
  const listings = new SharedListings({
    clock,
    servers: { list: read("servers") },
    disks: { list: read("disks"), quota: read("disk quota") },
    vaults: { list: read("vaults") },
    images: { list: read("images"), quota: read("image quota") },
    backups: { list: read("backups") },
    osImages: { list: read("OS images") },
    keys: { list: read("keys") },
    keyPairs: { get: (name: string) => read(`key pair ${name}`)() },
    delegations: { diskServiceMayUseKeys: read("delegation") },
  } as unknown as ConstructorParameters<typeof SharedListings>[0]);
  const seconds = (n: number): Promise<void> => clock.sleep(n * 1000);
  return { listings, calls, failing, seconds };
}

const all: Record<string, (listings: SharedListings) => Promise<unknown>> = {
  servers: (it) => it.servers(),
  disks: (it) => it.disks(),
  vaults: (it) => it.vaults(),
  images: (it) => it.images(),
  backups: (it) => it.backups(),
  "image quota": (it) => it.imageQuota(),
  "OS images": (it) => it.osImages(),
  "disk quota": (it) => it.diskQuota(),
  keys: (it) => it.keys(),
  "key pair mine": (it) => it.keyPair("mine"),
  "key pair yours": (it) => it.keyPair("yours"),
  delegation: (it) => it.diskServiceMayUseKeys(),
};

describe("the lists that all resources look at", () => {
  for (const [what, look] of Object.entries(all))
    it(`are asked for once, however many look: ${what}`, async () => {
      const { listings, calls, seconds } = scene();
      const first = await look(listings);
      await seconds(59);
      assert.deepEqual(await look(listings), first);
      assert.deepEqual(calls, [what]);
    });

  it("are asked for once also by those that look while the answer is awaited", async () => {
    const { listings, calls } = scene();
    const [one, another] = await Promise.all([listings.servers(), listings.servers()]);
    assert.deepEqual(one, another);
    assert.deepEqual(calls, ["servers"]);
  });

  it("are each asked for by itself", async () => {
    const { listings, calls } = scene();
    for (const look of Object.values(all)) await look(listings);
    assert.deepEqual(calls, Object.keys(all));
  });

  it("are not asked for before anybody looks", () => {
    assert.deepEqual(scene().calls, []);
  });

  it("are asked for anew when they are a minute old", async () => {
    const { listings, calls, seconds } = scene();
    const first = await listings.servers();
    await seconds(60);
    assert.notDeepEqual(await listings.servers(), first);
    assert.deepEqual(calls, ["servers", "servers"]);
  });

  it("age each by itself", async () => {
    const { listings, calls, seconds } = scene();
    await listings.servers();
    await seconds(40);
    await listings.vaults();
    await seconds(40);
    await listings.servers();
    await listings.vaults();
    assert.deepEqual(calls, ["servers", "vaults", "servers"]);
  });

  it("that could not be had are not asked for again by each who looks", async () => {
    const { listings, calls, failing, seconds } = scene();
    failing.add("vaults");
    for (const pause of [0, 30, 29]) {
      await seconds(pause);
      await assert.rejects(listings.vaults(), /no answer/);
    }
    assert.deepEqual(calls, ["vaults"]);
    assert.deepEqual(await listings.servers(), ["servers 2"], "the others are not affected");
  });

  it("that could not be had are asked for again after a minute", async () => {
    const { listings, failing, seconds } = scene();
    failing.add("vaults");
    await assert.rejects(listings.vaults(), /no answer/);
    failing.clear();
    await seconds(60);
    assert.deepEqual(await listings.vaults(), ["vaults 2"]);
  });
});
