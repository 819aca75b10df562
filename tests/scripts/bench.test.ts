import { installedSize } from "../../scripts/bench/installedSize";
import assert from "node:assert/strict";
import { readCommandLine } from "../../scripts/bench/commandLine";
import { stateBytes } from "../../scripts/bench/engine/stateBytes";
import { drawnDurations } from "../../scripts/bench/drawnDurations";
import { toJson } from "../../scripts/bench/json";
import { osChange, type OsChange } from "../../scripts/bench/osChange";
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
    const rows = rowsOf({
      calls: {
        refresh100: 3,
        refresh1000: 7,
        update: 3,
        osReplacementRefresh100: 4,
        osReplacementUpWithoutChanges: 1,
      },
    });
    assert.deepEqual(
      rows.map(({ isMet }) => isMet),
      [true, false, true, true, false],
    );
  });

  describe("changes of an OS of about 15 minutes", () => {
    const change: OsChange = {
      ...{ spread: 0.5, calls: 70, mostCalls: 80, preflightCalls: 20 },
      ...{ meanDelaySeconds: 4.6, longestDelaySeconds: 9, meanNoticedAfterSeconds: 30 },
    };
    const osChange15min = {
      usual: [change],
      others: [{ surroundings: { settleSeconds: 0 }, changes: [change] }],
    };

    it("are a part of their own", () => {
      const { chosen } = readCommandLine(["--only", "osChange15min"]);
      assert.deepEqual(
        chosen.map(({ name }) => name),
        ["osChange15min"],
      );
    });

    it("have a goal for their calls, and for their delay; in other surroundings there is none", () => {
      const rows = rowsOf({ osChange15min }).map(({ goal, isMet }) => [goal, isMet]);
      assert.deepEqual(rows, [
        ["at most 70", true],
        ["at most 4.5 s", false],
        ["", undefined],
      ]);
    });

    it("are in the JSON", () => {
      const { usual, others } = osChange15min;
      assert.deepEqual(JSON.parse(JSON.stringify(toJson({ osChange15min }))), {
        calls: {},
        osChange15min: usual,
        osChange15minInOtherSurroundings: others,
      });
    });

    it("are followed until the settle time is over, each with its own duration", async () => {
      const { spread, preflightCalls, calls, mostCalls, ...delays } = await osChange(0.5);
      assert.equal(spread, 0.5);
      assert.ok(preflightCalls > 0 && calls > 0 && mostCalls > calls, JSON.stringify({ calls, mostCalls }));
      assert.ok(delays.meanDelaySeconds > 0 && delays.longestDelaySeconds > delays.meanDelaySeconds);
      assert.ok(delays.meanNoticedAfterSeconds > 0);
    });
  });

  it("draws durations on both sides of the usual one, as far as the spread goes, and always the same", () => {
    const drawn = drawnDurations(900, 0.2);
    assert.ok(Math.min(...drawn) >= 720 && Math.min(...drawn) < 810, String(Math.min(...drawn)));
    assert.ok(Math.max(...drawn) <= 1080 && Math.max(...drawn) > 990, String(Math.max(...drawn)));
    assert.deepEqual(drawnDurations(900, 0.2), drawn);
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
