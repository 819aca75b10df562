import assert from "node:assert/strict";
import type { Server } from "../../../../../provider/ports/servers";
import { assertAnnounced, assertMet, assertRefused, judgedInputs, judgedLive, notLookedUp } from "../judged";
import { ids, image, server } from "../samples";

const servers = (...changes: Partial<Server>[]) => ({
  servers: { value: changes.map((change) => ({ ...server, ...change })) },
});
const running = { state: "running", stateText: "ACTIVE" } as const;

describe("the server whose OS is changed", () => {
  it("OSR-17 accepts that it is named, and rejects that it is not", () => {
    assertMet(judgedInputs("OSR-17", { server: "web-01" }));
    assertMet(judgedInputs("OSR-17", {}, ["server"]));
  });
  it("OSR-17 rejects a missing server", () => {
    assertRefused(judgedInputs("OSR-17", {}), "server", "is missing");
  });
  it("OSR-17 accepts a stopped server", () => {
    assertMet(judgedLive("OSR-17", {}));
  });
  it("OSR-17 accepts a running server that may be stopped, and announces it", () => {
    assertAnnounced(
      judgedLive("OSR-17", servers(running), { stopServer: { soft: true } }),
      /will be stopped for the change, and started/,
    );
  });
  it("OSR-17 rejects a running server that may not be stopped", () => {
    assertRefused(judgedLive("OSR-17", servers(running)), "server", "web-01 is ACTIVE", "stopServer: { soft");
  });
  it("OSR-17 accepts what is not known yet", () => {
    assertMet(judgedLive("OSR-17", servers(running), {}, ["stopServer"]));
  });
  it("OSR-17 rejects a server that is frozen, locked, gone, in any other state, or not the only one", () => {
    assertRefused(judgedLive("OSR-17", servers({ frozen: true })), "server", "frozen");
    assertRefused(judgedLive("OSR-17", servers({ locked: true })), "server", "locked");
    assertRefused(judgedLive("OSR-17", servers()), "server", "there is no server");
    const broken = servers({ state: "other", stateText: "ERROR" });
    assertRefused(
      judgedLive("OSR-17", broken),
      "server",
      "web-01 is ERROR",
      "Bring the server into one of these states",
    );
    assertRefused(judgedLive("OSR-17", servers({ id: "a" }, { id: "b" })), "server", "a, b");
  });
  it("OSR-17 rejects a name that no server has, and names those like it", () => {
    const serverNames = ["db-01", "web-02", "web-01"];
    const typo = { server: "web-1" };
    assertRefused(
      judgedLive("OSR-17", { ...servers(), serverNames }, typo),
      "server",
      'The servers with the names most like it: "web-01", "web-02", "db-01".',
    );
    const { refusals } = judgedLive("OSR-17", { ...servers(), serverNames }, { server: ids.server });
    assert.doesNotMatch(refusals[0]?.reason ?? "", /most like it/, "an ID is like no name");
  });
  it("OSR-17 accepts for a second attempt whatever state the first one has left", () => {
    const retry = { systemDiskDigest: "d", leftDiskDigest: undefined };
    assertMet(judgedLive("OSR-17", { ...servers({ state: "other", stateText: "ERROR" }), retry }));
  });
  it("OSR-17 accepts a task in progress, and announces that it is waited for", () => {
    assertAnnounced(judgedLive("OSR-17", servers({ task: "rebooting" })), /rebooting.*waited for/);
  });
  it("OSR-17 accepts what could not be looked up, and announces it", () => {
    assertAnnounced(judgedLive("OSR-17", { servers: notLookedUp }), /503/);
  });

  it("OSR-08 accepts a stopped server, and announces that it runs afterwards", () => {
    assertAnnounced(judgedLive("OSR-08", {}), /web-01 is stopped: the cloud starts it/);
  });
  it("OSR-08 accepts a running one, whatever its state afterwards is: nothing is to be said", () => {
    assertMet(judgedLive("OSR-08", servers(running)));
  });

  it("OSR-18 accepts a server with a system disk", () => {
    assertMet(judgedLive("OSR-18", {}));
  });
  it("OSR-18 rejects a server without one", () => {
    assertRefused(judgedLive("OSR-18", servers({ systemDiskId: undefined })), "server", "no system disk");
  });
});

