import assert from "node:assert/strict";
import { fleetIds } from "../../../../emulator";
import { asked, assertFails, cloudThatSays, Connection, outOfOrder, projectId, query } from "./connections";

const wire = {
  id: "s-1",
  name: "web-01",
  status: "ACTIVE",
  "os-extended-volumes:volumes_attached": [{ id: "disk", bootIndex: "0" }],
};

const only = (change: object) =>
  cloudThatSays({ body: { server: { ...wire, ...change } } }).cloud.servers.get("s-1");

describe("servers of Open Telekom Cloud", () => {
  it("are told in our own words", async () => {
    const { cloud } = new Connection();
    assert.deepEqual(await cloud.servers.get(fleetIds.web01), {
      id: fleetIds.web01,
      name: "web-01",
      state: "running",
      stateText: "ACTIVE",
      task: undefined,
      frozen: false,
      osFamily: "Linux",
      availabilityZone: "eu-de-01",
      diskIds: [fleetIds.web01SystemDisk, fleetIds.web01LogDisk, fleetIds.web01DataDisk],
      systemDiskId: fleetIds.web01SystemDisk,
      imageId: fleetIds.ubuntu,
      memoryMb: 4096,
      keyName: "fleet-key",
      locked: false,
      addresses: [{ ip: "192.168.0.10", mac: "fa:16:3e:00:00:10" }],
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
      records: {},
    });
    assert.equal((await cloud.servers.get(fleetIds.db01))?.state, "stopped");
    assert.equal((await cloud.servers.get(fleetIds.win01))?.osFamily, "Windows");
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

  for (const { reason, volumes, expected } of [
    {
      reason: "a text",
      volumes: [
        { id: "data", bootIndex: "-1" },
        { id: "system", bootIndex: "0" },
      ],
      expected: "system",
    },
    {
      reason: "a number",
      volumes: [
        { id: "data", bootIndex: -1 },
        { id: "system", bootIndex: 0 },
      ],
      expected: "system",
    },
    {
      reason: "that of no disk",
      volumes: [{ id: "data", bootIndex: "1" }, { id: "more" }],
      expected: undefined,
    },
    { reason: "null", volumes: [{ id: "data", bootIndex: null }], expected: undefined },
  ])
    it(`have as their system disk the one with boot index 0: it is ${reason}`, async () => {
      const server = await only({ "os-extended-volumes:volumes_attached": volumes });
      assert.equal(server?.systemDiskId, expected);
      assert.deepEqual(
        server?.diskIds,
        volumes.map(({ id }) => id),
      );
    });

  for (const { metadata, expected } of [
    { metadata: { EcmResStatus: "freeze" }, expected: true },
    { metadata: { EcmResStatus: "normal" }, expected: false },
    { metadata: {}, expected: false },
    { metadata: null, expected: false },
  ])
    it(`are ${expected ? "" : "not "}frozen with ${JSON.stringify(metadata)}`, async () => {
      assert.equal((await only({ metadata }))?.frozen, expected);
    });

  for (const { metadata, expected } of [
    { metadata: { os_type: "Linux" }, expected: "Linux" },
    { metadata: { os_type: "Windows" }, expected: "Windows" },
    { metadata: { os_type: "windows" }, expected: "Windows" },
    { metadata: { os_type: "Other" }, expected: undefined },
    { metadata: {}, expected: undefined },
    { metadata: null, expected: undefined },
  ])
    it(`run the OS family ${expected ?? "that nobody knows"} with ${JSON.stringify(metadata)}`, async () => {
      assert.equal((await only({ metadata }))?.osFamily, expected);
    });

  for (const { reason, change, expected } of [
    { reason: "their image", change: { image: { id: "i-1" } }, expected: "i-1" },
    {
      reason: "their image, rather than what they are billed for",
      change: { image: { id: "i-1" }, metadata: { "metering.image_id": "i-2" } },
      expected: "i-1",
    },
    {
      reason: "what they are billed for",
      change: { image: "", metadata: { "metering.image_id": "i-2" } },
      expected: "i-2",
    },
    {
      reason: "nothing",
      change: { image: { id: "" }, metadata: { "metering.image_id": "" } },
      expected: undefined,
    },
  ])
    it(`were made from the image that the cloud tells by ${reason}`, async () => {
      assert.equal((await only(change))?.imageId, expected);
    });

  for (const { flavor, expected } of [
    { flavor: { id: "s3.large.2", ram: "4096" }, expected: 4096 },
    { flavor: { ram: 4096 }, expected: 4096 },
    { flavor: { id: "s3.large.2" }, expected: undefined },
    { flavor: { ram: "much" }, expected: undefined },
  ])
    it(`have ${expected ?? "unknown"} MiB with ${JSON.stringify(flavor)}`, async () => {
      assert.equal((await only({ flavor }))?.memoryMb, expected);
    });

  for (const { locked, expected } of [
    { locked: true, expected: true },
    { locked: false, expected: false },
  ])
    it(`are ${expected ? "" : "not "}locked with ${locked}`, async () => {
      assert.equal((await only({ locked }))?.locked, expected);
    });

  it("have a key pair, unless it is empty", async () => {
    assert.equal((await only({ key_name: "mine" }))?.keyName, "mine");
    assert.equal((await only({ key_name: "" }))?.keyName, undefined);
  });

  it("have fixed addresses in every network, but not floating ones", async () => {
    const address = (addr: string, type: string | null, mac: string | null) => ({
      ...{ addr, version: "4", "OS-EXT-IPS:type": type, "OS-EXT-IPS-MAC:mac_addr": mac },
    });
    const addresses = {
      "vpc-1": [
        address("10.0.0.5", "fixed", "fa:16:3e:00:00:05"),
        address("80.0.0.1", "floating", "fa:16:3e:00:00:05"),
      ],
      "vpc-2": [address("10.1.0.5", null, null)],
    };
    assert.deepEqual((await only({ addresses }))?.addresses, [
      { ip: "10.0.0.5", mac: "fa:16:3e:00:00:05" },
      { ip: "10.1.0.5", mac: undefined },
    ]);
    assert.deepEqual((await only({ addresses: { "vpc-1": "text" } }))?.addresses, []);
  });

  it("may come with attributes that are null or absent", async () => {
    const empty = {
      ...{ "OS-EXT-STS:task_state": null, "OS-EXT-AZ:availability_zone": null, metadata: null },
      ...{ "os-extended-volumes:volumes_attached": null, image: null, flavor: null, key_name: null },
      ...{ locked: null, addresses: null },
    };
    for (const server of [
      await only(empty),
      await only(Object.fromEntries(Object.keys(empty).map((k) => [k, undefined]))),
    ])
      assert.deepEqual(server, {
        ...{ id: "s-1", name: "web-01", state: "running", stateText: "ACTIVE", task: undefined },
        ...{ frozen: false, osFamily: undefined, availabilityZone: undefined },
        ...{ diskIds: [], systemDiskId: undefined, records: {} },
        ...{ imageId: undefined, memoryMb: undefined, keyName: undefined, locked: false, addresses: [] },
        createdAt: undefined,
      });
  });

  it("tell when they were made, in the cloud's time; what is no time is not known", async () => {
    const madeAt = async (created: unknown): Promise<number | undefined> =>
      (await only({ created }))?.createdAt;
    assert.deepEqual(
      [
        await madeAt("2026-01-01T00:00:00Z"),
        await madeAt("2026-01-01T00:00:00"),
        await madeAt("soon"),
        await madeAt(5),
      ],
      [1767225600, 1767225600, undefined, undefined],
    );
  });

  it("keep what is no text in their metadata to themselves", async () => {
    const metadata = { odd: 5, "ecs-lifecycle.1": 5, "ecs-lifecycle.2": null, "ecs-lifecycle.3": "text" };
    assert.deepEqual((await only({ metadata }))?.records, { "ecs-lifecycle.3": "text" });
    const frozen = await only({ metadata: { EcmResStatus: 1, os_type: { a: 1 } } });
    assert.deepEqual([frozen?.frozen, frozen?.osFamily], [false, undefined]);
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

  describe("that are listed", () => {
    it("are all of the account, with the records of each", async () => {
      const { cloud, emulated } = new Connection();
      const records = { "ecs-lifecycle.0123456789ab": "text" };
      await cloud.records.write(fleetIds.db01, "ecs-lifecycle.0123456789ab", "text");
      const listed = await cloud.servers.list();
      assert.deepEqual(
        listed.map(({ id, records }) => ({ id, records })),
        emulated.state().servers.map(({ id }) => ({ id, records: id === fleetIds.db01 ? records : {} })),
      );
      const one = listed.find(({ id }) => id === fleetIds.db01);
      assert.deepEqual(one, await cloud.servers.get(fleetIds.db01), "as they are one by one");
    });

    it("are asked for on every page, counted from 1", async () => {
      const page = Array.from({ length: 1000 }, (_, i) => ({ ...wire, id: `s-${i}` }));
      const { cloud, requests } = cloudThatSays(
        { body: { servers: page } },
        { body: { servers: page } },
        { body: { servers: [{ ...wire, id: "last" }] } },
      );
      const listed = await cloud.servers.list();
      assert.deepEqual([listed.length, listed.at(-1)?.id], [2001, "last"]);
      assert.deepEqual(requests.map(asked), Array(3).fill(`GET /v1/${projectId}/cloudservers/detail`));
      assert.deepEqual(
        requests.map(query),
        ["1", "2", "3"].map((offset) => ({ limit: "1000", offset })),
      );
    });

    it("are not those of which only their entry is left, which fills a page all the same", async () => {
      const deleted = { ...wire, id: "deleted", status: "DELETED" };
      const page = [deleted, ...Array.from({ length: 999 }, (_, i) => ({ ...wire, id: `s-${i}` }))];
      const { cloud, requests } = cloudThatSays(
        { body: { servers: page } },
        { body: { servers: [deleted, { ...wire, id: "last" }] } },
      );
      const listed = await cloud.servers.list();
      assert.deepEqual([listed.length, listed.at(-1)?.id, requests.length], [1000, "last", 2]);
      assert.ok(listed.every(({ id }) => id !== "deleted"));
    });

    it("are there whatever other people's servers look like", async () => {
      const servers = [
        { ...wire, id: "a", status: "BUILD", metadata: null, "os-extended-volumes:volumes_attached": null },
        { ...wire, id: "b", status: "ERROR", metadata: { odd: 5, "ecs-lifecycle.1": 5 } },
        { ...wire, id: "c", metadata: { "ecs-lifecycle.1": "text" } },
      ];
      const { cloud } = cloudThatSays({ body: { servers } });
      assert.deepEqual(
        (await cloud.servers.list()).map(({ id, records }) => [id, records]),
        [
          ["a", {}],
          ["b", {}],
          ["c", { "ecs-lifecycle.1": "text" }],
        ],
      );
    });

    it("are no list where a page is missing", async () => {
      const page = Array.from({ length: 1000 }, (_, i) => ({ ...wire, id: `s-${i}` }));
      await assertFails(
        cloudThatSays({ body: { servers: page } }, outOfOrder).cloud.servers.list(),
        "answerLost",
      );
    });
  });
});
