import assert from "node:assert/strict";
import { EmulatedOpenTelekomCloud, fleetIds, type ServiceName } from "../../emulator";
import { assertRefused, TestCloud } from "./testCloud";

const server = `servers/${fleetIds.web01}`;

describe("the emulated native calls", () => {
  const versions: [ServiceName, string[]][] = [
    ["ecs", ["v2", "v2.1"]],
    ["evs", ["v2", "v3"]],
    ["ims", ["v1", "v2"]],
  ];
  for (const [service, names] of versions) {
    it(`of ${service} tell their versions to everybody`, async () => {
      const cloud = new EmulatedOpenTelekomCloud();
      const endpoint = cloud.account.endpoints[service];
      const get = async (path: string) => {
        const { status, body } = await cloud.handle({
          ...{ method: "GET", url: endpoint + path, headers: {}, body: undefined },
        });
        return { status, body: JSON.parse(body) };
      };
      const all = await get("/");
      assert.equal(all.status, 300);
      assert.deepEqual(
        all.body.versions.map(({ links: [link] }: { links: { href: string }[] }) => link!.href),
        names.map((name) => `${endpoint}/${name}/`),
      );
      for (const [index, name] of names.entries()) {
        const one = await get(`/${name}/`);
        assert.deepEqual([one.status, one.body.version], [200, all.body.versions[index]]);
      }
    });
  }

  for (const version of ["/v2", "/v2.1"]) {
    it(`show servers under ${version}: numbers where the service's own calls have texts`, async () => {
      const test = new TestCloud();
      const { status, body } = await test.call("ecs", "GET", `${version}/{pid}/${server}`);
      assert.equal(status, 200);
      const [[address]] = Object.values<{ version: number }[]>(body.server.addresses) as [
        [{ version: number }],
      ];
      assert.equal(address.version, 4);
      assert.deepEqual(
        body.server["os-extended-volumes:volumes_attached"].map(({ id }: { id: string }) => id),
        [fleetIds.web01SystemDisk, fleetIds.web01LogDisk, fleetIds.web01DataDisk],
      );
      const missing = await test.call("ecs", "GET", `${version}/{pid}/servers/none`);
      assert.deepEqual([missing.status, missing.body.itemNotFound.code], [404, 404]);
    });
  }

  it("list servers by pages, each with the way to the next one", async () => {
    const test = new TestCloud();
    const all = (await test.call("ecs", "GET", "/v2.1/{pid}/servers/detail")).body;
    assert.deepEqual([all.servers.length, all.servers_links], [13, undefined]);
    const names: string[] = [];
    let path: string | undefined = "/v2.1/{pid}/servers?limit=5";
    while (path !== undefined) {
      const { servers, servers_links: links } = (await test.call("ecs", "GET", path)).body;
      names.push(...servers.map(({ name }: { name: string }) => name));
      path = links?.[0].href.slice(test.cloud.account.endpoints.ecs.length) as string | undefined;
    }
    assert.deepEqual(
      names,
      all.servers.map(({ name }: { name: string }) => name),
    );
    const stopped = (await test.call("ecs", "GET", "/v2.1/{pid}/servers/detail?status=SHUTOFF")).body.servers;
    assert.deepEqual(
      stopped.map(({ id }: { id: string }) => id),
      [fleetIds.db01],
    );
    assert.equal((await test.call("ecs", "GET", "/v2.1/{pid}/servers?marker=none")).status, 400);
  });

  it("show what is attached to a server", async () => {
    const test = new TestCloud();
    const path = `/v2.1/{pid}/${server}/os-volume_attachments`;
    const all = (await test.call("ecs", "GET", path)).body.volumeAttachments;
    assert.equal(all.length, 3);
    const one = await test.call("ecs", "GET", `${path}/${fleetIds.web01LogDisk}`);
    assert.deepEqual(one.body.volumeAttachment, all[1]);
    assert.equal((await test.call("ecs", "GET", `${path}/${fleetIds.db01DataDisk}`)).status, 404);
  });

  for (const body of [{ "os-stop": null }, { "os-stop": {} }, { "os-stop": { type: "SOFT" } }]) {
    it(`stop and start a server without an answer: ${JSON.stringify(body)}`, async () => {
      const test = new TestCloud();
      const stopped = await test.call("ecs", "POST", `/v2.1/{pid}/${server}/action`, body);
      assert.deepEqual([stopped.status, stopped.body], [202, undefined]);
      assert.equal((await test.server())["OS-EXT-STS:task_state"], "powering-off");
      const again = await test.call("ecs", "POST", `/v2.1/{pid}/${server}/action`, body);
      assert.deepEqual([again.status, again.body.conflictingRequest.code], [409, 409]);
      test.pass(60);
      assert.equal((await test.server()).status, "SHUTOFF");
      const start = { "os-start": null };
      assert.equal((await test.call("ecs", "POST", `/v2.1/{pid}/${server}/action`, start)).status, 202);
      test.pass(60);
      assert.equal((await test.server()).status, "ACTIVE");
    });
  }

  it("show one disk of a server, and refuse one of another", async () => {
    const test = new TestCloud();
    const path = `/v1/{pid}/cloudservers/${fleetIds.web01}/block_device`;
    const all = (await test.call("ecs", "GET", path)).body.volumeAttachments;
    const one = await test.call("ecs", "GET", `${path}/${fleetIds.web01LogDisk}`);
    assert.deepEqual([one.status, one.body], [200, { volumeAttachment: all[1] }]);
    assert.equal((await test.call("ecs", "GET", `${path}/${fleetIds.db01DataDisk}`)).status, 404);
  });

  it("tell how many servers there are and may be", async () => {
    const { body } = await new TestCloud().call("ecs", "GET", "/v1/{pid}/cloudservers/limits");
    assert.equal(body.absolute.totalInstancesUsed, 13);
    assert.ok(body.absolute.maxTotalInstances >= 13);
  });

  for (const [query, names] of [
    ["tags=team", ["web-01"]],
    ["tags=team=web", ["web-01"]],
    ["tags=team%3Ddb", []],
    ["name=double", ["double-09", "double-09"]],
    ["not-tags=team&name=web", []],
    ["ip=192.168.0.20", ["db-01"]],
    ["enterprise_project_id=0&status=SHUTOFF", ["db-01"]],
    ["flavor=none", []],
  ] as const) {
    it(`find servers with ${query}`, async () => {
      const { body } = await new TestCloud().call("ecs", "GET", `/v1/{pid}/cloudservers/detail?${query}`);
      assert.deepEqual(
        body.servers.map(({ name }: { name: string }) => name),
        names,
      );
    });
  }

  for (const version of ["/v2", "/v3"]) {
    it(`show disks under ${version}, whose metadata alone tell of encryption`, async () => {
      const test = new TestCloud();
      const path = `${version}/{pid}/volumes`;
      const { body } = await test.call("evs", "GET", `${path}/${fleetIds.app02SataDisk}`);
      assert.deepEqual([body.volume.encrypted, body.volume.metadata.__system__encrypted], [false, "1"]);
      const all = (await test.call("evs", "GET", `${path}/detail`)).body.volumes;
      const two = (await test.call("evs", "GET", `${path}/detail?limit=2`)).body;
      assert.deepEqual(two.volumes, all.slice(0, 2));
      assert.match(two.volumes_links[0].href, /marker=/);
      assert.equal((await test.call("evs", "GET", `${path}/none`)).status, 404);
      const quota = `${version}/{pid}/os-quota-sets/{pid}?usage=true`;
      assert.equal((await test.call("evs", "GET", quota)).body.quota_set.volumes.limit, 400);
    });
  }

  it("list images 25 at a time, each page with the way to the next one", async () => {
    const test = new TestCloud();
    test.cloud.update((state) => {
      const [image] = state.images;
      for (let index = 0; index < 28; index += 1)
        state.images.push({ ...image!, id: `i-${index}`, name: `n-${index}` });
    });
    const first = (await test.call("ims", "GET", "/v2/images?__imagetype=gold")).body;
    assert.deepEqual([first.images.length, first.first], [25, "/v2/images?__imagetype=gold"]);
    assert.match(first.next, /^\/v2\/images\?.*marker=/);
    const last = (await test.call("ims", "GET", first.next)).body;
    assert.deepEqual([last.images.length, last.next, last.first], [6, undefined, first.first]);
    const ids = [...first.images, ...last.images].map(({ id }: { id: string }) => id);
    assert.equal(new Set(ids).size, 31);
  });

  it("take a slash at the end of a path", async () => {
    const { status, body } = await new TestCloud().call("ims", "GET", "/v2/cloudimages/");
    assert.deepEqual([status, body.images.length], [200, 4]);
  });

  it("of IAM show one project, and page the list of them", async () => {
    const test = new TestCloud();
    const { status, body } = await test.call("iam", "GET", `/v3/projects/${test.cloud.account.projectId}`);
    assert.deepEqual([status, body.project.name], [200, "eu-de"]);
    assert.equal((await test.call("iam", "GET", "/v3/projects/none")).status, 404);
    const projects = async (query: string) => {
      const answered = await test.call("iam", "GET", `/v3/projects?${query}`);
      return answered.status === 200 ? answered.body.projects.length : answered.status;
    };
    assert.deepEqual(
      await Promise.all(
        ["page=1&per_page=5", "page=2&per_page=5", "page=1", "page=0&per_page=5"].map(projects),
      ),
      [1, 0, 400, 400],
    );
    const version = await test.call("iam", "GET", "/v3");
    assert.deepEqual([version.status, version.body.version.id], [200, "v3.6"]);
  });
});

describe("the older call for tags of an emulated image", () => {
  const put = (test: TestCloud, body: object) => test.call("ims", "PUT", "/v1/cloudimages/tags", body);

  it("adds one tag in either form", async () => {
    const test = new TestCloud();
    const image_id = await test.make();
    assert.equal((await put(test, { image_id, tag: "a.1" })).status, 204);
    assert.equal((await put(test, { image_id, image_tag: { key: "b", value: "2" } })).status, 204);
    assert.equal((await put(test, { image_id, tag: "c.3", image_tag: {} })).status, 204);
    assert.deepEqual((await test.images(`id=${image_id}`))[0].tags, ["a=1", "b=2", "c=3"]);
  });

  it("refuses both forms at once, none, and a missing image", async () => {
    const test = new TestCloud();
    const image_id = await test.make();
    const image_tag = { key: "b", value: "2" };
    assertRefused(await put(test, { image_id, tag: "a.1", image_tag }), 400, "IMG.0115");
    assertRefused(await put(test, { image_id }), 400, "IMG.0115");
    assertRefused(await put(test, { image_id: "none", image_tag }), 400, "IMG.0027");
    assertRefused(await put(test, { image_tag }), 400, "IMG.0001");
  });
});
