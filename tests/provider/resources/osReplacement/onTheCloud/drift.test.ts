import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import { callIn, changesIn, inputs, outputsOf, serverIn, stageIn, systemDiskIn, type Stage } from "./stage";

const program = { ...inputs, mayLoseSystemDisk: "any", stopServer: { soft: true } };

/** Somebody changes the OS in the console, and "pulumi refresh" sees it. */
async function drift(stage: Stage): Promise<void> {
  stage.cloud.update((state) => {
    serverIn(state).imageId = fleetIds.windows;
  });
  await stage.refresh();
}

describe("an OS that somebody else has changed", () => {
  it("is left as it is where onDrift was taken out of the program", async () => {
    const stage = stageIn();
    await stage.up({ ...program, onDrift: "replaceAgain" });
    await stage.upUntilUnchanged(program);
    await drift(stage);
    await stage.upUntilUnchanged(program);
    assert.equal(changesIn(stage.cloud.state()), 1);
  });

  it("is changed again where onDrift is declared after it was seen, with fresh consent only", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    await drift(stage);
    assert.equal(outputsOf(stage)["presentImageId"], fleetIds.windows);
    const again = { ...inputs, stopServer: { soft: true }, onDrift: "replaceAgain" };
    await assert.rejects(stage.up(again), /the consent is spent/);
    assert.equal(changesIn(stage.cloud.state()), 1);
    const { result } = await stage.up({ ...again, mayLoseSystemDisk: systemDiskIn(stage.cloud.state()) });
    assert.equal(result, "replaced");
    assert.equal(changesIn(stage.cloud.state()), 2);
    assert.deepEqual([outputsOf(stage)["presentImageId"], outputsOf(stage)["drift"]], [undefined, undefined]);
  });

  it("was not somebody else's doing where a replacement by the resource itself was killed", async () => {
    const stage = stageIn();
    await stage.up(inputs);
    const other = {
      ...{
        ...inputs,
        image: { id: fleetIds.windows },
        acceptLinuxToWindows: true,
        stopServer: { soft: true },
      },
      mayLoseSystemDisk: systemDiskIn(stage.cloud.state()),
    };
    const isRequest = (call: string) => call.endsWith("/changeos");
    const uncut = stageIn();
    await uncut.up(inputs);
    const call = await callIn(
      uncut,
      { ...other, mayLoseSystemDisk: systemDiskIn(uncut.cloud.state()) },
      isRequest,
    );
    await stage.up(other, { call, kind: "killedAfter" });
    await stage.refresh();
    const told = stage.history.warnings.at(-1) ?? "";
    assert.match(told, /another change of the OS of db-01 by this resource began .* not known to have ended/);
    assert.doesNotMatch(told, /somebody else/);
    assert.equal(outputsOf(stage)["drift"], undefined);
    await stage.upUntilUnchanged(other);
    assert.equal(changesIn(stage.cloud.state()), 2);
  });
});
