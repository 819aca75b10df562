import assert from "node:assert/strict";
import type { Fault } from "../../../../../emulator";
import { hiddenInputName, type HiddenInput } from "../../../../../provider/lifecycle/hiddenInput";
import { withHidden } from "../../../../cuts/harness";
import {
  changesIn,
  errorOf,
  failing,
  inputs,
  outputsOf,
  put,
  recordsIn,
  request,
  serverIn,
  stageIn,
  type Stage,
} from "./stage";

/** The cloud refuses without effect: something else goes on. */
const busyOnce = (after: number): Fault => ({
  ...{ id: "busy", kind: "status", status: 400, times: 1, match: { ...request, after } },
  body: { error: { code: "Ecs.0100", message: "the server is busy" } },
});

async function untilSecondIsIntended(stage: Stage): Promise<void> {
  while (!recordsIn(stage.cloud.state()).some(({ attempt }) => attempt === 2)) await stage.time.sleep(500);
}

const attemptsIn = (stage: ReturnType<typeof stageIn>) =>
  recordsIn(stage.cloud.state()).map(({ state, attempt }) => [state, attempt]);

describe("attempts to change an OS are counted", () => {
  it("OSR-25 accepts a second attempt after a refusal that passed: that was none", async () => {
    const stage = stageIn();
    put(stage, busyOnce(0));
    put(stage, failing("beforeDisk", 1));
    assert.equal((await stage.up(inputs)).result, "created");
    assert.equal(changesIn(stage.cloud.state()), 2);
    assert.deepEqual(attemptsIn(stage), [["settled", 2]]);
  });

  it("OSR-25 tells both jobs, also where the second request was refused at first", async () => {
    const stage = stageIn();
    put(stage, busyOnce(1));
    put(stage, failing("beforeDisk", 9));
    const { message } = await errorOf(stage.up(inputs));
    for (const { id } of stage.cloud.state().osChanges) assert.ok(message.includes(`job ${id}`), message);
    assert.equal(changesIn(stage.cloud.state()), 2);
  });

  it("OSR-25 accepts two attempts anew with other triggers", async () => {
    const stage = stageIn({}, [failing("beforeDisk", 3)]);
    await errorOf(stage.up(inputs));
    assert.deepEqual(attemptsIn(stage), [["failed", 2]]);
    assert.equal((await stage.up({ ...inputs, triggers: ["again"] })).result, "updated");
    assert.deepEqual(attemptsIn(stage), [["settled", 2]]);
    assert.equal(outputsOf(stage)["settled"], true);
  });

  it("tells of the first failure where the cloud refuses the second request, and not that the disk was not touched", async () => {
    const stage = stageIn({}, [failing("afterDisk", 1)]);
    const match = { ...request, after: 1 };
    const body = { error: { code: "Ecs.0021", message: "quota" } };
    put(stage, { id: "refused", kind: "status", status: 400, match, body });
    const { message } = await errorOf(stage.up(inputs));
    assert.match(message, /Ecs\.0202.*A second attempt is refused.*Ecs\.0021/s);
    assert.doesNotMatch(message, /disk was not touched/);
  });

  for (const when of ["beforeDisk", "afterDisk"] as const)
    it(`OSR-25 rejects a third attempt by a resource with another name, whatever its consent (${when})`, async () => {
      const stage = stageIn({}, [failing(when, 9)]);
      const program = { ...inputs, mayLoseSystemDisk: "any" };
      await errorOf(stage.up(program));
      stage.engine.state = undefined;
      const renamed = { ...withHidden(program) };
      const hidden = renamed[hiddenInputName] as HiddenInput;
      renamed[hiddenInputName] = { ...hidden, urn: `${hidden.urn}-renamed` };
      const up = stage.time.until(stage.begin((engine, lifecycle) => engine.up(lifecycle, renamed)));
      assert.match((await errorOf(up)).message, /contact customer service for manual recovery/);
      assert.equal(changesIn(stage.cloud.state()), 2);
    });

  it("writes an intention again that somebody has removed before it was sent", async () => {
    const stage = stageIn({}, [failing("beforeDisk", 1)]);
    const up = stage.beginUp(inputs);
    await stage.time.until(untilSecondIsIntended(stage));
    stage.cloud.update((state) => {
      serverIn(state).metadata = {};
    });
    const begin = stage.time.now();
    assert.equal((await stage.time.until(up)).result, "created");
    assert.ok(stage.time.now() - begin < 3_600_000);
    assert.equal(changesIn(stage.cloud.state()), 2);
  });
});
