import assert from "node:assert/strict";
import { defaultFleet, diskOf, fleetIds, serverOf } from "../../emulator";
import { assertRefused, codeOf, TestCloud } from "./testCloud";

const volumes = "/v2/{pid}/cloudvolumes/detail";

interface Volume {
  id: string;
  [field: string]: unknown;
}

async function list(test: TestCloud, query: string): Promise<Volume[]> {
  const answered = await test.call("evs", "GET", `${volumes}?${query}`);
  assert.equal(answered.status, 200, JSON.stringify(answered.body));
  return answered.body.volumes;
}

const idsOf = (found: Volume[]) => found.map(({ id }) => id).sort();

async function one(test: TestCloud, id: string) {
  return (await test.call("evs", "GET", `/v2/{pid}/os-vendor-volumes/${id}`)).body.volume;
}

describe("emulated disks", () => {
  it("are shown with what EVS says of them", async () => {
    const test = new TestCloud();
    const disk = await one(test, fleetIds.web01SystemDisk);
    assert.deepEqual(
      [disk.id, disk.status, disk.size, disk.bootable, disk.volume_type, disk.availability_zone],
      [fleetIds.web01SystemDisk, "in-use", 40, "true", "SSD", "eu-de-01"],
    );
    const [attachment] = disk.attachments;
    assert.deepEqual(
      [attachment.server_id, attachment.volume_id, attachment.device],
      [fleetIds.web01, fleetIds.web01SystemDisk, "/dev/vda"],
    );
    assert.deepEqual([disk.multiattach, disk.encrypted, disk.dedicated_storage_id], [false, false, null]);
    assert.equal(disk["os-vol-tenant-attr:tenant_id"], test.cloud.account.projectId);
    assert.equal((await one(test, fleetIds.web01DataDisk)).bootable, "false");
    assert.deepEqual(await list(test, `id=${fleetIds.web01SystemDisk}`), [disk]);
  });

  it("have dates without a zone, to the microsecond", async () => {
    const disk = await one(new TestCloud(), fleetIds.web01SystemDisk);
    for (const date of [disk.created_at, disk.updated_at, disk.attachments[0].attached_at]) {
      assert.match(date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
    }
  });

  it("say in their metadata whether they are encrypted, and whether they are SCSI disks", async () => {
    const test = new TestCloud();
    const { metadata } = await one(test, fleetIds.app02SataDisk);
    assert.equal(metadata.__system__encrypted, "1");
    assert.match(metadata.__system__cmkid, /^.{36}$/);
    assert.deepEqual((await one(test, fleetIds.scsi07DataDisk)).metadata, { "hw:passthrough": "true" });
    assert.deepEqual((await one(test, fleetIds.web01DataDisk)).metadata, {});
  });

  it("say the dedicated storage that they are on, and are found by it", async () => {
    const test = new TestCloud();
    const { dedicated_storage_id: storage } = await one(test, fleetIds.dedicated06DataDisk);
    assert.equal(typeof storage, "string");
    assert.deepEqual(idsOf(await list(test, `dedicated_storage_id=${storage}`)), [
      fleetIds.dedicated06DataDisk,
    ]);
  });

  it("that are shared are attached to each of their servers", async () => {
    const shared = diskOf({ id: "shared", bootIndex: -1, shared: true });
    const servers = ["a", "b"].map((id) =>
      serverOf({ id, name: id, disks: [diskOf({ id: `${id}-system` }), shared] }),
    );
    const test = new TestCloud({ fixture: { servers, vaults: [] } });
    const disk = await one(test, "shared");
    assert.equal(disk.multiattach, true);
    assert.deepEqual(
      disk.attachments.map(({ server_id }: { server_id: string }) => server_id),
      ["a", "b"],
    );
    assert.deepEqual(idsOf(await list(test, "server_id=b")), ["b-system", "shared"]);
    assert.deepEqual(idsOf(await list(test, "multiattach=true")), ["shared"]);
    for (const query of ["multiattach=maybe", "id=nobody&multiattach="]) {
      assertRefused(await test.call("evs", "GET", `${volumes}?${query}`), 400, "EVS.1002");
    }
  });

  const web01Disks = [fleetIds.web01SystemDisk, fleetIds.web01LogDisk, fleetIds.web01DataDisk];
  const filters: [string, string[]][] = [
    [`server_id=${fleetIds.web01}`, web01Disks],
    ["server_id=nobody", []],
    [`id=${fleetIds.db01DataDisk}`, [fleetIds.db01DataDisk]],
    [`ids=['${fleetIds.db01DataDisk}','nobody']`, [fleetIds.db01DataDisk]],
    [`ids=['${fleetIds.db01DataDisk}']&id=${fleetIds.web01LogDisk}`, [fleetIds.db01DataDisk]],
    ["name=web-01-volume-0001", [fleetIds.web01LogDisk]],
    ["availability_zone=eu-de-03", [fleetIds.cache03SystemDisk]],
    ["status=available", []],
    [`status=in-use&service_type=EVS&server_id=${fleetIds.web01}`, web01Disks],
    ["dedicated_storage_name=dss", [fleetIds.dedicated06DataDisk]],
  ];
  for (const [query, expected] of filters) {
    it(`are found by ${query}`, async () => {
      assert.deepEqual(idsOf(await list(new TestCloud(), query)), [...expected].sort());
    });
  }

  it("come in pages, by marker and by offset", async () => {
    const test = new TestCloud();
    const all = await list(test, "");
    assert.equal(all.length, defaultFleet.servers.flatMap(({ disks }) => disks).length);
    const found: Volume[] = [];
    for (;;) {
      const marker: string = found.length === 0 ? "" : `&marker=${found.at(-1)?.id}`;
      const page = await test.call("evs", "GET", `${volumes}?limit=4${marker}`);
      assert.equal(page.body.count, all.length, "the count is that of all pages");
      found.push(...page.body.volumes);
      if (page.body.volumes_links === undefined) break;
      assert.match(page.body.volumes_links[0].href, new RegExp(`marker=${found.at(-1)?.id}`));
    }
    assert.deepEqual(found, all);
    assert.deepEqual(await list(test, "limit=2&offset=3"), all.slice(3, 5));
  });

  it("can be sorted", async () => {
    const sizes = (await list(new TestCloud(), "sort_key=size&sort_dir=asc")).map(({ size }) => Number(size));
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => a - b),
    );
    assert.equal((await list(new TestCloud(), "sort_key=size"))[0]?.["size"], 3000);
  });

  const bad: [string, string][] = [
    ["limit=0", "EVS.1023"],
    ["limit=1001", "EVS.1023"],
    ["marker=nobody", "EVS.1024"],
    ["sort_key=wwn", "EVS.1039"],
    ["sort_dir=up", "EVS.1040"],
    ["ids=a,b", "EVS.1002"],
  ];
  for (const [query, code] of bad) {
    it(`are not listed with ${query}`, async () => {
      assertRefused(await new TestCloud().call("evs", "GET", `${volumes}?${query}`), 400, code);
    });
  }

  it("that are missing are refused in the form of Cinder", async () => {
    const answered = await new TestCloud().call("evs", "GET", "/v2/{pid}/os-vendor-volumes/nobody");
    assert.deepEqual([answered.status, answered.body.itemNotFound.code], [404, 404]);
  });
});

