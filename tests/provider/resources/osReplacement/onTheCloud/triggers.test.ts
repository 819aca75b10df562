import assert from "node:assert/strict";
import {
  hiddenInputName,
  type HiddenInput,
  type Properties,
} from "../../../../../provider/lifecycle/hiddenInput";
import { withHidden } from "../../../../cuts/harness";
import { changesIn, inputs, recordsIn, serverIn, stageIn, systemDiskIn, type Stage } from "./stage";

const program = { ...inputs, mayLoseSystemDisk: "any", stopServer: { soft: true } };

/** Until a record stands beside the server besides the one of before the rename. */
async function untilIntended(stage: Stage): Promise<void> {
  while (recordsIn(stage.cloud.state()).length < 2) await stage.time.sleep(1_000);
}

describe("triggers of a change of an OS", () => {
  it("that are taken out, and put back, change nothing", async () => {
    const stage = stageIn();
    await stage.up({ ...program, triggers: ["a"] });
    await stage.upUntilUnchanged(program);
    await stage.upUntilUnchanged({ ...program, triggers: ["a"] });
    assert.equal(changesIn(stage.cloud.state()), 1);
    await stage.upUntilUnchanged({ ...program, triggers: ["b"] });
    assert.equal(changesIn(stage.cloud.state()), 2, "others do");
  });

  it("count against the record of before the resource was renamed with an alias", async () => {
    const stage = stageIn();
    await stage.up({ ...inputs, triggers: ["a"] });
    const present = systemDiskIn(stage.cloud.state());
    const news: Properties = withHidden({ ...program, mayLoseSystemDisk: present, triggers: ["b"] });
    const hidden = news[hiddenInputName] as HiddenInput;
    const renamed = { ...news, [hiddenInputName]: { ...hidden, urn: `${hidden.urn}-renamed` } };
    await stage.command((engine, lifecycle) => engine.up(lifecycle, renamed));
    assert.match(
      stage.history.warnings.join("\n"),
      new RegExp(`deletes system disk ${present}`),
      "announced",
    );
    assert.equal(changesIn(stage.cloud.state()), 2, "and done");
  });

  it("are no other run's where the resource was renamed with an alias and its intention is taken back", async () => {
    const stage = stageIn();
    await stage.up({ ...inputs, triggers: ["a"] });
    const mayLoseSystemDisk = systemDiskIn(stage.cloud.state());
    const news = withHidden({ ...inputs, mayLoseSystemDisk, stopServer: { soft: true }, triggers: ["b"] });
    const hidden = news[hiddenInputName] as HiddenInput;
    const renamed = { ...news, [hiddenInputName]: { ...hidden, urn: `${hidden.urn}-renamed` } };
    const up = stage.begin((engine, lifecycle) => engine.up(lifecycle, renamed));
    await stage.time.until(untilIntended(stage));
    stage.cloud.update((state) => {
      serverIn(state).status = "ACTIVE";
    });
    assert.equal((await stage.time.until(up)).result, "replaced");
  });
});
