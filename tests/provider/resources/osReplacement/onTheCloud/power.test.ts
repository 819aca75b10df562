import assert from "node:assert/strict";
import { fleetIds, type Fault } from "../../../../../emulator";
import { formatRecord, recordKey } from "../../../../../provider/procedures/operationRecord";
import {
  begin,
  callIn,
  changesIn,
  errorOf,
  failing,
  put,
  recordsIn,
  request,
  running,
  serverIn,
  stageIn,
  type Stage,
} from "./stage";

const web01 = (stage: Stage) => serverIn(stage.cloud.state(), fleetIds.web01);

const pass = (stage: Stage, seconds: number) => stage.time.until(stage.time.sleep(seconds * 1000));

/** How often the server was switched: stops and starts. */
const switched = (stage: Stage) => stage.calls.filter((call) => call.endsWith("/cloudservers/action")).length;

const refused = (code: string, message: string): Fault => ({
  ...{ id: code, kind: "status", status: 400, match: request },
  body: { error: { code, message } },
});

async function untilCalled(stage: Stage, number: number): Promise<void> {
  while (stage.calls.length <= number) await stage.time.sleep(50);
}

const isStop = (call: string) => call.endsWith("/cloudservers/action");
const isRecord = (call: string) => call.startsWith("POST") && call.endsWith("/metadata");

describe("a server that was stopped for the change of its OS", () => {
  it("is started again after Ctrl-C, also while it shuts down", async () => {
    const stage = stageIn();
    const call = (await callIn(stageIn(), running, isStop)) + 1;
    await errorOf(stage.up(running, { call, kind: "interrupted" }));
    await pass(stage, 120);
    assert.equal(web01(stage).status, "ACTIVE");
    assert.match(stage.history.warnings.join("\n"), /is being stopped .* started again as soon as it is off/);
    assert.match(stage.history.warnings.at(-1) ?? "", /system disk was not touched, and it is started again/);
  });

  it("is told of where it cannot be started again", async () => {
    const stage = stageIn();
    put(stage, refused("Ecs.0021", "quota"));
    const start = { method: "POST", path: "/cloudservers/action$", after: 1 };
    put(stage, { ...refused("Ecs.0003", "no permission to start"), id: "start", match: start });
    await errorOf(stage.up(running));
    assert.equal(web01(stage).status, "SHUTOFF");
    assert.match(stage.history.warnings.at(-1) ?? "", /left as it is .*no permission to start.*SHUTOFF/);
  });

  it("is started again by the run that goes on after a kill, where that one is refused", async () => {
    const stage = stageIn();
    await stage.up(running, { call: await callIn(stageIn(), running, isRecord), kind: "killedAfter" });
    stage.cloud.update(({ diskQuota }) => {
      diskQuota.volumes = 0;
    });
    assert.match((await errorOf(stage.up(running))).message, /A second attempt is refused/);
    assert.match(stage.history.warnings.at(-1) ?? "", /disk was not touched, and it is started again/);
    await pass(stage, 60);
    assert.equal(web01(stage).status, "ACTIVE");
  });

  it("is left to the run that has taken over", async () => {
    const stage = stageIn();
    const command = errorOf(begin(stage, running));
    await pass(stage, 50);
    const [key] = Object.keys(web01(stage).metadata).filter((name) => name.startsWith("ecs-lifecycle."));
    assert.ok(key, "the record is written");
    stage.cloud.update((state) => {
      const { metadata } = serverIn(state, fleetIds.web01);
      metadata[key] = (metadata[key] ?? "").replace(/g=\w+/, "g=ffffffffffffffff");
    });
    assert.match((await stage.time.until(command)).message, /another run .* has taken over/);
    await pass(stage, 120);
    assert.deepEqual([web01(stage).status, switched(stage)], ["SHUTOFF", 1]);
  });

  it("is left alone where the job that nobody saw has replaced its disk", async () => {
    const stage = stageIn({}, [failing("afterDisk", 1)]);
    const isRequest = (call: string) => call.endsWith("/changeos");
    await stage.up(running, { call: await callIn(stageIn(), running, isRequest), kind: "killedAfter" });
    await pass(stage, 3600);
    assert.match((await errorOf(stage.up(running))).message, /A second attempt is refused/);
    await pass(stage, 120);
    assert.equal(web01(stage).status, "SHUTOFF");
    const told = stage.history.warnings.join("\n");
    assert.doesNotMatch(told, /system disk was not touched/);
    assert.match(told, /had been stopped for the change of its OS, and is left as it is/);
  });

  it("is told of where the cloud shows nothing any more", async () => {
    const stage = stageIn();
    const stop = await callIn(stageIn(), running, isStop);
    const up = errorOf(begin(stage, running));
    await stage.time.until(untilCalled(stage, stop));
    const body = { error: { code: "Ecs.0003", message: "no permission" } };
    put(stage, {
      id: "no",
      kind: "status",
      status: 403,
      times: 999,
      match: { method: "GET", path: "." },
      body,
    });
    await stage.time.until(up);
    assert.match(
      stage.history.warnings.at(-1) ?? "",
      /had been asked to stop .* could not be seen .*no permission/,
    );
  });

  it("is not stopped again and again where somebody starts it", async () => {
    const stage = stageIn();
    const up = begin(stage, running);
    let ended = false;
    const end = errorOf(up).finally(() => {
      ended = true;
    });
    const startAlways = async (): Promise<void> => {
      while (!ended) {
        await stage.time.sleep(1_000);
        if (web01(stage).status !== "SHUTOFF") continue;
        await stage.time.sleep(3_000);
        stage.cloud.update((state) => {
          serverIn(state, fleetIds.web01).status = "ACTIVE";
        });
      }
    };
    const [error] = await stage.time.until(Promise.all([end, startAlways()]));
    assert.match(error.message, /somebody has started it again/);
    assert.equal(stage.calls.filter(isStop).length, 2);
    assert.equal(changesIn(stage.cloud.state()), 0);
  });

  it("is not switched off while another run makes an image of it", async () => {
    const stage = stageIn();
    const match = { method: "POST", path: "/cloudservers/action$" };
    put(stage, {
      id: "f",
      kind: "softStopFails",
      match,
      code: "Ecs.0211",
      reason: "the guest does not answer",
    });
    const command = begin(stage, { ...running, stopServer: { soft: true, hardAfterSeconds: 300 } });
    command.catch(() => undefined);
    await pass(stage, 150);
    const now = Math.floor(stage.time.now() / 1000);
    stage.cloud.update((state) => {
      const [own] = recordsIn(state, fleetIds.web01);
      assert.equal(own, undefined, "nothing is intended yet");
      serverIn(state, fleetIds.web01).metadata[recordKey("urn:rival")] = formatRecord({
        ...{ kind: "FullEcsImage", generation: "aaaaaaaaaaaaaaaa", inputsDigest: "bbbbbbbbbbbb" },
        ...{ attempt: 1, state: "sent", since: now, attemptAt: now },
        ...{ disksDigest: "cccccccccccc", systemDiskDigest: "dddddddddddd", serverState: "running" },
      });
    });
    await pass(stage, 300);
    assert.deepEqual([web01(stage).status, switched(stage)], ["ACTIVE", 1]);
  });
});
