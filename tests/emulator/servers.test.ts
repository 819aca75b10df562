import assert from "node:assert/strict";
import { defaultFleet, fleetIds, serverOf } from "../../emulator";
import { assertRefused, TestCloud } from "./testCloud";

const servers = "/v1/{pid}/cloudservers";
const web01 = `${servers}/${fleetIds.web01}`;

describe("emulated servers", () => {
  it("are shown with the texts and numbers that ECS uses", async () => {
    const server = await new TestCloud().server();
    assert.equal(server.name, "web-01");
    assert.equal(server.status, "ACTIVE");
    assert.equal(server["OS-EXT-STS:vm_state"], "active");
    assert.equal(server["OS-EXT-STS:task_state"], null);
    assert.equal(server["OS-EXT-STS:power_state"], 1);
    assert.equal(server["OS-EXT-AZ:availability_zone"], "eu-de-01");
    assert.equal(server.metadata.os_type, "Linux");
    const [systemDisk] = server["os-extended-volumes:volumes_attached"];
    assert.deepEqual(systemDisk, {
      id: fleetIds.web01SystemDisk,
      bootIndex: "0",
      device: "/dev/vda",
      delete_on_termination: "true",
    });
    for (const text of [server.flavor.vcpus, server.flavor.ram, server.flavor.disk]) {
      assert.equal(typeof text, "string");
    }
    const [[address]] = Object.values(server.addresses) as [[Record<string, unknown>]];
    assert.equal(address["version"], "4");
    assert.match(server.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it("that are stopped, or run Windows, are shown as such", async () => {
    const test = new TestCloud();
    const db01 = await test.server(fleetIds.db01);
    assert.deepEqual(
      [db01.status, db01["OS-EXT-STS:vm_state"], db01["OS-EXT-STS:power_state"]],
      ["SHUTOFF", "stopped", 4],
    );
    assert.equal((await test.server(fleetIds.win01)).metadata.os_type, "Windows");
  });

  it("are refused when missing", async () => {
    assertRefused(await new TestCloud().call("ecs", "GET", `${servers}/nobody`), 404, "Ecs.0114");
  });

  it("are listed by pages that are numbered from 1, 25 where nothing is said", async () => {
    const fleet = Array.from({ length: 30 }, (_, index) =>
      serverOf({ id: `id-${index}`, name: `s-${index}` }),
    );
    const test = new TestCloud({ fixture: { servers: fleet, vaults: [] } });
    const list = async (query: string) => (await test.call("ecs", "GET", `${servers}/detail?${query}`)).body;
    assert.equal((await list("")).servers.length, 25);
    assert.equal((await list("")).count, 30);
    assert.equal((await list("offset=2")).servers.length, 5);
    assert.deepEqual(
      (await list("offset=3&limit=2")).servers.map(({ id }: { id: string }) => id),
      ["id-4", "id-5"],
    );
    for (const query of ["limit=1001", "limit=", "offset=", "offset=0"]) {
      assertRefused(await test.call("ecs", "GET", `${servers}/detail?${query}`), 400, "Ecs.0005");
    }
  });

  it("are found by parts of their names, and by status", async () => {
    const test = new TestCloud();
    const names = async (query: string) =>
      (await test.call("ecs", "GET", `${servers}/detail?${query}`)).body.servers.map(
        ({ name }: { name: string }) => name,
      );
    assert.deepEqual(await names("name=-01"), ["web-01", "db-01", "win-01"]);
    assert.deepEqual(await names("name=w"), ["web-01", "win-01"]);
    assert.deepEqual(await names("status=SHUTOFF"), ["db-01"]);
  });

  it("are found by parts of their addresses; one without any is listed where none is asked for", async () => {
    const lonely = serverOf({ id: "55555555-0000-4000-8000-000000000001", name: "lonely", addresses: [] });
    const test = new TestCloud({ fixture: { servers: [...defaultFleet.servers, lonely], vaults: [] } });
    const names = async (query: string) =>
      (await test.call("ecs", "GET", `${servers}/detail?name=o&${query}`)).body.servers.map(
        ({ name }: { name: string }) => name,
      );
    assert.ok((await names("")).includes("lonely"));
    assert.ok((await names("ip=")).includes("lonely"));
    assert.deepEqual(await names("ip=0.43"), ["frozen-04"]);
  });

  it("have disks, with numbers as numbers", async () => {
    const { body } = await new TestCloud().call("ecs", "GET", `${web01}/block_device`);
    assert.deepEqual(
      body.volumeAttachments.map((disk: Record<string, unknown>) => [disk["volumeId"], disk["size"]]),
      [
        [fleetIds.web01SystemDisk, 40],
        [fleetIds.web01LogDisk, 100],
        [fleetIds.web01DataDisk, 200],
      ],
    );
    assert.equal(body.volumeAttachments[0].bootIndex, 0);
    assert.equal(typeof body.attachableQuantity.free_disk, "number");
  });

  it("have tags, which can be added and removed again and again", async () => {
    const test = new TestCloud();
    const change = (action: string, tags: object[]) =>
      test.call("ecs", "POST", `${web01}/tags/action`, { action, tags });
    const tags = async () => (await test.call("ecs", "GET", `${web01}/tags`)).body.tags;

    for (let times = 0; times < 2; times += 1) {
      assert.equal((await change("create", [{ key: "stage", value: "test" }])).status, 204);
    }
    assert.deepEqual(await tags(), [
      { key: "team", value: "web" },
      { key: "stage", value: "test" },
    ]);
    for (let times = 0; times < 2; times += 1) {
      assert.equal((await change("delete", [{ key: "stage" }])).status, 204);
    }
    assert.deepEqual(await tags(), [{ key: "team", value: "web" }]);

    assertRefused(await change("create", [{ key: "a b", value: "" }]), 400, "Ecs.0905");
    assertRefused(await change("create", [{ key: "k".repeat(37), value: "" }]), 400, "Ecs.0905");
    assertRefused(await change("create", [{ key: "k", value: "v".repeat(44) }]), 400, "Ecs.0906");
    const many = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: "" }));
    assertRefused(await change("create", many), 400, "Ecs.0907");
    assertRefused(await change("other", many), 400, "Ecs.0005");
  });
});

