import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import {
  callIn,
  changesIn,
  errorOf,
  failing,
  inputs,
  put,
  recordsIn,
  serverIn,
  stageIn,
  systemDiskIn,
  type Stage,
} from "./stage";

const anotherDisk = "99999999-0000-4000-8000-0000000000d1";

/** Somebody changes the OS of the server in the console. */
function changeElsewhere(stage: Stage): void {
  stage.cloud.update((state) => {
    const server = serverIn(state);
    server.imageId = fleetIds.windows;
    for (const disk of server.disks) if (disk.device === "/dev/vda") disk.id = anotherDisk;
  });
}

const hours = (stage: Stage, count: number) => stage.time.until(stage.time.sleep(count * 3_600_000));

const destroyedBy = (stage: Stage) => stage.cloud.state().osChanges.map((change) => change.oldSystemDiskId);

const isRecord = (call: string) => call.startsWith("POST") && call.endsWith("/metadata");
const isJob = (call: string) => call.includes("/jobs/");

describe("consent to the loss of a disk says nothing of another disk", () => {
  it("OSR-05 rejects a disk that somebody has put there after an intention that was never sent", async () => {
    const stage = stageIn();
    await stage.up(inputs, { call: await callIn(stageIn(), inputs, isRecord), kind: "killedAfter" });
    changeElsewhere(stage);
    const { message } = await errorOf(stage.up(inputs));
    assert.match(message, /A second attempt is refused/);
    assert.match(
      message,
      new RegExp(`now ${anotherDisk} is there: nothing shows that that attempt has left it`),
    );
    assert.deepEqual(destroyedBy(stage), []);
    assert.match((await errorOf(stage.up(inputs))).message, /mayLoseSystemDisk/, "in no later run either");
    assert.deepEqual(destroyedBy(stage), []);
  });

  it("OSR-05 rejects a disk that somebody has put there after a job that failed while nobody looked", async () => {
    const stage = stageIn({}, [failing("beforeDisk", 1)]);
    const call = await callIn(stageIn({}, [failing("beforeDisk", 1)]), inputs, isJob);
    await stage.up(inputs, { call, kind: "killedBefore" });
    await hours(stage, 1);
    changeElsewhere(stage);
    assert.match((await errorOf(stage.up(inputs))).message, /A second attempt is refused/);
    assert.deepEqual(destroyedBy(stage), [fleetIds.db01SystemDisk]);
    assert.equal(systemDiskIn(stage.cloud.state()), anotherDisk);
  });

  it("OSR-25 accepts the disk that a failed attempt has left, where the run saw it end", async () => {
    const stage = stageIn({}, [failing("afterDisk", 1)]);
    assert.equal((await stage.up(inputs)).result, "created");
    assert.equal(destroyedBy(stage).length, 2);
  });

  it("OSR-05 rejects the disk that a failed attempt has left, for another image", async () => {
    const stage = await failedAfterDisk();
    const another = { ...inputs, image: { id: fleetIds.windows }, acceptLinuxToWindows: true };
    assert.match((await errorOf(stage.up(another))).message, /the consent is spent/);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("OSR-05 rejects the disk that a failed attempt has left, weeks later", async () => {
    const stage = await failedAfterDisk();
    await hours(stage, 24 * 20);
    assert.match((await errorOf(stage.up(inputs))).message, /the consent is spent/);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("OSR-25 submits nothing in the run that finds an attempt of days ago: no preview has judged it", async () => {
    const stage = stageIn();
    await stage.up(inputs, { call: await callIn(stageIn(), inputs, isRecord), kind: "killedAfter" });
    await hours(stage, 26);
    const { message } = await errorOf(stage.up(inputs));
    assert.match(message, /more than a day ago, so that nothing is submitted now/);
    assert.equal(changesIn(stage.cloud.state()), 0);
    assert.deepEqual(
      recordsIn(stage.cloud.state()).map(({ state }) => state),
      ["failed"],
    );
    await stage.upUntilUnchanged(inputs);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("OSR-05 rejects a disk that was exchanged right before the request", async () => {
    const uncut = stageIn();
    await uncut.up(inputs);
    const at = uncut.calls.findIndex((call) => call.endsWith("/changeos"));
    const looksBefore = uncut.calls
      .slice(0, at - 1)
      .filter((call) => call.endsWith(`/cloudservers/${fleetIds.db01}`));
    const stage = stageIn();
    const slowLook = { method: "GET", path: `/cloudservers/${fleetIds.db01}$`, after: looksBefore.length };
    const body = { error_code: "APIGW.0308", error_msg: "slow down" };
    put(stage, { id: "slow", kind: "status", status: 429, body, match: slowLook, times: 1 });
    const command = errorOf(stage.beginUp(inputs));
    await stage.time.until(exchangeOnceThrottled(stage));
    const { message } = await stage.time.until(command);
    assert.match(message, /the consent is spent/);
    assert.deepEqual(destroyedBy(stage), []);
  });
});

async function exchangeOnceThrottled(stage: Stage): Promise<void> {
  while (stage.cloud.state().firedFaults.length === 0) await stage.time.sleep(20);
  changeElsewhere(stage);
}

/** A first attempt has failed after it had replaced the disk, and its run was interrupted before the second. */
async function failedAfterDisk(): Promise<Stage> {
  const faults = [failing("afterDisk", 1)];
  const uncut = stageIn({}, faults);
  await uncut.up(inputs);
  const second = uncut.calls.findLastIndex((call) => call.endsWith("/changeos"));
  const stage = stageIn({}, faults);
  await errorOf(stage.up(inputs, { call: second - 3, kind: "interrupted" }));
  assert.equal(changesIn(stage.cloud.state()), 1);
  return stage;
}
