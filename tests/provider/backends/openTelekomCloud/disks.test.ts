import assert from "node:assert/strict";
import { asked, assertFails, cloudThatSays, outOfOrder, projectId, query } from "./connections";

const wire = {
  id: "d-1",
  name: "web-01-data",
  status: "in-use",
  size: 100,
  volume_type: "SSD",
  bootable: "false",
  attachments: [{ server_id: "s-1", device: "/dev/vdb", volume_id: "d-1" }],
  metadata: {},
};
const only = async (change: object) =>
  (await cloudThatSays({ body: { volumes: [{ ...wire, ...change }] } }).cloud.disks.list())[0];

describe("disks of Open Telekom Cloud", () => {
  it("tell when they were made: in UTC, without a zone", async () => {
    const created_at = "2026-01-01T00:00:00.123456";
    assert.equal((await only({ created_at }))?.createdAt, Date.UTC(2026, 0, 1) / 1000);
  });

  it("are told in our own words", async () => {
    assert.deepEqual(await only({}), {
      id: "d-1",
      name: "web-01-data",
      sizeGb: 100,
      type: "SSD",
      onDedicatedStorage: false,
      scsi: false,
      serverIds: ["s-1"],
      encrypted: false,
      createdAt: undefined,
      keyId: undefined,
    });
  });

  for (const { reason, change, expected } of [
    { reason: "names it", change: { dedicated_storage_id: "dss-1" }, expected: true },
    { reason: "is null", change: { dedicated_storage_id: null }, expected: false },
    { reason: "is empty", change: { dedicated_storage_id: "" }, expected: false },
    { reason: "is absent", change: {}, expected: false },
  ])
    it(`are ${expected ? "" : "not "}on dedicated storage where the attribute ${reason}`, async () => {
      assert.equal((await only(change))?.onDedicatedStorage, expected);
    });

  for (const { metadata, expected } of [
    { metadata: { "hw:passthrough": "true" }, expected: true },
    { metadata: { "hw:passthrough": "True" }, expected: true },
    { metadata: { "hw:passthrough": true }, expected: true },
    { metadata: { "hw:passthrough": "false" }, expected: false },
    { metadata: { "hw:passthrough": null }, expected: false },
    { metadata: { other: "true" }, expected: false },
    { metadata: {}, expected: false },
    { metadata: null, expected: false },
    { metadata: undefined, expected: false },
  ])
    it(`are ${expected ? "" : "no "}SCSI disks with ${JSON.stringify(metadata)}`, async () => {
      assert.equal((await only({ metadata }))?.scsi, expected);
    });

  for (const { metadata, encrypted, expected } of [
    { metadata: { __system__encrypted: "1", __system__cmkid: "k-1" }, expected: [true, "k-1"] },
    { metadata: { __system__encrypted: "1" }, expected: [true, undefined] },
    { metadata: { __system__encrypted: "0" }, expected: [false, undefined] },
    { metadata: {}, encrypted: true, expected: [true, undefined] },
    { metadata: {}, encrypted: false, expected: [false, undefined] },
    {
      metadata: { __system__encrypted: 5, __system__cmkid: 5 },
      encrypted: "?",
      expected: [false, undefined],
    },
    { metadata: { __system__cmkid: "" }, encrypted: null, expected: [false, undefined] },
    { metadata: null, expected: [false, undefined] },
  ])
    it(`are ${expected[0] ? "" : "not "}encrypted with ${JSON.stringify({ metadata, encrypted })}`, async () => {
      const disk = await only({ metadata, encrypted });
      assert.deepEqual([disk?.encrypted, disk?.keyId], expected);
    });

  it("may belong to several servers, or to none", async () => {
    const attachments = [{ server_id: "s-1" }, { server_id: "s-2" }];
    assert.deepEqual((await only({ attachments }))?.serverIds, ["s-1", "s-2"]);
    for (const none of [[], null, undefined])
      assert.deepEqual((await only({ attachments: none }))?.serverIds, []);
  });

  it("may come without a name and a type", async () => {
    const disk = await only({ name: null, volume_type: null });
    assert.deepEqual([disk?.name, disk?.type], ["", "unknown"]);
  });

  describe("that are listed", () => {
    const path = `GET /v2/${projectId}/cloudvolumes/detail`;
    const page = (first: number) =>
      Array.from({ length: 1000 }, (_, i) => ({ ...wire, id: `d-${first + i}` }));

    it("are asked for page by page, from the last disk on", async () => {
      const { cloud, requests } = cloudThatSays(
        { body: { volumes: page(0) } },
        { body: { volumes: page(1000) } },
        { body: { volumes: [{ ...wire, id: "last" }] } },
      );
      const listed = await cloud.disks.list();
      assert.deepEqual([listed.length, listed.at(-1)?.id], [2001, "last"]);
      assert.deepEqual(requests.map(asked), [path, path, path]);
      const all = { limit: "1000" };
      assert.deepEqual(requests.map(query), [all, { ...all, marker: "d-999" }, { ...all, marker: "d-1999" }]);
    });

    it("end with an empty page where the last one was full", async () => {
      const { cloud, requests } = cloudThatSays({ body: { volumes: page(0) } }, { body: { volumes: [] } });
      assert.equal((await cloud.disks.list()).length, 1000);
      assert.equal(requests.length, 2);
    });

    it("are those of one server by the cloud's own filter", async () => {
      const { cloud, requests } = cloudThatSays(
        { body: { volumes: page(0) } },
        { body: { volumes: [wire] } },
      );
      assert.equal((await cloud.disks.ofServer("s-1")).length, 1001);
      const ofServer = { server_id: "s-1", limit: "1000" };
      assert.deepEqual(requests.map(asked), [path, path]);
      assert.deepEqual(requests.map(query), [ofServer, { ...ofServer, marker: "d-999" }]);
    });

    it("are no list where a page is missing, or has another shape", async () => {
      await assertFails(
        cloudThatSays({ body: { volumes: page(0) } }, outOfOrder).cloud.disks.list(),
        "answerLost",
      );
      await assertFails(only({ size: "100" }), "answerLost");
    });
  });

  describe("that are looked for by their ID", () => {
    it("are one call away", async () => {
      const { cloud, requests } = cloudThatSays({ body: { volume: wire } });
      assert.deepEqual(await cloud.disks.get("d-1"), await only({}));
      assert.deepEqual(requests.map(asked), [`GET /v2/${projectId}/os-vendor-volumes/d-1`]);
    });

    it("are undefined only where the cloud says that there is none", async () => {
      const gone = { status: 404, body: { itemNotFound: { code: 404, message: "m" } } };
      assert.equal(await cloudThatSays(gone).cloud.disks.get("d-1"), undefined);
      await assertFails(cloudThatSays(outOfOrder).cloud.disks.get("d-1"), "answerLost");
      await assertFails(cloudThatSays({ body: {} }).cloud.disks.get("d-1"), "answerLost");
    });
  });
});

