import assert from "node:assert/strict";
import {
  hiddenInputName,
  type HiddenInput,
  type Properties,
} from "../../../../../provider/lifecycle/hiddenInput";
import { withHidden } from "../../../../cuts/harness";
import { changesIn, inputs, stageIn, systemDiskIn } from "./stage";

const program = { ...inputs, mayLoseSystemDisk: "any", stopServer: { soft: true } };

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
});
