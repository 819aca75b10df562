import assert from "node:assert/strict";
import type { FullEcsImageInputs } from "../../../../../provider/resources/fullEcsImage/inputs";
import {
  assertAnnounced,
  assertMet,
  assertRefused,
  judgedInputs,
  judgedLive,
  judgedWithoutLook,
  notLookedUp,
} from "../judged";
import { image, linux, server, windows } from "../samples";

type Guest = NonNullable<FullEcsImageInputs["guest"]>;

const guest = (declared: Guest) => ({ guest: declared });

/** A declaration without one of its parts. */
function without(declared: Guest, part: keyof Guest): { guest: Guest } {
  const { [part]: _left, ...others } = declared;
  return { guest: others };
}

describe("the guest of a full-ECS image, as it is declared", () => {
  it("FEI-08 accepts a complete declaration of each OS family", () => {
    assertMet(judgedInputs("FEI-08", guest(linux)));
    assertMet(judgedInputs("FEI-08", guest(windows)));
  });

  it("FEI-08 rejects silence about the guest, and shows what a declaration looks like", () => {
    for (const inputs of [{}, { guest: null }])
      assertRefused(
        judgedInputs("FEI-08", inputs),
        "guest",
        "nothing is declared",
        /osFamily: "Linux", diskGroups: false.*osFamily: "Windows", sanPolicy: "OnlineAll"/,
      );
  });

  it("FEI-08 rejects silence about the OS family", () => {
    assertRefused(
      judgedInputs("FEI-08", without(linux, "osFamily")),
      "guest.osFamily",
      "nothing is declared",
    );
    assertRefused(judgedInputs("FEI-08", guest({ ...linux, osFamily: null })), "guest.osFamily");
  });

  for (const { declared, stray } of [
    { declared: { ...linux, sanPolicy: "OnlineAll" }, stray: "sanPolicy" },
    { declared: { ...linux, spannedVolumes: false }, stray: "spannedVolumes" },
    { declared: { ...windows, diskGroups: false }, stray: "diskGroups" },
  ] as const)
    it(`FEI-08 rejects ${stray} of a ${declared.osFamily} server: one of the two is wrong`, () => {
      assertRefused(
        judgedInputs("FEI-08", guest(declared)),
        `guest.${stray}`,
        `${stray} is declared of a ${declared.osFamily} server`,
        /correct osFamily/,
      );
    });

  it("FEI-08 accepts a null in place of what the other OS family has", () => {
    assertMet(judgedInputs("FEI-08", guest({ ...linux, sanPolicy: null, spannedVolumes: null })));
    assertMet(judgedInputs("FEI-08", guest({ ...windows, diskGroups: null })));
  });

  it("FEI-09 accepts a Windows server without a spanned volume", () => {
    assertMet(judgedInputs("FEI-09", guest(windows)));
  });

  it("FEI-09 rejects a spanned volume: data may be lost in servers made from the image", () => {
    assertRefused(
      judgedInputs("FEI-09", guest({ ...windows, spannedVolumes: true })),
      "guest.spannedVolumes",
      "the server has a spanned volume",
      /data may be lost/,
    );
  });

  it("FEI-09 rejects silence about spanned volumes of a Windows server", () => {
    assertRefused(
      judgedInputs("FEI-09", without(windows, "spannedVolumes")),
      "guest.spannedVolumes",
      "nothing is declared",
      "Silence is not a yes",
    );
    assertRefused(
      judgedInputs("FEI-09", guest({ ...windows, spannedVolumes: null })),
      "guest.spannedVolumes",
    );
  });

  it("FEI-09 accepts a Linux server, which has none", () => {
    assertMet(judgedInputs("FEI-09", guest(linux)));
  });

  it("FEI-10 accepts a Linux server without a disk group over several disks", () => {
    assertMet(judgedInputs("FEI-10", guest(linux)));
  });

  it("FEI-10 rejects a disk group or logical disk over several physical disks: data may be lost", () => {
    assertRefused(
      judgedInputs("FEI-10", guest({ ...linux, diskGroups: true })),
      "guest.diskGroups",
      /disk group or logical disk over several physical disks/,
      /data may be lost/,
    );
  });

  it("FEI-10 rejects silence about disk groups of a Linux server", () => {
    assertRefused(
      judgedInputs("FEI-10", without(linux, "diskGroups")),
      "guest.diskGroups",
      "nothing is declared",
      "Silence is not a yes",
    );
    assertRefused(judgedInputs("FEI-10", guest({ ...linux, diskGroups: null })), "guest.diskGroups");
  });

  it("FEI-10 accepts a Windows server, which has none", () => {
    assertMet(judgedInputs("FEI-10", guest(windows)));
  });

  it("FEI-12 accepts the SAN policy OnlineAll", () => {
    assertMet(judgedInputs("FEI-12", guest(windows)));
  });

  for (const { sanPolicy, effect } of [
    { sanPolicy: "OfflineShared", effect: /iSCSI.*FC.*offline/ },
    { sanPolicy: "OfflineInternal", effect: /every newly found disk offline/ },
  ] as const)
    it(`FEI-12 rejects the SAN policy ${sanPolicy}, with what it does and the three diskpart steps`, () => {
      const judgement = judgedInputs("FEI-12", guest({ ...windows, sanPolicy }));
      assertRefused(judgement, "guest.sanPolicy", sanPolicy, effect, /expected: OnlineAll/);
      const { reason = "" } = judgement.refusals[0] ?? {};
      const steps = ["diskpart", "san ", "san policy=onlineall"].map((step) =>
        reason.indexOf(`\n        ${step}`),
      );
      assert.ok(
        steps.every((at, index) => at > (steps[index - 1] ?? 0)),
        `the steps stand in the guide's order: ${reason}`,
      );
    });

  it("FEI-12 rejects silence about the SAN policy of a Windows server, and says how it is seen", () => {
    assertRefused(
      judgedInputs("FEI-12", without(windows, "sanPolicy")),
      "guest.sanPolicy",
      "nothing is declared",
      "Silence is not a yes",
      /diskpart/,
    );
    assertRefused(judgedInputs("FEI-12", guest({ ...windows, sanPolicy: null })), "guest.sanPolicy");
  });

  it("FEI-12 accepts a Linux server, which has none", () => {
    assertMet(judgedInputs("FEI-12", guest(linux)));
  });

  it("FEI-04 accepts a declaration that there is a database, or that there is none", () => {
    for (const database of [true, false])
      assertMet(judgedInputs("FEI-04", guest({ ...linux, database })), String(database));
  });

  it("FEI-04 rejects silence about a database, of each OS family", () => {
    for (const declared of [linux, windows])
      assertRefused(
        judgedInputs("FEI-04", without(declared, "database")),
        "guest.database",
        "nothing is declared",
        "Silence is not a yes",
      );
    assertRefused(judgedInputs("FEI-04", guest({ ...linux, database: null })), "guest.database");
  });

  it("refuses everything that is missing at once", () => {
    const { osFamily } = windows;
    for (const id of ["FEI-04", "FEI-09", "FEI-12"])
      assert.equal(judgedInputs(id, guest({ osFamily })).refusals.length, 1, id);
    assert.equal(judgedInputs("FEI-04", {}).refusals.length, 0, "without an OS family, FEI-08 says it all");
  });

  const guestNumbers = ["FEI-04", "FEI-08", "FEI-09", "FEI-10", "FEI-12"];

  it("asks nothing of an image that is adopted, nor where that is not known yet", () => {
    for (const id of guestNumbers) {
      assertMet(judgedInputs(id, { adopt: image.id }), id);
      assertMet(judgedInputs(id, {}, ["adopt"]), id);
    }
  });

  it("asks nothing of an image that exists: what was not said when it was taken does not matter any more", () => {
    for (const id of guestNumbers) {
      assertMet(judgedInputs(id, {}, [], { exists: true }), id);
      for (const { osFamily } of [linux, windows])
        assertMet(judgedInputs(id, guest({ osFamily }), [], { exists: true }), `${id} ${osFamily}`);
    }
  });

  it("refuses of an image that exists what would be wrong with the next", () => {
    const existing = (id: string, declared: Guest) => judgedInputs(id, guest(declared), [], { exists: true });
    assertRefused(existing("FEI-12", { ...windows, sanPolicy: "OfflineShared" }), "guest.sanPolicy");
    assertRefused(existing("FEI-09", { ...windows, spannedVolumes: true }), "guest.spannedVolumes");
    assertRefused(existing("FEI-10", { ...linux, diskGroups: true }), "guest.diskGroups");
    assertRefused(existing("FEI-08", { ...linux, sanPolicy: "OnlineAll" }), "guest.sanPolicy");
  });

  it("refuses nothing that is not known yet", () => {
    for (const id of guestNumbers) assertMet(judgedInputs(id, {}, ["guest"]), id);
    assertMet(judgedInputs("FEI-08", without(linux, "osFamily"), ["guest.osFamily"]));
    assertMet(judgedInputs("FEI-09", without(windows, "spannedVolumes"), ["guest.spannedVolumes"]));
    assertMet(judgedInputs("FEI-10", without(linux, "diskGroups"), ["guest.diskGroups"]));
    assertMet(judgedInputs("FEI-12", without(windows, "sanPolicy"), ["guest.sanPolicy"]));
    assertMet(judgedInputs("FEI-04", without(linux, "database"), ["guest.database"]));
  });
});

