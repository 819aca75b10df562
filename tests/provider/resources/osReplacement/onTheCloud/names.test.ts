import assert from "node:assert/strict";
import { fleetIds, type CloudState, type World } from "../../../../../emulator";
import type { Properties } from "../../../../../provider/lifecycle/hiddenInput";
import { withHidden } from "../../../../cuts/harness";
import { callIn, changesIn, inputs, running, serverIn, stageIn } from "./stage";

const suseName = "Enterprise_SLES15_SP5_latest";
const bySuse = { ...running, image: { name: suseName, kind: "public" } };

/** A run is killed right after its request, and the same program runs again a minute later. */
async function upAgain(world: Partial<World>, program: Properties, meanwhile: (state: CloudState) => void) {
  const stage = stageIn(world);
  const isRequest = (call: string) => call.endsWith("/changeos");
  await stage.up(program, { call: await callIn(stageIn(world), program, isRequest), kind: "killedAfter" });
  await stage.time.until(stage.time.sleep(60_000));
  stage.cloud.update(meanwhile);
  assert.equal((await stage.up(program)).result, "created");
  assert.equal(changesIn(stage.cloud.state()), 1);
}

/** The image of this name is withdrawn: it gets another name. */
function withdraw({ images }: CloudState): void {
  for (const image of images) if (image.id === fleetIds.suse) image.name = "Enterprise_SLES15_SP5_old";
}

describe("names in a program whose run was killed while the OS is changed", () => {
  it("mean the same server, also where the temporary one is called like it", () =>
    upAgain({ temporaryServer: "sameName" }, { ...running, server: "web-01" }, () => undefined));

  it("leave an ID what it is, also where a server of the same name is under way", async () => {
    const stage = stageIn();
    const isRequest = (call: string) => call.endsWith("/changeos");
    await stage.up(running, { call: await callIn(stageIn(), running, isRequest), kind: "killedAfter" });
    stage.cloud.update((state) => {
      serverIn(state).name = "web-01";
    });
    const { result } = await stage.command((_engine, lifecycle) => lifecycle.check({}, withHidden(inputs)));
    assert.deepEqual(result?.failures, []);
  });

  it("mean the same image, also where that is called otherwise now", () => upAgain({}, bySuse, withdraw));

  it("mean the same image, also where a newer one has its name now", () =>
    upAgain({}, bySuse, (state) => {
      withdraw(state);
      const old = state.images.find(({ id }) => id === fleetIds.suse);
      assert.ok(old);
      state.images.push({ ...old, id: "44444444-9999-4000-8000-000000000003", name: suseName });
    }));
});
