import assert from "node:assert/strict";
import { ProgressLines } from "../../../provider/host/progressLines";

describe("progress on a resource's row", () => {
  function lines(): { shown: string[]; progress: ProgressLines } {
    const shown: string[] = [];
    const engine = { log: (_severity: string, text: string, urn: string) => shown.push(`${urn} ${text}`) };
    return { shown, progress: new ProgressLines(engine, () => performance.now()) };
  }
  const seconds = (count: number): Promise<void> => new Promise((end) => setTimeout(end, count * 1000));

  it("is shown at once, and not again while it stays the same", () => {
    const { shown, progress } = lines();
    progress.show("10%", "a", false);
    progress.show("10%", "a", false);
    assert.deepEqual(shown, ["a 10%"]);
  });

  it("is shown at most once a second, and the newest text then", async () => {
    const { shown, progress } = lines();
    for (const text of ["10%", "20%", "30%"]) progress.show(text, "a", false);
    progress.show("1%", "b", false);
    assert.deepEqual(shown, ["a 10%", "b 1%"]);
    await seconds(1.2);
    assert.deepEqual(shown, ["a 10%", "b 1%", "a 30%"]);
  });

  it("shows the last word at once, and nothing older after it", async () => {
    const { shown, progress } = lines();
    progress.show("10%", "a", false);
    progress.show("20%", "a", false);
    progress.show("complete", "a", true);
    await seconds(1.2);
    assert.deepEqual(shown, ["a 10%", "a complete"]);
  });

  it("forgets a late text when the older one holds again", async () => {
    const { shown, progress } = lines();
    progress.show("waiting", "a", false);
    progress.show("10%", "a", false);
    progress.show("waiting", "a", false);
    await seconds(1.2);
    assert.deepEqual(shown, ["a waiting"]);
  });
});