describe("the guest of a full-ECS image, as far as the cloud knows it", () => {
  const running = { servers: { value: [server] } };
  const stopped = { servers: { value: [{ ...server, state: "stopped", stateText: "SHUTOFF" } as const] } };

  it("FEI-08 accepts the OS family that the cloud knows the server by", () => {
    assertMet(judgedLive("FEI-08", running, guest(linux)));
  });

  it("FEI-08 rejects another OS family than the server's own, with both", () => {
    assertRefused(
      judgedLive("FEI-08", running, guest(windows)),
      "guest.osFamily",
      /Windows, and the cloud knows web-01 as a Linux server/,
      /expected: Linux/,
    );
  });

  it("FEI-08 accepts a server whose OS the cloud does not say, and announces it", () => {
    assertAnnounced(
      judgedLive("FEI-08", { servers: { value: [{ ...server, osFamily: undefined }] } }),
      /could not be checked: the cloud does not say which OS web-01 has/,
    );
  });

  it("FEI-08 accepts where the server or the OS family is not known yet", () => {
    assertMet(judgedLive("FEI-08", { servers: { value: [] } }, guest(windows)));
    assertMet(judgedLive("FEI-08", { servers: notLookedUp }, guest(windows)));
    assertMet(judgedLive("FEI-08", running, { guest: null }));
    assertMet(judgedLive("FEI-08", running, guest({ database: false })));
    assertMet(judgedWithoutLook("FEI-08", guest(windows)));
  });

  it("FEI-04 accepts a database on a server that is Stopped", () => {
    assertMet(judgedLive("FEI-04", stopped, guest({ ...linux, database: true })));
  });

  it("FEI-04 rejects a database on a server that is Running", () => {
    assertRefused(
      judgedLive("FEI-04", running, guest({ ...linux, database: true })),
      "server",
      /web-01 contains a database and is Running \(ACTIVE\)/,
      /expected: Stopped/,
      /Stop the server/,
    );
  });

  it("FEI-04 accepts a server that is Running and contains no database", () => {
    assertMet(judgedLive("FEI-04", running, guest(linux)));
  });

  it("FEI-04 accepts where the server or its guest is not known yet", () => {
    assertMet(judgedLive("FEI-04", { servers: notLookedUp }, guest({ ...linux, database: true })));
    assertMet(judgedLive("FEI-04", running, { guest: null }));
    assertMet(judgedWithoutLook("FEI-04", guest({ ...linux, database: true })));
  });
});
