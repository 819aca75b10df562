import assert from "node:assert/strict";
import { isUnsettled } from "../../../../../provider/procedures/operationRecord";
import {
  callIn,
  changesIn,
  errorOf,
  inputs,
  outputsOf,
  recordsIn,
  serverIn,
  stageIn,
  type Stage,
} from "./stage";

/** A minute after the job of the default world has succeeded. */
const inSettleTimeMilliseconds = 17 * 60_000;

/** A first run, while which somebody does this to the server in the settle time; gives the error in which it ends. */
async function changedInSettleTime(
  stage: Stage,
  change: (server: ReturnType<typeof serverIn>, now: number) => void,
): Promise<string> {
  const run = errorOf(stage.beginUp(inputs));
  const meanwhile = async (): Promise<void> => {
    await stage.time.sleep(inSettleTimeMilliseconds);
    assert.equal(stage.cloud.state().osChanges[0]?.result, "succeeded");
    stage.cloud.update((state) => change(serverIn(state), stage.time.now()));
  };
  const [{ message }] = await stage.time.until(Promise.all([run, meanwhile()]));
  return message;
}

const stop = (server: ReturnType<typeof serverIn>): void => {
  server.status = "SHUTOFF";
};

describe("a server that somebody changes in the settle time", () => {
  it("OSR-08 rejects that it is stopped: nobody is told not to start it, and once it runs the change is complete", async () => {
    const stage = stageIn();
    assert.match(await changedInSettleTime(stage, stop), /start it in the ECS console/);
    assert.doesNotMatch(stage.history.warnings.join("\n"), /do not start/);
    stage.cloud.update((state) => {
      serverIn(state).status = "ACTIVE";
    });
    assert.equal((await stage.up(inputs)).result, "updated");
    assert.equal(outputsOf(stage)["settled"], true);
  });

  it("leaves no record that others wait for where it is stopped, and the resource goes", async () => {
    const stage = stageIn();
    await changedInSettleTime(stage, stop);
    await stage.destroy();
    assert.deepEqual(
      recordsIn(stage.cloud.state()).map(({ state }) => state),
      ["settled"],
    );
  });

  it("OSR-22 rejects another OS, tells it once, and records the change as made", async () => {
    const stage = stageIn();
    const { imageId } = serverIn(stage.cloud.state());
    const message = await changedInSettleTime(stage, (server, now) => {
      Object.assign(server, { imageId });
      Object.assign(server.disks[0] ?? {}, { id: "22222222-9999-4000-8000-000000000001", createdAt: now });
    });
    assert.match(message, new RegExp(`the server has image ${imageId} now`));
    assert.deepEqual(recordsIn(stage.cloud.state()).filter(isUnsettled), []);
    assert.equal((await stage.up(inputs)).result, "updated");
  });
});

describe("a server that somebody has stopped after a change whose end nobody saw", () => {
  it("OSR-05 rejects a second change, whatever the consent: once it runs the first one is complete", async () => {
    const program = { ...inputs, mayLoseSystemDisk: "any" };
    const stage = stageIn();
    const isRequest = (call: string) => call.endsWith("/changeos");
    await stage.up(program, { call: await callIn(stageIn(), program, isRequest), kind: "killedAfter" });
    await stage.time.until(stage.time.sleep(3_600_000));
    assert.equal(stage.cloud.state().osChanges[0]?.result, "succeeded");
    stage.cloud.update((state) => stop(serverIn(state)));
    const { message } = await errorOf(stage.up(program));
    assert.match(message, /may be as it is asked for[^]*Start the server/);
    assert.equal(changesIn(stage.cloud.state()), 1);
    stage.cloud.update((state) => {
      serverIn(state).status = "ACTIVE";
    });
    await stage.up(program);
    assert.equal(outputsOf(stage)["settled"], true);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("OSR-05 rejects it also a day later", async () => {
    const program = { ...inputs, mayLoseSystemDisk: "any" };
    const stage = stageIn();
    const isRequest = (call: string) => call.endsWith("/changeos");
    await stage.up(program, { call: await callIn(stageIn(), program, isRequest), kind: "killedAfter" });
    await stage.time.until(stage.time.sleep(25 * 3_600_000));
    stage.cloud.update((state) => stop(serverIn(state)));
    assert.match((await errorOf(stage.up(program))).message, /more than a day ago/);
    assert.match((await errorOf(stage.up(program))).message, /may be as it is asked for/);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });
});
