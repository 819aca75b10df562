import assert from "node:assert/strict";
import type { Backup } from "../../../../../provider/ports/backups";
import type { OsImage } from "../../../../../provider/ports/osImages";
import { assertAnnounced, assertMet, assertRefused, judgedInputs, judgedLive, notLookedUp } from "../judged";
import { backup, ids, image, server, systemDisk } from "../samples";

const images = (...changes: Partial<OsImage>[]) => ({
  images: { value: changes.map((change) => ({ ...image, ...change })) },
});
const named = { image: { name: "Ubuntu 24.04", kind: "public" } } as const;

describe("the image with the new OS", () => {
  it("OSR-02 accepts an image by ID, or by name and kind, of every kind", () => {
    assertMet(judgedInputs("OSR-02", { image: { id: ids.newImage } }));
    for (const kind of ["public", "private", "shared"] as const)
      assertMet(judgedInputs("OSR-02", { image: { name: "x", kind } }));
    assertMet(judgedInputs("OSR-02", {}, ["image"]));
    assertMet(judgedInputs("OSR-02", { image: {} }, ["image.id"]));
  });
  it("OSR-02 rejects no image, a name without a kind, and an ID beside a name", () => {
    assertRefused(judgedInputs("OSR-02", {}), "image", "is missing");
    assertRefused(judgedInputs("OSR-02", { image: {} }), "image", "neither");
    assertRefused(judgedInputs("OSR-02", { image: { name: "x" } }), "image.kind", "is missing");
    assertRefused(judgedInputs("OSR-02", { image: { id: ids.newImage, name: "x" } }), "image", "too");
  });
  it("OSR-02 accepts every kind and OS that is there", () => {
    for (const kind of ["public", "private", "shared"] as const)
      assertMet(judgedLive("OSR-02", images({ kind })));
    assertAnnounced(judgedLive("OSR-02", { images: notLookedUp }), /503/);
  });
  it("OSR-02 rejects a name that several images have, and names them", () => {
    assertRefused(judgedLive("OSR-02", images({ id: "a" }, { id: "b" }), named), "image.name", "a, b");
  });

  it("OSR-20 accepts a private image, and a shared one that was accepted", () => {
    assertMet(judgedLive("OSR-20", images({ kind: "private" })));
    assertMet(judgedLive("OSR-20", images({ kind: "shared", membership: "accepted" })));
    assertMet(judgedLive("OSR-20", images({ kind: "shared", membership: undefined })));
  });
  it("OSR-20 rejects a shared image that was not accepted, and says where that is done", () => {
    for (const membership of ["pending", "rejected"] as const)
      assertRefused(judgedLive("OSR-20", images({ kind: "shared", membership })), "image", /Accept it/);
  });
  it("OSR-20 rejects an image that is not there, and says what is missing by its kind", () => {
    assertRefused(
      judgedLive("OSR-20", images()),
      "image.id",
      ids.newImage,
      "made of it",
      "imported",
      "copied",
      "shared",
    );
    assertRefused(judgedLive("OSR-20", images(), named), "image.name", `public image "Ubuntu 24.04"`);
    const shared = { image: { name: "x", kind: "shared" } } as const;
    assertRefused(judgedLive("OSR-20", images(), shared), "image.name", "accept it");
  });
  it("OSR-20 rejects a name that is not there, and names what may have been meant: another kind, or names like it", () => {
    const names = [
      "Ubuntu 22.04",
      "ubuntu 24.04 arm",
      "Ubuntu 20.04",
      "Debian 12",
      "SLES 15 SP5",
      "Windows 2022",
    ];
    const visibleImages = [
      ...names.map((name) => ({ ...image, name })),
      { ...image, id: ids.image, kind: "private" as const },
      { ...image, name: "Ubuntu 24.10", kind: "shared" as const },
    ];
    const { refusals } = judgedLive("OSR-20", { ...images(), visibleImages }, named);
    const [{ property, reason } = { property: "", reason: "" }] = refusals;
    assert.equal(property, "image.name");
    assert.ok(
      reason.includes(
        `There is a private image of this name, ${ids.image}: declare kind: "private" if it is meant.`,
      ),
      reason,
    );
    assert.match(
      reason,
      /most like it: "Ubuntu 20.04", "Ubuntu 22.04", "ubuntu 24.04 arm", ("[^"]+"(, )?){2}\./,
    );
    assert.doesNotMatch(reason, /24\.10/);
  });
  it("OSR-20 rejects a name that several images of another kind have, and names them once", () => {
    const ofOtherKind = ["a", "b"].map((id) => ({ ...image, id, kind: "private" as const }));
    assertRefused(
      judgedLive("OSR-20", { ...images(), visibleImages: ofOtherKind }, named),
      "image.name",
      "Images of another kind have this name: a (private), b (private). Give the ID of the one that is meant.",
    );
  });
  it("OSR-20 rejects an image that is being made, and one that has failed", () => {
    assertRefused(
      judgedLive("OSR-20", images({ state: "creating", stateText: "queued" })),
      "image",
      "queued",
    );
    assertRefused(judgedLive("OSR-20", images({ state: "failed", stateText: "killed" })), "image", "killed");
  });
  it("OSR-20 rejects an image that takes no injection: nobody could log in", () => {
    assertRefused(judgedLive("OSR-20", images({ takesInjection: false })), "image", "cloud-init");
  });
  it("OSR-20 rejects an image of something else than a server's system disk", () => {
    for (const noSystemDisk of ["DataImage", "IsoImage", "Ironic"])
      assertRefused(judgedLive("OSR-20", images({ noSystemDisk })), "image", noSystemDisk);
  });

  it("OSR-20 accepts an image that is not known yet", () => {
    assertMet(judgedLive("OSR-20", images(), { image: {} }, ["image"]));
    assertMet(judgedLive("OSR-02", images({}, {}), { image: {} }, ["image"]));
  });

  it("OSR-14 accepts an image that fits the memory and the disk", () => {
    assertMet(judgedLive("OSR-14", images({ minRamMb: 4096, maxRamMb: 4096, minDiskGb: 40 })));
  });
  it("OSR-14 accepts an image that needs a larger disk, and announces old and new size", () => {
    assertAnnounced(judgedLive("OSR-14", images({ minDiskGb: 60 })), /60 GB.*40 GB/);
  });
  it("OSR-14 accepts an image that needs a smaller disk, and announces that the new one may be smaller", () => {
    assertAnnounced(judgedLive("OSR-14", images({ minDiskGb: 10 })), /may have 10 GB.*40 GB.*type stays SSD/);
  });
  it("OSR-14 accepts an image that does not say how large a disk it needs", () => {
    assertMet(judgedLive("OSR-14", images({ minDiskGb: 0 })));
  });
  it("OSR-14 rejects an image that needs more memory, or less", () => {
    assertRefused(judgedLive("OSR-14", images({ minRamMb: 8192 })), "image", "4096 MiB", "8192");
    assertRefused(judgedLive("OSR-14", images({ maxRamMb: 2048 })), "image", "4096 MiB", "2048");
  });
  it("OSR-14 accepts what the cloud does not say, and announces it", () => {
    const silent = {
      ...images({ minRamMb: 8192 }),
      servers: { value: [{ ...server, memoryMb: undefined }] },
    };
    assertAnnounced(judgedLive("OSR-14", silent), /does not say/);
  });

  const windows = images({ osFamily: "Windows" });
  const windowsServer = { servers: { value: [{ ...server, osFamily: "Windows" as const }] } };
  it("OSR-16 accepts Linux to Linux, and Windows to Windows", () => {
    assertMet(judgedLive("OSR-16", {}));
    assertMet(judgedLive("OSR-16", { ...windows, ...windowsServer }));
  });
  it("OSR-16 accepts Windows to Linux, and announces the tool", () => {
    assertAnnounced(judgedLive("OSR-16", windowsServer), /NTFS-3G/);
  });
  it("OSR-16 rejects Linux to Windows, unless it is accepted expressly", () => {
    assertRefused(judgedLive("OSR-16", windows), "acceptLinuxToWindows", "LVM", "Ext2Read");
    assertRefused(judgedLive("OSR-16", windows, { acceptLinuxToWindows: false }), "acceptLinuxToWindows");
    assertMet(judgedLive("OSR-16", windows, { acceptLinuxToWindows: true }));
    assertMet(judgedLive("OSR-16", windows, {}, ["acceptLinuxToWindows"]));
  });
  it("OSR-16 rejects right before the loss what the cloud does not say", () => {
    const silent = images({ osFamily: undefined });
    assertAnnounced(judgedLive("OSR-16", silent), /does not say/);
    assertRefused(judgedLive("OSR-16", { ...silent, isActing: true }), "acceptLinuxToWindows");
  });

  it("OSR-21 accepts a licence type for an image, and none", () => {
    assertMet(judgedInputs("OSR-21", { licenseType: "BYOL", image: { id: ids.newImage } }));
    assertMet(judgedInputs("OSR-21", {}));
  });
  it("OSR-21 rejects a licence type without an image", () => {
    assertRefused(judgedInputs("OSR-21", { licenseType: "BYOL" }), "licenseType", "no image");
  });
  for (const platform of ["SUSE", "RedHat", "OracleLinux", "Oracle Linux"])
    it(`OSR-21 accepts a licence type for ${platform}, and announces the default`, () => {
      for (const licenseType of ["system", "BYOL"] as const)
        assertMet(judgedLive("OSR-21", images({ platform }), { licenseType }));
      assertAnnounced(judgedLive("OSR-21", images({ platform })), /licence is the system's/);
    });
  for (const [platform, osVersion] of [
    ["Ubuntu", "Ubuntu 24.04 server 64bit"],
    ["Windows", "Windows Server 2022"],
    ["OpenSUSE", "OpenSUSE 15.5 64bit"],
  ] as const)
    it(`OSR-21 rejects a licence type for ${platform}, which is not billed`, () => {
      assertRefused(
        judgedLive("OSR-21", images({ platform, osVersion }), { licenseType: "system" }),
        "licenseType",
        platform,
      );
      assertMet(judgedLive("OSR-21", images({ platform, osVersion })));
    });
  it("OSR-21 accepts an image of which the cloud does not say the OS, and announces it", () => {
    assertAnnounced(
      judgedLive("OSR-21", images({ platform: undefined }), { licenseType: "BYOL" }),
      /does not say/,
    );
  });

  it("FEI-07 accepts a full-ECS image, and announces that only its system disk is written", () => {
    for (const whole of [{ wholeServer: true }, { wholeServer: undefined, backupId: ids.backup }])
      assertAnnounced(judgedLive("FEI-07", images(whole)), /only the data of its system disk/);
  });
  it("FEI-07 rejects to say so of any other image", () => {
    for (const backupId of [undefined, ids.backup])
      assertMet(judgedLive("FEI-07", images({ wholeServer: false, backupId })));
  });
});

describe("the encryption of the system disk", () => {
  const key = {
    id: ids.key,
    name: "disks",
    state: "enabled",
    stateText: "enabled",
    isDefault: false,
  } as const;
  const keys = (...changes: object[]) => ({
    keys: { value: changes.map((change) => ({ ...key, ...change })) },
  });

  it("OSR-15 accepts a key by ID, by name, or the default one", () => {
    for (const encryption of [{ keyId: ids.key }, { keyName: "disks" }, {}])
      assertMet(judgedInputs("OSR-15", { encryption }));
  });
  it("OSR-15 rejects both an ID and a name", () => {
    assertRefused(
      judgedInputs("OSR-15", { encryption: { keyId: ids.key, keyName: "disks" } }),
      "encryption",
      "both",
    );
  });
  it("OSR-04 accepts encryption together with an image, also a full-ECS image", () => {
    assertMet(judgedInputs("OSR-04", { image: { id: ids.newImage }, encryption: {} }));
    assertMet(judgedLive("OSR-04", images({ wholeServer: true }), { encryption: {} }));
  });
  it("OSR-04 rejects encryption without an image", () => {
    assertRefused(judgedInputs("OSR-04", { encryption: {} }), "encryption", "no image");
  });
  it("OSR-04 accepts an encrypted image where no encryption is declared, and announces it", () => {
    assertAnnounced(judgedLive("OSR-04", images({ keyId: ids.key })), /is encrypted with key/);
  });

  it("OSR-15 accepts a key that is there and enabled", () => {
    assertMet(judgedLive("OSR-15", keys({}), { encryption: { keyId: ids.key.toUpperCase() } }));
    assertMet(judgedLive("OSR-15", keys({}), { encryption: { keyName: "disks" } }));
  });
  it("OSR-15 accepts that evs/default is not there: it is made at its first use", () => {
    assertMet(judgedLive("OSR-15", keys(), { encryption: {} }));
  });
  it("OSR-15 accepts a key of the user's own that is called evs/default: it is not the default one", () => {
    const own = { id: "a", name: "evs/default", state: "disabled", stateText: "disabled" };
    assertMet(judgedLive("OSR-15", keys(own), { encryption: {} }));
    const standard = { ...own, id: "b", isDefault: true };
    assertRefused(judgedLive("OSR-15", keys(own, standard), { encryption: {} }), "encryption", "key b");
  });
  it("OSR-15 rejects a key that is not there, not enabled, or not the only one", () => {
    assertRefused(
      judgedLive("OSR-15", keys(), { encryption: { keyId: ids.key } }),
      "encryption.keyId",
      ids.key,
    );
    assertRefused(
      judgedLive("OSR-15", keys({}), { encryption: { keyName: "disk" } }),
      "encryption.keyName",
      `"disk"`,
      'The keys with the names most like it: "disks".',
    );
    const disabled = keys({ state: "disabled", stateText: "disabled" });
    assertRefused(
      judgedLive("OSR-15", disabled, { encryption: { keyId: ids.key } }),
      "encryption.keyId",
      "Enable it",
    );
    const two = keys({ id: "a" }, { id: "b" });
    assertRefused(
      judgedLive("OSR-15", two, { encryption: { keyName: "disks" } }),
      "encryption.keyName",
      "a, b",
    );
  });
  it("OSR-15 rejects a missing Xrole, and says who can grant it", () => {
    assertRefused(
      judgedLive("OSR-15", { delegation: { value: "missing" } }, { encryption: {} }),
      "encryption",
      "EVSAccessKMS",
      "Security Administrator",
    );
    assertMet(judgedLive("OSR-15", { delegation: { value: "missing" } }));
  });
  it("OSR-15 accepts that nobody may look at the Xrole, and announces it", () => {
    assertAnnounced(
      judgedLive("OSR-15", { delegation: { value: "unknown" } }, { encryption: {} }),
      /may not see/,
    );
    assertAnnounced(judgedLive("OSR-15", { delegation: notLookedUp }, { encryption: {} }), /503/);
  });
  it("OSR-15 rejects right before the loss a name of which nobody knows the key", () => {
    const unseen = { keys: notLookedUp, isActing: true };
    assertRefused(
      judgedLive("OSR-15", unseen, { encryption: { keyName: "disks" } }),
      "encryption.keyName",
      "503",
    );
    assertAnnounced(judgedLive("OSR-15", unseen, { encryption: { keyId: ids.key } }), /503/);
  });
});

describe("the backup behind a full-ECS image", () => {
  const whole = images({ kind: "private", wholeServer: undefined, backupId: ids.backup });
  const behind = (changes: Partial<Backup>) => ({
    ...whole,
    imageBackup: { value: { ...backup, ...changes } },
  });
  const copying = { state: "copying", stateText: "protecting" } as const;

  it("OSR-20 accepts one that is complete, or has its snapshots in the server's availability zone", () => {
    assertMet(judgedLive("OSR-20", behind({})));
    const { availabilityZone } = server;
    assertMet(judgedLive("OSR-20", behind({ ...copying, restorableFrom: "snapshot", availabilityZone })));
  });
  it("OSR-20 rejects snapshots in another availability zone, and names both", () => {
    const elsewhere = { ...copying, restorableFrom: "snapshot", availabilityZone: "eu-de-09" } as const;
    assertRefused(
      judgedLive("OSR-20", behind(elsewhere)),
      "image",
      "eu-de-09",
      server.availabilityZone ?? "",
      "Wait until the backup is Available",
    );
  });
  it("OSR-20 rejects one that holds nothing yet, has failed, is being deleted, or is gone", () => {
    assertRefused(
      judgedLive("OSR-20", behind({ ...copying, restorableFrom: "nothing" })),
      "image",
      "nothing",
    );
    for (const state of ["failed", "deleting"] as const)
      assertRefused(judgedLive("OSR-20", behind({ state, stateText: state })), "image", state, "again");
    const gone = { ...whole, imageBackup: { value: undefined } };
    assertRefused(judgedLive("OSR-20", gone), "image", `${ids.backup} behind`, "is gone");
  });
  it("OSR-20 accepts what is not to be seen, and announces it", () => {
    const shared = images({ kind: "shared", wholeServer: true, backupId: ids.backup });
    assertAnnounced(judgedLive("OSR-20", shared), /not to be seen/);
    assertAnnounced(judgedLive("OSR-20", { ...whole, imageBackup: notLookedUp }), /503/);
  });
  it("OSR-20 accepts an image of a system disk alone, whatever it was made of", () => {
    assertMet(judgedLive("OSR-20", images({ kind: "private", wholeServer: false, backupId: ids.backup })));
  });
});

describe("a system disk", () => {
  it("OSR-14 accepts one of which nothing is known", () => {
    assertMet(judgedLive("OSR-14", { ...images({ minDiskGb: 60 }), systemDisk: { value: undefined } }));
    assertMet(judgedLive("OSR-14", { systemDisk: { value: systemDisk } }));
  });
});