describe("the emulated quota of disks", () => {
  const quota = (test: TestCloud, usage: string, target = "{pid}") =>
    test.call("evs", "GET", `/v2/{pid}/os-quota-sets/${target}?${usage}`);

  for (const usage of ["usage=True", "usage=true"]) {
    it(`says with ${usage} what is in use`, async () => {
      const test = new TestCloud({
        fixture: { servers: defaultFleet.servers.slice(0, 2), vaults: [], diskQuota: { gigabytes: 1000 } },
      });
      const { status, body } = await quota(test, usage);
      assert.equal(status, 200);
      // web-01: 40 SSD + 100 SAS + 200 SATA; db-01: 40 SAS + 500 SSD.
      assert.deepEqual(
        [body.quota_set.volumes.in_use, body.quota_set.gigabytes],
        [5, { reserved: 0, limit: 1000, in_use: 880 }],
      );
      assert.deepEqual(body.quota_set.gigabytes_SSD, { reserved: 0, limit: -1, in_use: 540 });
      assert.equal(body.quota_set.volumes_SAS.in_use, 2);
      assert.equal(body.quota_set.id, test.cloud.account.projectId);
      for (const name of ["snapshots", "backups", "backup_gigabytes", "per_volume_gigabytes"]) {
        assert.equal(typeof body.quota_set[name].limit, "number", name);
      }
    });
  }

  it("tells of each type that has a disk or a limit, besides those that are always told", async () => {
    const test = new TestCloud({ fixture: defaultFleet });
    const ofTypes = async () =>
      Object.keys((await quota(test, "usage=True")).body.quota_set).filter((name) =>
        name.startsWith("volumes_"),
      );
    const usual = ["volumes_SSD", "volumes_SAS", "volumes_SATA", "volumes_ESSD"];
    assert.deepEqual(await ofTypes(), usual);
    test.cloud.update(({ servers }) => (servers[0]!.disks[0]!.volumeType = "GPSSD"));
    assert.deepEqual(await ofTypes(), [...usual, "volumes_GPSSD"]);
    test.cloud.update(({ diskQuota }) => (diskQuota.types = { other: { volumes: 1, gigabytes: 1 } }));
    const { quota_set: set } = (await quota(test, "usage=True")).body;
    assert.deepEqual(
      [set.volumes_other, set.volumes_GPSSD.in_use],
      [{ reserved: 0, limit: 1, in_use: 0 }, 1],
    );
  });

  it("follows the disks", async () => {
    const test = new TestCloud();
    const gigabytes = async () => (await quota(test, "usage=True")).body.quota_set.gigabytes.in_use;
    const before = await gigabytes();
    test.cloud.update(({ servers }) => servers[0]!.disks.pop());
    assert.equal(await gigabytes(), before - 200);
  });

  it("is refused for another project, and is not emulated without usage", async () => {
    const test = new TestCloud();
    assert.equal(codeOf(await quota(test, "usage=True", "f".repeat(32))), "EVS.0001");
    for (const usage of ["", "usage=False"]) assertRefused(await quota(test, usage), 404, "APIGW.0101");
  });
});
