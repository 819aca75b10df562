import assert from "node:assert/strict";
import type { Server } from "../../../../../provider/ports/servers";
import {
  allWell,
  assertAnnounced,
  assertMet,
  assertRefused,
  judgedInputs,
  judgedLive,
  judgedWithoutLook,
  notLookedUp,
} from "../judged";
import { disks, ids, image, server, vault } from "../samples";

describe("the source of a full-ECS image, in the inputs", () => {
  it("FEI-13 accepts a source ECS and a server backup vault that are named", () => {
    assertMet(judgedInputs("FEI-13", { server: "web-01", vault: { name: "vault-servers" } }));
  });

  it("FEI-13 rejects a missing source: which ECS to take is part of the procedure", () => {
    assertRefused(judgedInputs("FEI-13", { vault: { id: ids.vault } }), "server", "is missing", "name");
    assertRefused(judgedInputs("FEI-13", { server: null, vault: { id: ids.vault } }), "server");
  });

  it("FEI-13 rejects a missing vault, and says how one is had", () => {
    assertRefused(judgedInputs("FEI-13", { server: "web-01" }), "vault", "is missing", "ensure");
    assertRefused(judgedInputs("FEI-13", { server: "web-01", vault: null }), "vault", "is missing");
  });

  it("FEI-13 accepts an image that is adopted: nothing is imaged", () => {
    assertMet(judgedInputs("FEI-13", { adopt: image.id }));
  });

  it("FEI-13 accepts an image that exists: it has its source and its vault", () => {
    assertMet(judgedInputs("FEI-13", {}, [], { exists: true }));
  });

  it("FEI-13 accepts what is not known yet", () => {
    assertMet(judgedInputs("FEI-13", { vault: { id: ids.vault } }, ["server"]), "server");
    assertMet(judgedInputs("FEI-13", { server: "web-01" }, ["vault"]), "vault");
    assertMet(judgedInputs("FEI-13", {}, ["adopt"]), "whether one is adopted");
  });
});

const servers = (...changes: Partial<Server>[]) => ({
  servers: { value: changes.map((change) => ({ ...server, ...change })) },
});

