import assert from "node:assert/strict";
import { fleetIds } from "../../../../emulator";
import {
  asked,
  assertFails,
  cloudThatSays,
  Connection,
  outOfOrder,
  projectId,
  query,
  sent,
} from "./connections";

const gone = "99999999-0000-4000-8000-000000000000";
const mark = "0123456789ab_0123456789abcdef";
const notFound = {
  status: 404,
  body: { error_code: "BackupService.6105", error_msg: "The vault does not exist." },
};

const billing = {
  object_type: "server",
  protect_type: "backup",
  consistent_level: "crash_consistent",
  status: "available",
  size: 500,
  allocated: 340,
  used: 1536,
  spec_code: "vault.backup.server.normal",
};
const wire = {
  id: "v-1",
  name: "vault-servers",
  created_at: "2026-01-02T03:04:05.678+00:00",
  resources: [
    { id: "s-1", type: "OS::Nova::Server", name: "web-01", size: 340, protect_status: "available" },
    { id: "s-2", type: "OS::Nova::Server", name: "db-01", size: 540, protect_status: "available" },
  ],
  tags: [
    { key: "team", value: "web" },
    { key: "ecs-lifecycle", value: mark },
  ],
  billing,
};
const path = `/v3/${projectId}/vaults`;
const only = (change: object) =>
  cloudThatSays({ body: { vault: { ...wire, ...change } } }).cloud.vaults.get("v-1");
const billed = (change: object) => only({ billing: { ...billing, ...change } });