describe("how one logs in afterwards", () => {
  it("OSR-19 accepts a key pair, with its owner or without, or a password, or neither", () => {
    for (const login of [{ keyPair: "ops" }, { keyPair: "ops", keyPairOwner: "u" }, { password: "p" }, {}])
      assertMet(judgedInputs("OSR-19", login));
  });
  it("OSR-19 rejects a password beside a key pair, and an owner of none", () => {
    assertRefused(judgedInputs("OSR-19", { keyPair: "ops", password: "p" }), "password", "both");
    assertRefused(judgedInputs("OSR-19", { keyPairOwner: "u" }), "keyPairOwner", "no keyPair");
  });
  it("OSR-19 accepts a key pair that exists: another one, or the server's own", () => {
    assertMet(judgedLive("OSR-19", {}, { keyPair: "other" }));
    assertMet(judgedLive("OSR-19", {}));
  });
  it("OSR-19 accepts a password, and announces that the cloud does not document it", () => {
    assertAnnounced(
      judgedLive("OSR-19", {}, { password: "p" }),
      /password: unconfirmed.*after the server was stopped/,
    );
  });
  it("OSR-19 announces that user data may make the password void", () => {
    const both = { keyPair: null, password: "Not-4-Real", userData: "#!/bin/sh" };
    assertAnnounced(judgedLive("OSR-19", {}, both), /With userData it may be ignored on Linux/);
  });
  const unseen = { keyPair: { value: undefined } };
  it("OSR-19 rejects one that this user does not have", () => {
    assertRefused(
      judgedLive("OSR-19", unseen, { keyPair: "ops" }),
      "keyPair",
      `no key pair "ops"`,
      "keyPairOwner",
    );
  });
  it("OSR-19 accepts another user's, which cannot be seen, and announces it", () => {
    assertAnnounced(judgedLive("OSR-19", unseen, { keyPair: "ops", keyPairOwner: "u" }), /not visible/);
    assertAnnounced(judgedLive("OSR-19", unseen), /not visible/);
  });
  it("OSR-19 rejects a server that has none, and is given none: the password is reset", () => {
    assertRefused(judgedLive("OSR-19", servers({ keyName: undefined })), "keyPair", "none is given");
  });
  it("OSR-19 accepts what is not known yet, or could not be looked up", () => {
    assertMet(judgedLive("OSR-19", unseen, {}, ["keyPair"]));
    assertAnnounced(judgedLive("OSR-19", { keyPair: notLookedUp }), /503/);
  });
});

describe("the quota of disks", () => {
  const quota = (volumes: number | undefined, gigabytes: number | undefined, ofType = {}) => ({
    quota: { value: { volumes, gigabytes, largestGb: undefined, ofType } },
  });
  it("OSR-03 accepts room for one more disk, or no limit", () => {
    assertMet(judgedLive("OSR-03", quota(1, 40, { SSD: { volumes: 1, gigabytes: 40 } })));
    assertMet(judgedLive("OSR-03", quota(undefined, undefined)));
  });
  it("OSR-03 rejects a quota of 0, or too few GB, also of the disk's type", () => {
    assertRefused(judgedLive("OSR-03", quota(0, 1000)), "", "0 disks left");
    assertRefused(judgedLive("OSR-03", quota(5, 39)), "", "39 GB of disks left", "one disk of 40 GB");
    const none = { volumes: 0, gigabytes: undefined };
    assertRefused(judgedLive("OSR-03", quota(5, 1000, { SSD: none })), "", "0 disks of type SSD left");
  });
  it("OSR-03 rejects an image that needs a larger disk than any may be", () => {
    const atMost = (largestGb: number) => ({
      quota: { value: { volumes: 5, gigabytes: 1000, largestGb, ofType: {} } },
    });
    assertMet(judgedLive("OSR-03", atMost(40)));
    assertRefused(judgedLive("OSR-03", atMost(39)), "", "a disk may have 39 GB at most", "one disk of 40 GB");
  });
  describe("of an image without a minimum, or with a smaller one than the disk of 40 GB", () => {
    const of = (minDiskGb: number) => ({ images: { value: [{ ...image, minDiskGb }] } });
    it("OSR-03 rejects too little for the present size where the image specifies none", () => {
      assertRefused(judgedLive("OSR-03", { ...of(0), ...quota(5, 39) }), "", "one disk of 40 GB");
      assertMet(judgedLive("OSR-03", { ...of(0), ...quota(5, 40) }));
    });
    it("OSR-03 rejects too little for what the image specifies", () => {
      assertRefused(judgedLive("OSR-03", { ...of(10), ...quota(5, 9) }), "", "one disk of 10 GB");
      assertRefused(judgedLive("OSR-03", { ...of(60), ...quota(5, 59) }), "", "one disk of 60 GB");
    });
    it("OSR-03 accepts what is enough for the image, and announces that the size may stay", () => {
      assertAnnounced(
        judgedLive("OSR-03", { ...of(10), ...quota(5, 39) }),
        /39 GB of disks left\. Where the cloud/,
      );
      const ofType = { SSD: { volumes: 1, gigabytes: 20 } };
      assertAnnounced(
        judgedLive("OSR-03", { ...of(10), ...quota(5, 1000, ofType) }),
        /20 GB of disks of type SSD/,
      );
      assertMet(judgedLive("OSR-03", { ...of(10), ...quota(5, 40) }));
    });
  });

  it("OSR-03 accepts what the cloud does not tell, and announces it", () => {
    assertAnnounced(judgedLive("OSR-03", { quota: { value: undefined } }), /does not tell/);
    assertAnnounced(judgedLive("OSR-03", { quota: notLookedUp }), /503/);
  });
});

describe("a server that is named", () => {
  it("is asked for by its ID", () => {
    assertMet(judgedLive("OSR-17", {}, { server: ids.server }));
  });
});