describe("emulated server metadata", () => {
  const write = (test: TestCloud, metadata: unknown) =>
    test.call("ecs", "POST", `${web01}/metadata`, { metadata });
  const native = `/v2.1/{pid}/servers/${fleetIds.web01}/metadata`;

  it("is merged, read, and removed key by key", async () => {
    const test = new TestCloud();
    assert.equal((await write(test, { a: "1" })).status, 200);
    assert.deepEqual((await write(test, { "b.c_d:e-f": "2", a: "3" })).body, {
      metadata: { "b.c_d:e-f": "2", a: "3" },
    });
    const all = (await test.call("ecs", "GET", native)).body.metadata;
    assert.deepEqual([all.a, all["b.c_d:e-f"]], ["3", "2"]);
    assert.deepEqual((await test.server()).metadata, all);
    assert.deepEqual((await test.call("ecs", "GET", `${native}/a`)).body, { meta: { a: "3" } });

    assert.equal((await test.call("ecs", "DELETE", `${native}/a`)).status, 204);
    assert.equal((await test.server()).metadata.a, undefined);
    for (const method of ["GET", "DELETE"]) {
      for (const key of ["a", "toString", "__proto__"]) {
        const { status, body } = await test.call("ecs", method, `${native}/${key}`);
        assert.deepEqual([status, body.itemNotFound?.code], [404, 404], key);
      }
    }
  });

  const bad = [
    { reason: "a key that is too long", metadata: { ["k".repeat(256)]: "" } },
    { reason: "a value that is too long", metadata: { k: "v".repeat(256) } },
    { reason: "a key with other characters", metadata: { "a/b": "" } },
    { reason: "an empty key", metadata: { "": "" } },
    { reason: "a number", metadata: { k: 1 } },
    { reason: "no metadata", metadata: undefined },
  ];
  for (const { reason, metadata } of bad) {
    it(`is refused with ${reason}`, async () => {
      const test = new TestCloud();
      const before = test.cloud.state().servers;
      assertRefused(await write(test, metadata), 400, "Ecs.0005");
      assert.deepEqual(test.cloud.state().servers, before);
    });
  }

  it("takes keys and values of 255 characters", async () => {
    const answered = await write(new TestCloud(), { ["k".repeat(255)]: "v".repeat(255) });
    assert.equal(answered.status, 200);
  });

  it("of a missing server is refused in each dialect", async () => {
    const test = new TestCloud();
    const body = { metadata: {} };
    assertRefused(await test.call("ecs", "POST", `${servers}/nobody/metadata`, body), 404, "Ecs.0114");
    const native = await test.call("ecs", "GET", "/v2.1/{pid}/servers/nobody/metadata");
    assert.deepEqual([native.status, native.body.itemNotFound.code], [404, 404]);
  });

  it("can be changed while the server runs or is stopped, and in no other state", async () => {
    for (const [status, taskState, allowed] of [
      ["ACTIVE", null, true],
      ["SHUTOFF", null, true],
      ["ERROR", null, false],
      ["BUILD", null, false],
      ["SHUTOFF", "rebuilding", false],
    ] as const) {
      const test = new TestCloud();
      await write(test, { k: "v" });
      test.cloud.update((state) => Object.assign(state.servers[0]!, { status, taskState }));
      const written = await write(test, { k: "w" });
      const removed = await test.call("ecs", "DELETE", `${native}/k`);
      if (allowed) assert.deepEqual([written.status, removed.status], [200, 204]);
      else {
        assertRefused(written, 400, "Ecs.0100");
        assert.equal(removed.status, 409);
      }
    }
  });
});