describe("vaults of Open Telekom Cloud", () => {
  it("are told in our own words: the cloud gives the size in GB, and what is used in MB", async () => {
    assert.deepEqual(await only({}), {
      id: "v-1",
      name: "vault-servers",
      forServerBackups: true,
      kindText: "object type server, protection type backup",
      usable: true,
      stateText: "available",
      sizeGb: 500,
      usedGb: 1.5,
      serverIds: ["s-1", "s-2"],
      mark,
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
    });
  });

  for (const { status, expected } of [
    { status: "available", expected: true },
    { status: "lock", expected: true },
    { status: "frozen", expected: false },
    { status: "deleting", expected: false },
    { status: "error", expected: false },
    { status: "a word that is in no list", expected: false },
  ])
    it(`in status ${status} are ${expected ? "" : "not "}usable`, async () => {
      const vault = await billed({ status });
      assert.deepEqual([vault?.usable, vault?.stateText], [expected, status]);
    });

  for (const { kind, expected } of [
    { kind: { object_type: "server", protect_type: "backup" }, expected: true },
    { kind: { object_type: "server", protect_type: "replication" }, expected: false },
    { kind: { object_type: "disk", protect_type: "backup" }, expected: false },
    { kind: { object_type: "turbo", protect_type: "backup" }, expected: false },
  ])
    it(`are ${expected ? "" : "not "}for backups of servers: ${Object.values(kind).join(", ")}`, async () => {
      const vault = await billed(kind);
      assert.equal(vault?.forServerBackups, expected);
      assert.equal(vault.kindText, `object type ${kind.object_type}, protection type ${kind.protect_type}`);
    });

  it("may come with attributes that are null or absent", async () => {
    for (const nothing of [null, undefined]) {
      const vault = await only({
        ...{ name: nothing, created_at: nothing, tags: nothing, resources: nothing },
        billing: { ...billing, used: nothing, status: nothing },
      });
      assert.deepEqual([vault?.name, vault?.mark, vault?.serverIds], ["", undefined, []]);
      assert.deepEqual([vault?.usedGb, vault?.usable], [0, true]);
    }
  });

  for (const { reason, tags } of [
    { reason: "nobody's", tags: [] },
    { reason: "somebody else's", tags: [{ key: "ecs-lifecycle2", value: mark }] },
    { reason: "without a value", tags: [{ key: "ecs-lifecycle", value: null }] },
  ])
    it(`carry no mark where the tags are ${reason}`, async () => {
      assert.equal((await only({ tags }))?.mark, undefined);
    });

  describe("that are looked for by their ID", () => {
    it("are those that the cloud has", async () => {
      const connection = new Connection();
      const vault = await connection.cloud.vaults.get(fleetIds.vaultFull);
      assert.deepEqual(
        [vault?.name, vault?.sizeGb, vault?.usedGb, vault?.forServerBackups],
        ["vault-full", 100, 100, true],
      );
      assert.deepEqual(connection.calls(), [`GET cbr ${path}/${fleetIds.vaultFull}`]);
      assert.equal((await connection.cloud.vaults.get(fleetIds.vaultReplicas))?.forServerBackups, false);
    });

    it("are undefined only where the cloud says that there is none", async () => {
      assert.equal(await cloudThatSays(notFound).cloud.vaults.get(gone), undefined);
      assert.equal(await new Connection().cloud.vaults.get(gone), undefined);
      await assertFails(cloudThatSays(outOfOrder).cloud.vaults.get("v-1"), "answerLost");
      await assertFails(only({ billing: null }), "answerLost");
    });
  });

  describe("that are listed", () => {
    it("are all of the account, of whatever kind", async () => {
      const { cloud, emulated } = new Connection();
      const listed = (await cloud.vaults.list()).map(({ id }) => id);
      assert.deepEqual(
        listed,
        emulated.state().vaults.map(({ id }) => id),
      );
      assert.ok(listed.includes(fleetIds.vaultReplicas));
    });

    it("are asked for page by page, without any filter", async () => {
      const page = Array.from({ length: 1000 }, (_, i) => ({ ...wire, id: `v-${i}` }));
      const { cloud, requests } = cloudThatSays(
        { body: { vaults: page, count: 1001 } },
        { body: { vaults: [{ ...wire, id: "last" }], count: 1001 } },
      );
      const listed = await cloud.vaults.list();
      assert.deepEqual([listed.length, listed.at(-1)?.id], [1001, "last"]);
      assert.deepEqual(requests.map(asked), [`GET ${path}`, `GET ${path}`]);
      assert.deepEqual(
        requests.map(query),
        ["0", "1000"].map((offset) => ({ limit: "1000", offset })),
      );
    });

    it("hold the servers that were put into them", async () => {
      const connection = new Connection();
      await connection.make();
      const listed = await connection.cloud.vaults.list();
      assert.deepEqual(
        listed.filter(({ serverIds }) => serverIds.includes(fleetIds.web01)).map(({ id }) => id),
        [fleetIds.vaultServers],
      );
    });

    it("are no list where a page is missing", async () => {
      await assertFails(cloudThatSays(outOfOrder).cloud.vaults.list(), "answerLost");
    });
  });

  describe("that are made", () => {
    const wanted = { name: "vault-new", sizeGb: 400, mark };

    it("are for backups of servers, empty, and carry the mark", async () => {
      const { cloud, requests } = cloudThatSays({ body: { vault: wire } });
      assert.deepEqual(await cloud.vaults.create(wanted), await only({}));
      assert.deepEqual(requests.map(asked), [`POST ${path}`]);
      assert.deepEqual(requests.map(sent), [
        {
          vault: {
            name: "vault-new",
            resources: [],
            tags: [{ key: "ecs-lifecycle", value: mark }],
            billing: {
              object_type: "server",
              protect_type: "backup",
              consistent_level: "crash_consistent",
              size: 400,
            },
          },
        },
      ]);
    });

    for (const { reason, reply, kind } of [
      { reason: "the service is out of order", reply: outOfOrder, kind: "answerLost" },
      { reason: "the connection broke", reply: { broken: "ECONNRESET" }, kind: "answerLost" },
      { reason: "the answer has another shape", reply: { body: { vault: {} } }, kind: "answerLost" },
      {
        reason: "a refusal",
        reply: {
          status: 400,
          body: { error_code: "BackupService.9900", error_msg: "A parameter is wrong." },
        },
        kind: "refused",
      },
    ] as const)
      it(`are never asked for twice: ${reason}`, async () => {
        const { cloud, requests } = cloudThatSays(reply);
        await assertFails(cloud.vaults.create(wanted), kind);
        assert.equal(requests.length, 1);
      });
  });

  describe("that a server is taken out of", () => {
    it("are told its ID", async () => {
      const { cloud, requests } = cloudThatSays({ body: { remove_resource_ids: ["s-1"] } });
      await cloud.vaults.removeServer("v-1", "s-1");
      assert.deepEqual(requests.map(asked), [`POST ${path}/v-1/removeresources`]);
      assert.deepEqual(requests.map(sent), [{ resource_ids: ["s-1"] }]);
    });

    it("may be gone already, but are not taken for gone when nobody answers", async () => {
      await cloudThatSays(notFound).cloud.vaults.removeServer("v-1", "s-1");
      await assertFails(cloudThatSays(outOfOrder).cloud.vaults.removeServer("v-1", "s-1"), "answerLost");
    });
  });

  describe("that are deleted", () => {
    it("are named by their ID", async () => {
      const { cloud, requests } = cloudThatSays({ status: 204 });
      await cloud.vaults.delete("v-1");
      assert.deepEqual(requests.map(asked), [`DELETE ${path}/v-1`]);
      assert.deepEqual(requests.map(sent), [undefined]);
    });

    it("may be gone already, but are not taken for gone when nobody answers", async () => {
      await cloudThatSays(notFound).cloud.vaults.delete("v-1");
      await assertFails(cloudThatSays(outOfOrder).cloud.vaults.delete("v-1"), "answerLost");
    });
  });
});
