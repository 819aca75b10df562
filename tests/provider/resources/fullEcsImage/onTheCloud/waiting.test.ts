import assert from "node:assert/strict";
import type { CloudState } from "../../../../../emulator";
import { Unfinished } from "../../../../../provider/lifecycle";
import { hiddenInputName } from "../../../../../provider/lifecycle/hiddenInput";
import { withHidden } from "../../../../cuts/harness";
import {
  begin,
  errorOf,
  inputs,
  made,
  meanwhile,
  outputsOf,
  put,
  records,
  request,
  serverIn,
  stageIn,
} from "./stage";

/** What the sdk adds to every resource. */
const hidden = withHidden({})[hiddenInputName] as object;

describe("a full-ECS image is waited for", () => {
  it("FEI-03 accepts a server that is busy, and waits for it", async () => {
    const stage = stageIn();
    stage.cloud.update((state) => (serverIn(state).taskState = "rebooting"));
    const idle = (state: CloudState): void => {
      assert.deepEqual(
        [records(stage.cloud.state()), stage.cloud.state().jobs],
        [[], []],
        "nothing was begun",
      );
      serverIn(state).taskState = null;
    };
    const { result, calls } = await meanwhile(stage, 300, idle, begin(stage));
    assert.equal(result, "created");
    assert.equal(calls.filter((call) => call.endsWith("/wholeimages/action")).length, 1, "asked for once");
    assert.match(
      stage.history.warnings[0] ?? "",
      /web-01 is busy \(rebooting\): this will be waited for\. \[FEI-03/,
    );
  });

  it("FEI-03 accepts a server that becomes busy right before the request, and waits for it", async () => {
    const stage = stageIn();
    const body = { error: { code: "IMG.0136", message: "The ECS is being backed up." } };
    put(stage, { id: "f", kind: "status", match: request, status: 400, body, times: 2 });
    assert.equal((await stage.up(inputs)).result, "created");
    assert.equal(made(stage.cloud.state()).length, 1);
  });

  it("FEI-06 accepts a look while the backup is copied: it shows the zone", async () => {
    const stage = stageIn();
    const soon = { ...inputs, [hiddenInputName]: { ...hidden, timeouts: { create: "40s" } } };
    const error = await errorOf(stage.command((engine, lifecycle) => engine.up(lifecycle, soon)));
    assert.match(error.message, /not finished after 40 s; the last thing seen: available in eu-de-01 only/);
    assert.equal(outputsOf(stage)["availableOnlyIn"], "eu-de-01");
    await stage.upUntilUnchanged(inputs);
    assert.ok(!("availableOnlyIn" in outputsOf(stage)));
  });

  it("FEI-02 accepts no more time than the disks' size gives; it saves what is known, and the next run goes on once the cloud has recovered", async () => {
    const stage = stageIn();
    put(stage, { id: "f", kind: "imageJobStuck", match: request });
    const error = await errorOf(stage.up(inputs));
    assert.ok(error instanceof Unfinished);
    // 60 minutes, and one for each of its 340 GB.
    assert.match(error.message, /not finished after 24000 s; .*run "pulumi up" again to go on waiting/);
    const { jobId } = outputsOf(stage);
    assert.equal(outputsOf(stage)["settled"], false);

    await stage.refresh();
    assert.deepEqual([outputsOf(stage)["settled"], outputsOf(stage)["jobId"]], [false, jobId]);

    stage.cloud.update(({ operations }) => {
      for (const operation of operations) operation.dueAt = stage.time.now();
    });
    await stage.upUntilUnchanged(inputs);
    assert.equal(outputsOf(stage)["jobId"], jobId, "the same job: nothing was asked for twice");
    await stage.assertCompleteThenGone();
  });

  it("FEI-02 accepts the time that the user sets", async () => {
    const stage = stageIn();
    put(stage, { id: "f", kind: "imageJobStuck", match: request });
    const soon = { ...inputs, [hiddenInputName]: { ...hidden, timeouts: { create: "10m" } } };
    const error = await errorOf(stage.command((engine, lifecycle) => engine.up(lifecycle, soon)));
    assert.match(error.message, /not finished after 600 s/);
  });

  it("FEI-17 rejects a backup that never becomes complete: the deadline says what was seen last", async () => {
    const stage = stageIn();
    const soon = { ...inputs, [hiddenInputName]: { ...hidden, timeouts: { create: "20m" } } };
    const stuck = ({ operations }: CloudState): void => {
      for (const operation of operations) operation.dueAt = null;
    };
    const command = stage.begin((engine, lifecycle) => engine.up(lifecycle, soon));
    const error = await errorOf(meanwhile(stage, 45, stuck, command));
    assert.match(error.message, /not finished after 1200 s; the last thing seen: available in eu-de-01 only/);
    assert.equal(outputsOf(stage)["imageStatus"], "Normal");
    assert.equal(outputsOf(stage)["settled"], false);
  });
});
