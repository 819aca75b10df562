import { anotherGeneration, disks, goal, server, towards, linux, vault } from "../samples";
import { notLookedUp } from "../judged";
import { examinedFacts, expectMove, failedRecord, now, rivalOf, sent, settled } from "./worlds";

describe("the next move before a full-ECS image is asked for", () => {
  const stopped = { ...server, state: "stopped", stateText: "SHUTOFF" } as const;

  it("FEI-03 accepts a server that is Running", () => {
    expectMove({}, "act intend");
  });
  it("FEI-03 accepts a server that is Stopped", () => {
    expectMove({ server: stopped }, "act intend");
  });
  it("FEI-03 rejects any other state, with the state in the message", () => {
    expectMove(
      { server: { ...server, state: "other", stateText: "ERROR" } },
      /^stop constraintViolated server: web-01 is ERROR[^]*expected: Running.*Stopped[^]*FEI-03/,
    );
  });
  it("FEI-03 rejects a server that has been frozen meanwhile", () => {
    expectMove({ server: { ...server, frozen: true } }, /^stop constraintViolated server: web-01 is frozen/);
  });
  it("FEI-03 rejects a server that does not exist", () => {
    expectMove({ server: undefined }, /^stop constraintViolated server: there is no server/);
  });
  it("FEI-03 accepts a task in progress, and waits for its end", () => {
    expectMove({ server: { ...server, task: "rebooting" } }, "wait waiting for web-01: rebooting");
  });
  it("FEI-03 accepts a Stopped server only once it is not being started: its state alone does not tell", () => {
    expectMove({ server: { ...stopped, task: "powering-on" } }, "wait waiting for web-01: powering-on");
  });

  it("looks up what the conditions need right before it begins", () => {
    expectMove({ examined: undefined }, "act examine");
  });
  it("looks it up again where that is more than a minute ago", () => {
    expectMove({ examined: { facts: examinedFacts, at: now - 60, tookSeconds: 0 } }, "act intend");
    expectMove({ examined: { facts: examinedFacts, at: now - 61, tookSeconds: 0 } }, "act examine");
  });

  it("or longer ago, where looking it up took long because many operations ask at once", () => {
    expectMove({ examined: { facts: examinedFacts, at: now - 160, tookSeconds: 25 } }, "act intend");
    expectMove({ examined: { facts: examinedFacts, at: now - 161, tookSeconds: 25 } }, "act examine");
  });

  const examined = (changes: Partial<typeof examinedFacts>) => ({
    examined: { facts: { ...examinedFacts, ...changes }, at: now, tookSeconds: 0 },
  });

  it("FEI-14 rejects a vault that has become full since the preview", () => {
    expectMove(
      examined({ vaults: { value: [{ ...vault, usedGb: 2000 }] } }),
      /^stop constraintViolated vault: .*is full: 2000 of 2000 GB[^]*FEI-14/,
    );
  });
  it("FEI-01 rejects a disk that has been attached since the preview and cannot be imaged", () => {
    expectMove(
      examined({ disks: { value: disks.map((disk) => ({ ...disk, scsi: true })) } }),
      /^stop constraintViolated server: web-01 has disks that cannot be imaged[^]*FEI-01/,
    );
  });
  it("FEI-04 rejects a database on a server that has been started since the preview", () => {
    const withDatabase = towards({ guest: { ...linux, database: true } });
    expectMove({}, /^stop constraintViolated server: web-01 contains a database[^]*FEI-04/, withDatabase);
    expectMove({ server: stopped }, "act intend", withDatabase);
  });
  it("tells everything that is against it at once", () => {
    expectMove(
      {
        server: { ...server, frozen: true },
        ...examined({ quota: { value: { used: 50, limit: 50 } }, vaults: { value: [] } }),
      },
      /is frozen[^]*there is no vault[^]*used up: 50 of 50/,
    );
  });
  it("lets the cloud judge what could not be looked up", () => {
    expectMove(
      examined({ disks: notLookedUp, vaults: notLookedUp, namesakes: notLookedUp, quota: notLookedUp }),
      "act intend",
    );
  });

  it("waits for another operation on the server", () => {
    expectMove(
      { rivals: [rivalOf({ ...sent, generation: anotherGeneration })] },
      /^wait waiting for another operation/,
    );
  });
  it("waits where the cloud has just refused because of other work", () => {
    expectMove({ refusedAsBusy: "being backed up" }, /^wait .*being backed up/);
  });
  it("names the metadata key of what it waits for, which may be of a newer version", () => {
    expectMove(
      { rivals: [rivalOf(undefined)] },
      /newer version.*delete the server's metadata key ecs-lifecycle\.rival/,
    );
  });
  it("begins anew after an operation of its own that has ended: a replacement", () => {
    expectMove({ record: { ...settled, generation: anotherGeneration } }, "act intend");
  });
  it("begins anew after an attempt that failed", () => {
    expectMove({ record: failedRecord }, "act intend");
  });
  it("begins nothing where something was only to be followed", () => {
    expectMove({ examined: undefined }, "done", { ...goal, followOnly: true });
  });
});
