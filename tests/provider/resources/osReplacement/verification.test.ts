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
  it("knows a disk that somebody else has put there by when it was made", () => {
    assert.ok(systemDisk);
    const disk = { ...systemDisk, id: ids.newDisk };
    const endedAt = sent.attemptAt + 900;
    const isOthers = (createdAt: number | undefined): boolean =>
      found({ systemDisk: { ...disk, createdAt }, endedAt }).isOthersDisk;
    const times = [sent.attemptAt - 1, sent.attemptAt + 60, endedAt + 1, undefined];
    assert.deepEqual(times.map(isOthers), [true, false, true, false]);
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

  describe("where encryption was asked for", () => {
    const key = { id: ids.key, name: "mine", state: "enabled", stateText: "2", isDefault: false } as const;
    const standard = { ...key, id: ids.image, name: "evs/default", isDefault: true } as const;
    const keys = [key, standard];
    /** The new disk, encrypted with this key. */
    const diskWith = (keyId: string | undefined, encrypted = true) => {
      assert.ok(systemDisk);
      return { ...systemDisk, id: ids.newDisk, encrypted, keyId };
    };
    const withKey = "the system disk is encrypted with the key that was asked for";

    for (const [what, encryption, keyId] of [
      ["by its ID", { keyId: ids.key.toUpperCase() }, ids.key],
      ["by its name", { keyName: "mine" }, ids.key],
      ["as the default", {}, standard.id],
    ] as const) {
      it(`OSR-15 accepts a disk that is encrypted with the key that is meant, ${what}`, () => {
        const { verified, differences, notVerifiable } = found({
          ...{ encryption, keys },
          systemDisk: diskWith(keyId),
        });
        assert.ok(verified.includes("the system disk is encrypted") && verified.includes(withKey));
        assert.deepEqual([differences, notVerifiable], [[], []]);
      });
      it(`OSR-15 rejects a disk that is not encrypted (a key ${what})`, () => {
        const { differences } = found({ encryption, keys, systemDisk: diskWith(undefined, false) });
        assert.match(differences.join(), /not encrypted, and encryption was asked for/);
      });
      it(`OSR-15 rejects a disk that is encrypted with another key (one is meant ${what}), and names both`, () => {
        const { differences } = found({ encryption, keys, systemDisk: diskWith(ids.data1) });
        assert.equal(differences.length, 1);
        assert.ok(differences[0]?.includes(ids.data1) && differences[0].includes(keyId), differences[0]);
      });
    }
    it("OSR-15 rejects to say so of a disk that is not to be seen", () => {
      const { notVerifiable, differences } = found({ encryption: {}, keys, systemDisk: undefined });
      assert.deepEqual(differences, []);
      assert.ok(notVerifiable.includes("the system disk is encrypted") && notVerifiable.includes(withKey));
    });
    for (const [what, encryption, keyList, keyId] of [
      ["the keys could not be looked up", {}, undefined, standard.id],
      ["two keys have the name", { keyName: "mine" }, [key, { ...key, id: ids.data2 }], ids.key],
      ["the cloud does not say with which key", { keyId: ids.key }, undefined, undefined],
    ] as const)
      it(`OSR-15 rejects to say with which key where ${what}`, () => {
        const { verified, differences, notVerifiable } = found({
          ...{ encryption, keys: keyList },
          systemDisk: diskWith(keyId),
        });
        assert.ok(verified.includes("the system disk is encrypted"));
        assert.deepEqual([differences, notVerifiable], [[], [withKey]]);
      });
    it("OSR-15 accepts whatever disk the image makes where none was asked for", () => {
      for (const disk of [diskWith(ids.key), diskWith(undefined, false)]) {
        const { differences, notVerifiable } = found({ systemDisk: disk });
        assert.deepEqual([differences, notVerifiable], [[], []]);
      }
    });
  });

  it("says what the cloud does not: image, disk", () => {
    const silent = { ...changed, imageId: undefined, systemDiskId: server.systemDiskId };
    const { notVerifiable } = found({ server: silent });
    assert.ok(notVerifiable.includes("the server's image"));
    assert.ok(notVerifiable.includes("whether the system disk is another one"));
  });
});
