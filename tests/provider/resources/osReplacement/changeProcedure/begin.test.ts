import { anotherGeneration, goal, ids, server, towards } from "../samples";
import {
  changed,
  examinedFacts,
  expectMove,
  failedOnce,
  failedTwice,
  intended,
  justIntended,
  minute,
  now,
  rivalOf,
  sent,
  settled,
} from "./worlds";

const isRunning = { server: { ...server, state: "running", stateText: "ACTIVE" } } as const;
const mayStop = towards({ stopServer: { soft: true } });
const mayStopHard = towards({ stopServer: { soft: true, hardAfterSeconds: 120 } });

describe("the next move before the OS of a server is changed", () => {
  it("looks up what the conditions need, anew after a minute", () => {
    expectMove({ examined: undefined }, "act examine");
    expectMove({ examined: { facts: examinedFacts, at: now - 60, tookSeconds: 0 } }, "act intend");
    expectMove({ examined: { facts: examinedFacts, at: now - 61, tookSeconds: 0 } }, "act examine");
  });
  it("OSR-17 accepts a stopped server as it is", () => {
    expectMove({}, "act intend");
  });
  it("OSR-17 accepts to stop a running server where that is allowed, before anything is recorded", () => {
    expectMove(isRunning, "act stopSoftly", mayStop);
  });
  it("OSR-17 rejects to stop it otherwise", () => {
    expectMove(isRunning, /^stop constraintViolated server: web-01 is ACTIVE/);
  });
  it("OSR-17 accepts that a stop takes its time, and rejects to switch the server off where that is not allowed", () => {
    const asked = (seconds: number) => ({
      ...isRunning,
      stopAsked: { softAt: now - seconds, hardAt: undefined },
    });
    expectMove(asked(0), "wait web-01 is being stopped", mayStop);
    expectMove(asked(10 * minute), "wait web-01 is being stopped", mayStop);
    expectMove(asked(10 * minute + 1), /^stop unexpectedState stopServer: web-01 was asked to stop/, mayStop);
    expectMove(asked(119), "wait web-01 is being stopped", mayStopHard);
    expectMove(asked(120), "act stopHard", mayStopHard);
  });
  it("OSR-17 rejects a server that stays on even when it is switched off", () => {
    const asked = (seconds: number) => ({
      ...isRunning,
      stopAsked: { softAt: now - 1000, hardAt: now - seconds },
    });
    expectMove(asked(5 * minute), "wait web-01 is being switched off", mayStopHard);
    expectMove(asked(5 * minute + 1), /^stop unexpectedState .*switched off/, mayStopHard);
  });

  it("waits for a task, and for another operation on the server, before it judges anything", () => {
    expectMove({ server: { ...server, task: "rebooting" } }, "wait waiting for web-01: rebooting");
    expectMove(
      { rivals: [rivalOf({ ...sent, kind: "FullEcsImage" })] },
      /^wait waiting for another operation/,
    );
    expectMove({ rivals: [rivalOf(undefined)] }, /^wait .*newer version/);
    expectMove({ refusedAsBusy: "it is busy" }, "wait waiting, the cloud says: it is busy");
  });
  it("stops with everything that the conditions have against it", () => {
    const facts = {
      ...examinedFacts,
      quota: { value: { volumes: 0, gigabytes: 0, largestGb: undefined, ofType: {} } },
    };
    expectMove(
      { examined: { facts, at: now, tookSeconds: 0 } },
      /^stop constraintViolated the quota of disks has no room/,
    );
  });

  it("OSR-05 rejects to begin without consent", () => {
    expectMove(
      {},
      /^stop constraintViolated mayLoseSystemDisk: deletes system disk/,
      towards({ mayLoseSystemDisk: null }),
    );
  });
  it("OSR-05 rejects to submit where the consent does not hold any more: the intention is taken back", () => {
    expectMove({ ...justIntended, server: { ...server, systemDiskId: ids.newDisk } }, "act withdraw");
  });
});

