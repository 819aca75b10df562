import { installedSize } from "../../scripts/bench/installedSize";
import assert from "node:assert/strict";
import { readCommandLine } from "../../scripts/bench/commandLine";
import { stateBytes } from "../../scripts/bench/engine/stateBytes";
import { toJson } from "../../scripts/bench/json";
import { pageWith } from "../../scripts/bench/page";
import { parts } from "../../scripts/bench/parts";
import { Problem } from "../../scripts/bench/problem";
import { rowsOf } from "../../scripts/bench/rows";
import { mean, median } from "../../scripts/bench/statistics";

describe("npm run bench", () => {
  it("measures everything where nothing is said", () => {
    assert.deepEqual(readCommandLine([]), { chosen: parts, json: false, write: false });
  });

  it("measures some parts, and prints JSON", () => {
    const { chosen, json } = readCommandLine(["--json", "--only", "load,calls"]);
    assert.deepEqual([chosen.map(({ name }) => name), json], [["calls", "load"], true]);
  });

  for (const words of [["--only"], ["--only", "speed"], ["speed"], ["--write", "--only", "load"]])
    it(`refuses ${words.join(" ")}`, () => {
      assert.throws(() => readCommandLine(words), Problem);
    });

  it("takes the middle of what it measured", () => {
    assert.deepEqual([median([5, 1, 3]), median([4, 1, 2, 9]), mean([1, 2, 6])], [3, 3, 3]);
  });

  it("counts the state of a resource without the text of its provider", () => {
    const bare = { type: "t", inputs: { a: 1 }, outputs: { a: 1 } };
    const shell = { __provider: "x".repeat(1000) };
    const stored = { type: "t", inputs: { a: 1, ...shell }, outputs: { a: 1, ...shell } };
    assert.equal(stateBytes([stored]), JSON.stringify(bare).length);
  });

  it("says which goals are met", () => {
    const rows = rowsOf({ calls: { refresh100: 3, refresh1000: 7, update: 3 } });
    assert.deepEqual(
      rows.map(({ isMet }) => isMet),
      [true, false, true],
    );
  });

  it("has the figures of a part in its JSON, and nothing of the others", () => {
    const size = { packed: 1, unpacked: 2, files: 3, dependencies: 4, dependencyNames: ["zod"] };
    const text = JSON.stringify(toJson({ load: { milliseconds: 12, size } }));
    assert.deepEqual(JSON.parse(text), { loadMs: 12, installedBytes: size, calls: {} });
  });

  it("says nothing of the memory of a thousand waits where fewer have begun", () => {
    const memory = { one: 60, thousand: 100, difference: 40 };
    const met = (begun: number) => rowsOf({ memory: { ...memory, begun } })[0]?.isMet;
    assert.deepEqual([met(1000), met(999)], [true, undefined]);
  });

  it("knows what an installation brings: this package, and others that Pulumi does not bring", () => {
    const { files, dependencies, dependencyNames } = installedSize();
    assert.ok(files > 100 && dependencies > 1e6, JSON.stringify({ files, dependencies }));
    assert.ok(dependencyNames.includes("zod") && !dependencyNames.includes("@grpc/grpc-js"));
  });

  describe("its page", () => {
    const [begin, end] = [
      "<!-- figures: written by `npm run bench -- --write` -->",
      "<!-- end of the figures -->",
    ];
    const rows = [{ figure: "calls", goal: "at most 3", measured: "7", isMet: false }];

    it("gets the figures between its marks, and nothing else changes", () => {
      const page = pageWith(`before\n${begin}\nold\n${end}\nafter\n`, rows, "3.230.0");
      assert.match(
        page,
        /^before\n<!--.*-->\n\nMeasured on [\s\S]*engine 3\.230\.0[\s\S]*\| calls \| at most 3 \| 7 \| \*\*no\*\* \|/,
      );
      assert.match(page, /-->\nafter\n$/);
      assert.doesNotMatch(page, /old/);
    });

    it("is refused without the marks", () => {
      assert.throws(() => pageWith("nothing", rows, "3.230.0"), Problem);
    });
  });
});
