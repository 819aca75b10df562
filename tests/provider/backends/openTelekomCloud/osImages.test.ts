import assert from "node:assert/strict";
import type { ScriptedReply } from "../../scriptedHttp";
import { asked, assertFails, cloudThatSays, outOfOrder, projectId, query } from "./connections";

const wire = {
  id: "i-1",
  name: "Standard_Ubuntu_24.04_latest",
  status: "active",
  owner: projectId,
  min_disk: 10,
  min_ram: 1024,
  max_ram: "4096",
  visibility: "private",
  __imagetype: "private",
  __os_type: "Linux",
  __os_version: "Ubuntu 24.04 server 64bit",
  __platform: "Ubuntu",
};
const another = "ffffffffc10d4c5a9b7d3f2a1b0c0d0e";
const page = (...images: object[]): ScriptedReply => ({ body: { images } });
const only = (change: object) => cloudThatSays(page({ ...wire, ...change })).cloud.osImages.get("i-1");
const lists = "GET /v2/cloudimages";
const publicOnes = { __imagetype: "gold", visibility: "public", protected: "true", limit: "500" };
const privateOnes = { __imagetype: "private", limit: "500" };
const sharedOnes = (member_status: string) => ({
  ...{ __imagetype: "shared", visibility: "shared", member_status, limit: "500" },
});