describe("the quota of disks on Open Telekom Cloud", () => {
  const quotaOf = (set: object) => cloudThatSays({ body: { quota_set: { id: projectId, ...set } } });
  const detail = (limit: number, in_use: number, reserved = 0) => ({ limit, in_use, reserved });

  it("is what is free: neither used nor reserved", async () => {
    const { cloud, requests } = quotaOf({
      ...{ volumes: detail(400, 12, 3), gigabytes: detail(10_000, 900), snapshots: detail(5, 5) },
      ...{ volumes_SSD: detail(10, 10), gigabytes_SSD: detail(-1, 50), per_volume_gigabytes: detail(1, 0) },
    });
    assert.deepEqual(await cloud.disks.quota(), {
      ...{ volumes: 385, gigabytes: 9100, largestGb: 1 },
      ofType: { SSD: { volumes: 0, gigabytes: undefined } },
    });
    assert.deepEqual(requests.map(asked), [`GET /v2/${projectId}/os-quota-sets/${projectId}`]);
    assert.deepEqual(requests.map(query), [{ usage: "True" }]);
  });

  it("may have no limit", async () => {
    const { cloud } = quotaOf({
      ...{ volumes: detail(-1, 12), gigabytes: detail(-1, 900), per_volume_gigabytes: detail(-1, 0) },
    });
    assert.deepEqual(await cloud.disks.quota(), {
      ...{ volumes: undefined, gigabytes: undefined, largestGb: undefined },
      ofType: {},
    });
  });

  it("is nothing where more is used than allowed", async () => {
    const { cloud } = quotaOf({ volumes: detail(5, 12), gigabytes: detail(0, 0) });
    assert.deepEqual(await cloud.disks.quota(), {
      ...{ volumes: 0, gigabytes: 0, largestGb: undefined },
      ofType: {},
    });
  });

  it("may say nothing of a type", async () => {
    const all = { volumes: detail(5, 0), gigabytes: detail(50, 0) };
    const { cloud } = quotaOf({ ...all, volumes_SSD: {}, gigabytes_SSD: {}, volumes_SAS: detail(3, 1) });
    assert.deepEqual((await cloud.disks.quota())?.ofType, {
      SSD: { volumes: undefined, gigabytes: undefined },
      SAS: { volumes: 2, gigabytes: undefined },
    });
  });

  for (const set of [{}, { volumes: detail(5, 0) }, { volumes: detail(5, 0), gigabytes: {} }])
    it(`is undefined where the cloud does not say: ${JSON.stringify(set)}`, async () => {
      assert.equal(await quotaOf(set).cloud.disks.quota(), undefined);
    });

  it("is not undefined when nobody answers", async () => {
    await assertFails(cloudThatSays(outOfOrder).cloud.disks.quota(), "answerLost");
    await assertFails(cloudThatSays({ body: {} }).cloud.disks.quota(), "answerLost");
  });
});