describe("the source of a full-ECS image, as the cloud shows it", () => {
  it("FEI-03 accepts a server that is Running, and one that is Stopped", () => {
    assertMet(judgedLive("FEI-03", servers({ state: "running", stateText: "ACTIVE" })));
    assertMet(judgedLive("FEI-03", servers({ state: "stopped", stateText: "SHUTOFF" })));
  });

  for (const stateText of [
    ...["BUILD", "ERROR", "HARD_REBOOT", "MIGRATING", "REBOOT", "REBUILD", "RESIZE"],
    ...["REVERT_RESIZE", "VERIFY_RESIZE", "SHELVED", "SHELVED_OFFLOADED", "UNKNOWN"],
  ])
    it(`FEI-03 rejects a server in state ${stateText}, with the state in the message`, () => {
      assertRefused(
        judgedLive("FEI-03", servers({ state: "other", stateText })),
        "server",
        `web-01 is ${stateText}`,
        /expected: Running.*Stopped/,
      );
    });

  it("FEI-03 rejects a frozen server, whatever its state", () => {
    for (const state of ["running", "stopped", "other"] as const)
      assertRefused(judgedLive("FEI-03", servers({ frozen: true, state })), "server", "web-01 is frozen");
  });

  it("FEI-03 rejects a server that does not exist, and names what was looked for", () => {
    assertRefused(
      judgedLive(
        "FEI-03",
        { servers: { value: [] }, serverNames: ["db-01", "web-01"] },
        { server: "web-99" },
      ),
      "server",
      'there is no server "web-99"',
      /region and project/,
      'The servers with the names most like it: "web-01", "db-01".',
    );
  });

  it("FEI-03 rejects a name that several servers have, and names them all", () => {
    assertRefused(
      judgedLive("FEI-03", servers({ id: "first" }, { id: "second" }), { server: "web-01" }),
      "server",
      "2 servers are called web-01: first, second",
      /Give the ID/,
    );
  });

  it("FEI-03 accepts a task in progress, announces it, and says that it will be waited for", () => {
    assertAnnounced(
      judgedLive("FEI-03", servers({ task: "powering-off" })),
      /web-01 is busy \(powering-off\).*waited for/,
    );
  });

  it("FEI-03 accepts what could not be looked up, and announces it", () => {
    assertAnnounced(judgedLive("FEI-03", { servers: notLookedUp }), /could not be checked: .*HTTP 503/);
  });

  it("FEI-03 accepts a server that is not known yet", () => {
    assertMet(judgedWithoutLook("FEI-03", { server: "web-01" }), "nothing was looked up");
    assertMet(judgedLive("FEI-03", { servers: { value: [] } }, { server: null }), "no server is named");
  });

  it("FEI-01 accepts a server whose system disk and data disks can all be imaged", () => {
    assertMet(judgedLive("FEI-01", {}));
  });

  it("FEI-01 rejects a server without a system disk: the image holds the whole ECS", () => {
    assertRefused(
      judgedLive("FEI-01", servers({ systemDiskId: undefined })),
      "server",
      "web-01 has no system disk attached",
      /Attach/,
    );
  });

  for (const { what, change } of [
    { what: "on dedicated storage", change: { onDedicatedStorage: true } },
    { what: "SCSI", change: { scsi: true } },
  ])
    it(`FEI-01 rejects a disk that is ${what}, and names it`, () => {
      const [first, ...others] = disks;
      assert.ok(first);
      const judgement = judgedLive("FEI-01", { disks: { value: [{ ...first, ...change }, ...others] } });
      assertRefused(judgement, "server", `${first.id} (${what})`, "web-01");
      for (const { id } of others) assert.ok(!judgement.refusals[0]?.reason.includes(id));
    });

  it("FEI-01 rejects all disks that cannot be imaged at once, each with why", () => {
    const [first, second, third] = disks;
    assert.ok(first && second && third);
    assertRefused(
      judgedLive("FEI-01", {
        disks: { value: [{ ...first, scsi: true }, { ...second, onDedicatedStorage: true }, third] },
      }),
      "server",
      `${first.id} (SCSI), ${second.id} (on dedicated storage)`,
    );
  });

  it("FEI-01 accepts disks that could not be looked up, and announces it", () => {
    assertAnnounced(judgedLive("FEI-01", { disks: notLookedUp }), /could not be checked: .*HTTP 503/);
  });

  it("FEI-01 accepts where no server is to be seen: FEI-03 speaks of that", () => {
    assertMet(judgedLive("FEI-01", { servers: { value: [] } }));
    assertMet(judgedLive("FEI-01", { servers: notLookedUp }));
    assertMet(judgedWithoutLook("FEI-01"));
  });

  const total = (sizeGb: number) => ({
    disks: { value: disks.map((disk, index) => ({ ...disk, sizeGb: index === 0 ? sizeGb - 80 : 40 })) },
    vaults: { value: [{ ...vault, sizeGb: 100_000 }] },
  });

  it("FEI-02 accepts, without a word, a server of the size that the backup service recommends: 4 TB", () => {
    assertMet(judgedLive("FEI-02", total(4096)));
  });

  it("FEI-02 rejects silence about a larger server: it is announced, with both sizes, and not refused", () => {
    assertAnnounced(judgedLive("FEI-02", total(4097)), /web-01 have 4097 GB.*at most 4096 GB.*long/);
  });

  it("FEI-02 accepts disks or a server that are not to be seen", () => {
    assertMet(judgedLive("FEI-02", { disks: notLookedUp }));
    assertMet(judgedLive("FEI-02", { ...total(5000), servers: { value: [] } }));
    assertMet(judgedWithoutLook("FEI-02"));
  });

  it("says nothing at all where all is well", () => {
    for (const id of ["FEI-01", "FEI-02", "FEI-03", "FEI-04", "FEI-08", "FEI-14", "FEI-15"])
      assertMet(judgedLive(id, allWell), id);
  });
});
