import assert from "node:assert/strict";
import { fleetIds } from "../../../../../emulator";
import type { Properties } from "../../../../../provider/lifecycle/hiddenInput";
import { callIn, changesIn, failing, outputsOf, running, serverIn, stageIn, type Stage } from "./stage";

/** The change loses whatever is kept at the server, our record among it. */
const lost = { osChangeMetadata: "lost" } as const;

/** Ctrl-C while the job runs: what was known is saved. */
async function interrupt(stage: Stage, program: Properties): Promise<void> {
  const isJob = (call: string) => call.includes("/jobs/");
  const call = await callIn(stageIn(), running, isJob, 1);
  await assert.rejects(stage.up(program, { call, kind: "interrupted" }));
}

const web01 = (stage: Stage) => serverIn(stage.cloud.state(), fleetIds.web01);

/** How long after Ctrl-C the next command is typed. */
const later = { "at once": 0, "an hour later": 3_600_000 };

for (const [when, milliseconds] of Object.entries(later))
  describe(`a change of an OS that loses its own record, gone on with ${when}`, () => {
    const pass = (stage: Stage) => stage.time.until(stage.time.sleep(milliseconds));
    it("OSR-25 is not made a third time by a run that goes on with what was saved", async () => {
      const stage = stageIn(lost, [failing("afterDisk", 9)]);
      const program = { ...running, mayLoseSystemDisk: "any" };
      await interrupt(stage, program);
      await pass(stage);
      await assert.rejects(stage.up(program), /contact customer service/);
      await assert.rejects(stage.up(program));
      assert.equal(changesIn(stage.cloud.state()), 2);
    });

    it("OSR-22 is no success where it failed, although the server shows the new image", async () => {
      const stage = stageIn({ ...lost, osChangeShowsImage: "early" }, [failing("afterDisk", 1)]);
      await interrupt(stage, running);
      await pass(stage);
      const result = await stage.up(running).then(
        () => "up",
        () => "error",
      );
      assert.ok(web01(stage).status === "ACTIVE" || result === "error", `${result}: ${web01(stage).status}`);
    });

    it("OSR-12 leaves the server alone for the settle time, and verifies, also after Ctrl-C", async () => {
      const stage = stageIn(lost);
      await interrupt(stage, running);
      await pass(stage);
      await stage.up(running);
      const [change] = stage.cloud.state().osChanges;
      assert.ok(stage.time.now() >= Number(change?.injectionEndsAt));
      assert.equal(outputsOf(stage)["nothingDone"], undefined);
      assert.ok((outputsOf(stage)["verified"] as string[]).length > 0);
    });

    it("is followed to its end by a destroy, too, with the settle time", async () => {
      const stage = stageIn(lost);
      await interrupt(stage, running);
      await pass(stage);
      await stage.destroy();
      const [change] = stage.cloud.state().osChanges;
      assert.equal(change?.result, "succeeded");
      assert.ok(stage.time.now() >= Number(change.injectionEndsAt));
    });

    it("is not disturbed by the run that ends in the middle, although the server shows nothing of it", async () => {
      const stage = stageIn({ ...lost, osChangeShows: "nothing" });
      await interrupt(stage, running);
      assert.match(stage.history.warnings.at(-1) ?? "", /the cloud goes on changing the OS of web-01/);
      const isSwitch = (call: string) => call.endsWith("/cloudservers/action");
      assert.equal(stage.calls.filter(isSwitch).length, 1, "it was stopped, and not started");
      await pass(stage);
      await stage.upUntilUnchanged(running);
      assert.equal(stage.cloud.state().osChanges[0]?.loginBroken, false);
      assert.equal(changesIn(stage.cloud.state()), 1);
    });

    it("is found after a kill, in one run", async () => {
      const stage = stageIn(lost);
      const isRequest = (call: string) => call.endsWith("/changeos");
      await stage.up(running, { call: await callIn(stageIn(), running, isRequest), kind: "killedAfter" });
      assert.equal((await stage.up(running)).result, "created");
      assert.equal(changesIn(stage.cloud.state()), 1);
    });
  });
