import assert from "node:assert/strict";
import { compare, type Readings } from "../../../../provider/resources/osReplacement/verification";
import { changed, sent } from "./changeProcedure/worlds";
import { ids, image, server, systemDisk } from "./samples";
import type { Before } from "../../../../provider/resources/osReplacement/outcome";

const before: Before = {
  systemDisk: { id: ids.system, sizeGb: 40, type: "SSD", encrypted: false },
  ...{ imageId: ids.image, osFamily: "Linux", dataDiskIds: [ids.data1, ids.data2] },
  addresses: [{ ip: "192.168.0.4", mac: "fa:16:3e:00:00:04" }],
};

/** What is found where all is well but for these readings. */
function found(changes: Partial<Readings>) {
  assert.ok(systemDisk);
  return compare({
    ...{ server: changed, record: sent, image, known: { before } },
    ...{ systemDisk: { ...systemDisk, id: ids.newDisk }, oldDisk: undefined },
    ...changes,
  });
}

describe("what is read after a change of an OS", () => {
  it("OSR-01 accepts another system disk, the old one gone", () => {
    const { verified, differences, notVerifiable } = found({});
    assert.ok(verified.some((text) => text.includes(ids.newDisk)));
    assert.ok(verified.some((text) => text.includes(`${ids.system} is gone`)));
    assert.deepEqual([differences, notVerifiable], [[], []]);
  });
  it("OSR-01 rejects to call the old disk gone while it is there", () => {
    const there = found({ oldDisk: systemDisk });
    assert.equal(there.isOldDiskThere, true);
    assert.deepEqual(there.notVerifiable, [`the old system disk ${ids.system} is still there`]);
  });

  it("OSR-06 accepts the same data disks, in whatever order", () => {
    const other = { ...changed, diskIds: [ids.data2, ids.newDisk, ids.data1] };
    assert.deepEqual(found({ server: other }).differences, []);
  });
  it("OSR-06 rejects data disks that are fewer, more or others, and names them", () => {
    for (const diskIds of [
      [ids.newDisk, ids.data1],
      [ids.newDisk, ids.data1, ids.data2, ids.key],
      [ids.newDisk],
    ]) {
      const { differences } = found({ server: { ...changed, diskIds } });
      assert.equal(differences.length, 1);
      assert.match(
        differences[0] ?? "",
        new RegExp(`data disks are .* now, and were ${ids.data1}, ${ids.data2}`),
      );
    }
  });

  it("OSR-10 accepts the same IP and MAC addresses", () => {
    assert.ok(found({}).verified.includes("IP and MAC addresses are the same"));
  });
  it("OSR-10 rejects another address, of either kind, and names both", () => {
    for (const address of [
      { ip: "192.168.0.5", mac: "fa:16:3e:00:00:04" },
      { ip: "192.168.0.4", mac: "fa:16:3e:00:00:05" },
    ]) {
      const { differences } = found({ server: { ...changed, addresses: [address] } });
      assert.match(differences[0] ?? "", /addresses are .*, and were 192\.168\.0\.4 \(fa:16:3e:00:00:04\)/);
    }
  });
  it("OSR-10 rejects to say that what was not recorded is the same", () => {
    const { addressesDigest: _none, ...record } = sent;
    assert.ok(found({ record }).notVerifiable.includes("IP and MAC addresses are the same"));
  });
  it("OSR-10 rejects to compare addresses of which the cloud says nothing", () => {
    const silent = found({ server: { ...changed, addresses: [] } });
    assert.deepEqual(silent.differences, []);
    assert.ok(silent.notVerifiable.includes("IP and MAC addresses are the same"));
  });

  it("OSR-09 accepts the type of the old disk", () => {
    assert.ok(found({}).verified.includes("the system disk has the type of the old one"));
  });
  it("OSR-09 rejects another type", () => {
    assert.ok(systemDisk);
    const { differences } = found({ systemDisk: { ...systemDisk, id: ids.newDisk, type: "SATA" } });
    assert.match(differences[0] ?? "", /of type SATA, and the old one was of type SSD/);
  });
  it("OSR-09 rejects to say so where an interrupted run took the knowledge along", () => {
    const { notVerifiable, differences } = found({ known: { before: undefined } });
    assert.deepEqual(differences, []);
    assert.ok(notVerifiable.includes("the system disk has the type of the old one"));
    assert.ok(notVerifiable.includes("whether the old system disk is gone"));
  });

  it("says what the cloud does not: image, disk", () => {
    const silent = { ...changed, imageId: undefined, systemDiskId: server.systemDiskId };
    const { notVerifiable } = found({ server: silent });
    assert.ok(notVerifiable.includes("the server's image"));
    assert.ok(notVerifiable.includes("whether the system disk is another one"));
  });
});
