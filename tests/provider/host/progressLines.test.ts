import assert from "node:assert/strict";
import { ProgressLines } from "../../../provider/host/progressLines";

describe("progress lines", () => {
  const sent: string[] = [];
  const lines = new ProgressLines({ log: (_severity, text, urn) => sent.push(`${urn} ${text}`) });

  it("are sent when the text changed, once a second at most, for each resource by itself", () => {
    lines.show("1%", "a", 0, false);
    lines.show("2%", "a", 500, false);
    lines.show("1%", "b", 500, false);
    lines.show("3%", "a", 1000, false);
    lines.show("3%", "a", 3000, false);
    assert.deepEqual(sent, ["a 1%", "b 1%", "a 3%"]);
  });

  it("are sent at once when it is the last word", () => {
    sent.length = 0;
    lines.show("99%", "c", 0, false);
    lines.show("complete", "c", 10, true);
    assert.deepEqual(sent, ["c 99%", "c complete"]);
  });
});