describe("a server that is as it is asked for already", () => {
  const there = { server: { ...changed, imageId: ids.newImage } };
  it("is left alone, which is noted", () => {
    expectMove(there, "act noteAsItIs");
    expectMove({ ...there, isNotedAsItIs: true }, "done asItIs");
  });
  it("is left alone whatever the consent, also where it runs and may not be stopped", () => {
    expectMove(there, "act noteAsItIs", towards({ mayLoseSystemDisk: "any" }));
    expectMove({ server: changed }, "act noteAsItIs", towards({ mayLoseSystemDisk: null }));
  });
  const again = (triggers: unknown[]) =>
    towards({ triggers, mayLoseSystemDisk: "any", stopServer: { soft: true } });
  const foreign = { ...settled, generation: anotherGeneration };
  it("is changed again only where triggers are set and differ from those in the record", () => {
    expectMove({ ...there, record: foreign }, "act stopSoftly", again(["b"]));
    expectMove({ ...there, record: foreign }, "act noteAsItIs");
    expectMove({ ...there, record: undefined }, "act noteAsItIs", again(["b"]));
  });
  it("is changed where its encryption is not the one that is asked for", () => {
    const encrypted = (keyId: string | undefined) => {
      const disk = { ...disk0, encrypted: keyId !== undefined, keyId };
      return {
        ...there,
        examined: { facts: { ...examinedFacts, systemDisk: { value: disk } }, at: now, tookSeconds: 0 },
      };
    };
    const wanted = towards({
      ...{ encryption: { keyId: ids.key }, mayLoseSystemDisk: "any", stopServer: { soft: true } },
    });
    const keys = {
      value: [{ id: ids.key, name: "k", state: "enabled", stateText: "enabled", isDefault: false }],
    } as const;
    const withKeys = (world: ReturnType<typeof encrypted>) => ({
      ...world,
      examined: { ...world.examined, facts: { ...world.examined.facts, keys: { value: [...keys.value] } } },
    });
    expectMove(withKeys(encrypted(ids.key)), "act noteAsItIs", wanted);
    expectMove(withKeys(encrypted(undefined)), "act stopSoftly", wanted);
    expectMove(withKeys(encrypted(ids.data1)), "act stopSoftly", wanted);
    expectMove(withKeys(encrypted(ids.key)), "act noteAsItIs", towards({ mayLoseSystemDisk: "any" }));
  });
  const disk0 = {
    ...{ id: ids.newDisk, name: "", sizeGb: 40, type: "SSD", onDedicatedStorage: false, scsi: false },
    ...{ serverIds: [ids.server], createdAt: undefined },
  };
});

describe("the attempts of a change of an OS", () => {
  const ofAnother = { generation: anotherGeneration };
  it("OSR-25 accepts a second attempt, in the same run and in a later one", () => {
    expectMove({ record: failedOnce }, "act intend");
    expectMove({ record: { ...failedOnce, ...ofAnother } }, "act takeOver");
    expectMove(
      { record: { ...failedOnce, ...ofAnother }, takeOverInSeconds: 5 },
      /^wait found the operation/,
    );
  });
  it("OSR-25 rejects a third one, whoever made the two, and with whatever consent", () => {
    for (const record of [failedTwice, { ...failedTwice, ...ofAnother }, { ...failedTwice, attempt: 3 }])
      for (const one of [goal, towards({ mayLoseSystemDisk: "any" }), towards({ userData: "other" })])
        expectMove(
          { record },
          /^stop jobFailed two attempts .*customer service[^]*job job-1[^]*job job-2/,
          one,
        );
  });
  it("OSR-25 accepts to say of an interrupted run that its job is unknown", () => {
    const { jobId: _job, earlier: _earlier, ...unknown } = failedTwice;
    expectMove({ record: unknown }, /first attempt: job unknown, the run was interrupted/);
  });
  it("OSR-25 accepts that it begins anew where triggers are others", () => {
    expectMove({ record: failedTwice }, "act intend", towards({ triggers: ["again"] }));
  });
  it("OSR-25 accepts a server that somebody has brought to the goal", () => {
    expectMove({ record: failedTwice, server: changed }, "act noteAsItIs");
  });
  it("OSR-25 rejects a server that only shows the image: its disk is the old one, or it does not run", () => {
    expectMove(
      { record: failedTwice, server: { ...server, imageId: ids.newImage } },
      /^stop jobFailed two attempts/,
    );
    const stopped = { ...changed, state: "stopped", stateText: "SHUTOFF" } as const;
    expectMove({ record: failedTwice, server: stopped }, /^stop jobFailed two attempts/);
  });
  it("begins nothing where an earlier operation is only to be followed", () => {
    const followed = { ...goal, followOnly: true };
    for (const record of [undefined, failedOnce, failedTwice])
      expectMove({ record }, "done with nothing", followed);
  });
});

describe("an intention to change an OS", () => {
  it("is made sure of before it is carried out", () => {
    expectMove({ ...justIntended, intention: "unconfirmed", confirmInSeconds: 3 }, /^wait making sure/);
    expectMove(justIntended, "act submit");
  });
  it("is taken back where another operation was first, or the server is at work or running again", () => {
    const earlier = rivalOf({
      ...intended,
      attemptAt: intended.attemptAt - 1,
      generation: anotherGeneration,
    });
    expectMove({ ...justIntended, rivals: [earlier] }, "act withdraw");
    expectMove({ ...justIntended, server: { ...server, task: "powering-on" } }, "act withdraw");
    expectMove({ ...justIntended, ...isRunning }, "act withdraw", mayStop);
  });
  it("is given up where another run has taken over", () => {
    expectMove(
      { record: { ...intended, generation: anotherGeneration }, wroteRecord: true },
      /^stop takenOver/,
    );
  });
  it("that was never sent is begun anew", () => {
    expectMove({ record: intended, nothingSent: true, wroteRecord: true }, "act intend");
  });
});