describe("images of Open Telekom Cloud that servers can be made from", () => {
  it("are told in our own words", async () => {
    assert.deepEqual(await only({}), {
      id: "i-1",
      name: "Standard_Ubuntu_24.04_latest",
      state: "usable",
      stateText: "active",
      kind: "private",
      membership: undefined,
      osFamily: "Linux",
      platform: "Ubuntu",
      osVersion: "Ubuntu 24.04 server 64bit",
      minDiskGb: 10,
      minRamMb: 1024,
      maxRamMb: 4096,
      takesInjection: true,
      noSystemDisk: undefined,
      keyId: undefined,
      wholeServer: undefined,
      backupId: undefined,
    });
  });

  for (const { status, expected } of [
    { status: "queued", expected: "creating" },
    { status: "saving", expected: "creating" },
    { status: "active", expected: "usable" },
    { status: "killed", expected: "failed" },
    { status: "deleted", expected: "failed" },
    { status: "never heard of", expected: "failed" },
  ])
    it(`are ${expected} while they are ${status}`, async () => {
      const image = await only({ status });
      assert.deepEqual([image?.state, image?.stateText], [expected, status]);
    });

  for (const { kind, expected } of [
    { kind: "FusionCompute", expected: undefined },
    { kind: "", expected: undefined },
    { kind: null, expected: undefined },
    { kind: undefined, expected: undefined },
    { kind: "never heard of", expected: undefined },
    { kind: "DataImage", expected: "DataImage" },
    { kind: "IsoImage", expected: "IsoImage" },
    { kind: "Ironic", expected: "Ironic" },
  ])
    it(`are ${expected ? "of no" : "of a"} system disk where virtual_env_type is ${JSON.stringify(kind)}`, async () => {
      assert.equal((await only({ virtual_env_type: kind }))?.noSystemDisk, expected);
    });

  for (const { value, expected } of [
    { value: "true", expected: false },
    { value: true, expected: false },
    { value: "True", expected: false },
    { value: "false", expected: true },
    { value: false, expected: true },
    { value: "", expected: true },
    { value: null, expected: true },
    { value: undefined, expected: true },
  ])
    it(`${expected ? "take" : "do not take"} injection with ${JSON.stringify(value)}`, async () => {
      assert.equal((await only({ __support_fc_inject: value }))?.takesInjection, expected);
    });

  for (const { reason, change, expected } of [
    { reason: "public", change: { __imagetype: "gold", owner: another }, expected: "public" },
    { reason: "the account's own", change: {}, expected: "private" },
    {
      reason: "the account's own, shared with others",
      change: { __imagetype: "shared" },
      expected: "private",
    },
    { reason: "without an owner", change: { owner: null }, expected: "private" },
  ])
    it(`are ${expected} where they are ${reason}`, async () => {
      const image = await only(change);
      assert.deepEqual([image?.kind, image?.membership], [expected, undefined]);
    });

  it("may be encrypted, and hold a whole server with a backup behind it", async () => {
    const image = await only({ __system__cmkid: "k-1", __whole_image: "true", __backup_id: "b-1" });
    assert.deepEqual([image?.keyId, image?.wholeServer, image?.backupId], ["k-1", true, "b-1"]);
    assert.equal((await only({ __whole_image: false }))?.wholeServer, false);
  });

  for (const none of [null, undefined, ""])
    it(`may come with attributes that are ${JSON.stringify(none)}`, async () => {
      const attributes = ["__os_type", "__os_version", "__platform", "__system__cmkid", "__backup_id"];
      const numbers = ["min_disk", "min_ram", "max_ram"];
      const image = await only(Object.fromEntries([...attributes, ...numbers].map((name) => [name, none])));
      assert.deepEqual(
        [image?.osFamily, image?.osVersion, image?.platform, image?.keyId, image?.backupId],
        Array(5).fill(undefined),
      );
      assert.deepEqual([image?.minDiskGb, image?.minRamMb, image?.maxRamMb], [0, 0, undefined]);
    });

  describe("that are looked for by their ID", () => {
    it("are one call away where they are not shared", async () => {
      const { cloud, requests } = cloudThatSays(page(wire));
      assert.equal((await cloud.osImages.get("i-1"))?.id, "i-1");
      assert.deepEqual([requests.map(asked), requests.map(query)], [[lists], [{ id: "i-1", limit: "500" }]]);
    });

    for (const { membership, before } of [
      { membership: "accepted", before: 0 },
      { membership: "pending", before: 1 },
      { membership: "rejected", before: 2 },
    ])
      for (const [visible, first] of [
        ["visible", page({ ...wire, __imagetype: "shared", owner: another })],
        ["visible as private", page({ ...wire, owner: another })],
        ["not visible", page()],
      ] as const)
        it(`are shared and ${membership} where that filter finds them, elsewhere ${visible}`, async () => {
          const { cloud, requests } = cloudThatSays(
            first,
            ...Array.from({ length: before }, () => page()),
            page({ ...wire, __imagetype: "shared", owner: another }),
          );
          const image = await cloud.osImages.get("i-1");
          assert.deepEqual([image?.kind, image?.membership], ["shared", membership]);
          assert.deepEqual(query(requests.at(-1)!), { ...sharedOnes(membership), id: "i-1" });
          assert.equal(requests.length, before + 2);
        });

    it("are shared, nobody knows how far, where no filter finds them", async () => {
      const shared = page({ ...wire, __imagetype: "shared", owner: another });
      const image = await cloudThatSays(shared, page()).cloud.osImages.get("i-1");
      assert.deepEqual([image?.kind, image?.membership], ["shared", undefined]);
    });

    for (const { reason, reply } of [
      { reason: "an error", reply: { status: 404, body: { error: { code: "IMG.0144", message: "m" } } } },
      { reason: "a web page", reply: { status: 404, body: "<!DOCTYPE html><title>404 Not Found</title>" } },
    ])
      it(`are undefined where the native call says so with ${reason}`, async () => {
        const { cloud, requests } = cloudThatSays(page(), page(), page(), page(), reply);
        assert.equal(await cloud.osImages.get("i-1"), undefined);
        assert.deepEqual([...new Set(requests.map(asked))], [lists, "GET /v2/images/i-1"]);
      });

    it("are there where only the native call shows them", async () => {
      const { cloud } = cloudThatSays(page(), page(), page(), page(), { body: wire });
      assert.equal((await cloud.osImages.get("i-1"))?.name, wire.name);
    });

    for (const { reason, replies, kind } of [
      { reason: "the service is out of order", replies: [outOfOrder], kind: "answerLost" },
      { reason: "the answer has another shape", replies: [{ body: {} }], kind: "answerLost" },
      {
        reason: "nobody may look",
        replies: [{ status: 403, body: { error: { code: "IMG.0026", message: "m" } } }],
        kind: "denied",
      },
    ] as const)
      it(`are not "undefined" when ${reason}`, async () => {
        await assertFails(cloudThatSays(...replies).cloud.osImages.get("i-1"), kind);
      });
  });

  describe("that are looked for by their name", () => {
    it("are those of every kind, each with what is known of its sharing", async () => {
      const { cloud, requests } = cloudThatSays(
        page({ ...wire, id: "gold", __imagetype: "gold", owner: another }),
        page({ ...wire, id: "own" }),
        page(),
        page({ ...wire, id: "pending", __imagetype: "shared", owner: another }),
        page(),
      );
      const found = await cloud.osImages.named("web");
      assert.deepEqual(
        found.map(({ id, kind, membership }) => [id, kind, membership]),
        [
          ["gold", "public", undefined],
          ["own", "private", undefined],
          ["pending", "shared", "pending"],
        ],
      );
      assert.deepEqual(
        requests.map(query),
        [publicOnes, privateOnes, ...["accepted", "pending", "rejected"].map(sharedOnes)].map((filter) => ({
          ...filter,
          name: "web",
        })),
      );
    });

    for (const { kind, filters } of [
      { kind: "public", filters: [publicOnes] },
      { kind: "private", filters: [privateOnes] },
      { kind: "shared", filters: ["accepted", "pending", "rejected"].map(sharedOnes) },
    ] as const)
      it(`are asked for as ${kind} ones where that is what is meant`, async () => {
        const { cloud, requests } = cloudThatSays(page());
        assert.deepEqual(await cloud.osImages.named("web", kind), []);
        assert.deepEqual(
          requests.map(query),
          filters.map((filter) => ({ ...filter, name: "web" })),
        );
      });
  });

  describe("that are listed", () => {
    it("are told once, also where an accepted one is among the private ones", async () => {
      const shared = { ...wire, id: "shared", owner: another };
      const { cloud } = cloudThatSays(
        page(),
        page({ ...wire, id: "own", visibility: "shared" }, shared),
        page(shared),
        page(),
      );
      assert.deepEqual(
        (await cloud.osImages.list()).map(({ id, kind, membership }) => [id, kind, membership]),
        [
          ["own", "private", undefined],
          ["shared", "shared", "accepted"],
        ],
      );
    });

    it("are not the account's own among those that are shared with it", async () => {
      const own = { ...wire, id: "own", __imagetype: "shared" };
      const { cloud } = cloudThatSays(page(), page(own), page(own), page());
      assert.deepEqual(
        (await cloud.osImages.list()).map(({ id, kind }) => [id, kind]),
        [["own", "private"]],
      );
    });

    it("are asked for page by page, from the last image on", async () => {
      const full = Array.from({ length: 500 }, (_, i) => ({ ...wire, id: `i-${i}`, __imagetype: "gold" }));
      const { cloud, requests } = cloudThatSays(page(...full), page({ ...wire, id: "last" }), page());
      const listed = await cloud.osImages.list();
      assert.equal(listed.length, 501);
      assert.deepEqual(query(requests[1]!), { ...publicOnes, marker: "i-499" });
    });

    it("are there whatever other people's images look like", async () => {
      const odd = { ...wire, min_disk: {}, min_ram: "much", max_ram: [], __support_fc_inject: null };
      const { cloud } = cloudThatSays(page({ ...odd, __imagetype: "gold" }), page());
      const [image] = await cloud.osImages.list();
      assert.deepEqual([image?.minDiskGb, image?.minRamMb, image?.maxRamMb], [0, 0, undefined]);
    });

    it("are no list where a part of it is missing", async () => {
      await assertFails(cloudThatSays(page(wire), outOfOrder).cloud.osImages.list(), "answerLost");
    });
  });
});
