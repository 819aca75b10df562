import assert from "node:assert/strict";
import { fleetIds } from "../../../../emulator";
import { assertFails, cloudThatSays, Connection, outOfOrder, projectId } from "./connections";

const wire = {
  id: "s-1",
  name: "web-01",
  status: "ACTIVE",
  "os-extended-volumes:volumes_attached": [{ id: "disk", bootIndex: "0" }],
};

describe("servers of Open Telekom Cloud", () => {
  it("are told in our own words", async () => {
    const { cloud } = new Connection();
    assert.deepEqual(await cloud.servers.get(fleetIds.web01), {
      id: fleetIds.web01,
      name: "web-01",
      state: "running",
      stateText: "ACTIVE",
      task: undefined,
      diskIds: [fleetIds.web01SystemDisk, fleetIds.web01LogDisk, fleetIds.web01DataDisk],
      records: {},
    });
    assert.equal((await cloud.servers.get(fleetIds.db01))?.state, "stopped");
  });

  it("have the task that is being done to them", async () => {
    const { cloud, emulated } = new Connection();
    emulated.update(({ servers }) => (servers[0]!.taskState = "rebooting"));
    assert.equal((await cloud.servers.get(fleetIds.web01))?.task, "rebooting");
  });

  it("have the records, and nothing else of their metadata", async () => {
    const { cloud, emulated } = new Connection();
    emulated.update(({ servers }) => (servers[0]!.metadata = { "ecs-lifecycle.1": "text", own: "x" }));
    assert.deepEqual((await cloud.servers.get(fleetIds.web01))?.records, { "ecs-lifecycle.1": "text" });
  });

  for (const { reason, change, expected } of [
    { reason: "ERROR is neither running nor stopped", change: { status: "ERROR" }, expected: "other" },
    { reason: "an unknown status, too", change: { status: "SHELVED" }, expected: "other" },
  ])
    it(`are in the state that the cloud says: ${reason}`, async () => {
      const { cloud } = cloudThatSays({ body: { server: { ...wire, ...change } } });
      const server = await cloud.servers.get("s-1");
      assert.deepEqual([server?.state, server?.stateText], [expected, change.status]);
    });

  describe("that are looked for by their ID", () => {
    it("are undefined only where the cloud says that there is none", async () => {
      const { cloud } = new Connection();
      assert.equal(await cloud.servers.get("11111111-ffff-4000-8000-000000000009"), undefined);
    });

    it("are undefined where only their entry is left", async () => {
      const { cloud } = cloudThatSays({ body: { server: { ...wire, status: "DELETED" } } });
      assert.equal(await cloud.servers.get("s-1"), undefined);
    });

    for (const { reason, reply, kind } of [
      { reason: "the service is out of order", reply: outOfOrder, kind: "answerLost" },
      {
        reason: "nobody may look",
        reply: { status: 403, body: { error_code: "APIGW.0302", error_msg: "m" } },
        kind: "denied",
      },
      { reason: "the answer has another shape", reply: { body: { server: {} } }, kind: "answerLost" },
    ] as const)
      it(`are not "undefined" when ${reason}`, async () => {
        await assertFails(cloudThatSays(reply).cloud.servers.get("s-1"), kind);
      });
  });

  describe("their records of one key", () => {
    const key = "ecs-lifecycle.0123456789ab";

    it("are found among all servers", async () => {
      const { cloud } = new Connection();
      await cloud.records.write(fleetIds.db01, key, "text");
      await cloud.records.write(fleetIds.web01, `${key}0`, "another key");
      assert.deepEqual(await cloud.servers.listRecords(key), [{ id: fleetIds.db01, text: "text" }]);
    });

    it("are looked for on every page, counted from 1", async () => {
      const page = Array.from({ length: 1000 }, (_, i) => ({ id: `s-${i}` }));
      const { cloud, requests } = cloudThatSays(
        { body: { servers: page } },
        { body: { servers: page } },
        { body: { servers: [{ id: "last", metadata: { [key]: "text" } }] } },
      );
      assert.deepEqual(await cloud.servers.listRecords(key), [{ id: "last", text: "text" }]);
      assert.deepEqual(
        requests.map(({ url }) => `${url.pathname}${url.search}`),
        [1, 2, 3].map((n) => `/v1/${projectId}/cloudservers/detail?limit=1000&offset=${n}`),
      );
    });

    it("are found whatever other people's servers look like", async () => {
      const servers = [
        { id: "a", metadata: null },
        { id: "b", metadata: { odd: 5, [key]: 5 } },
        { id: "c", status: null, metadata: { [key]: "text" } },
      ];
      const { cloud } = cloudThatSays({ body: { servers } });
      assert.deepEqual(await cloud.servers.listRecords(key), [{ id: "c", text: "text" }]);
    });
  });
});
