import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import { changesIn, inputs, running, serverIn, stageIn } from "./stage";

describe("the program names another server after a run was killed", () => {
  it("changes that one, and tells of the change that nobody follows", async () => {
    const uncut = stageIn();
    await uncut.up(inputs);
    const request = uncut.calls.findIndex((call) => call.endsWith("/changeos"));

    const stage = stageIn();
    await stage.up(inputs, { call: request, kind: "killedAfter" });
    assert.equal(stage.engine.state, undefined, "Pulumi knows nothing of it");
    await stage.upUntilUnchanged(running);

    const state = stage.cloud.state();
    assert.equal(changesIn(state), 2);
    assert.equal(serverIn(state, fleetIds.web01).imageId, fleetIds.suse);
    const told = stage.history.warnings.filter((warning) => warning.includes("another server"));
    assert.equal(told.length, 1, stage.history.warnings.join("\n"));
    assert.match(told[0] ?? "", new RegExp(`db-01 \\(${fleetIds.db01}\\)`));
    assert.match(told[0] ?? "", /Do not start, stop or restart that server/);
  });

  it("says nothing of a change that has ended", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    await stage.upUntilUnchanged(running);
    assert.deepEqual(
      stage.history.warnings.filter((warning) => warning.includes("another server")),
      [],
    );
  });
});
