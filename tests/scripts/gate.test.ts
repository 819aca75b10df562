import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const gate = resolve(__dirname, "../../scripts/gate");

describe("the gate", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gate-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Runs one step in a process of its own, whose output does not mix with ours. */
  function resultOf(command: string[], countsTests: boolean, mochaArguments: string[]): unknown {
    const step = { name: "scratch", title: "scratch", needs: [], command, countsTests };
    const program = `import(${JSON.stringify(join(gate, "runStep.mjs"))}).then(({ runStep }) => {
      process.stderr.write(JSON.stringify(runStep(${JSON.stringify(step)}, ${JSON.stringify(mochaArguments)})));
    })`;
    const { stderr } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
    return JSON.parse(stderr.slice(stderr.lastIndexOf("{")));
  }

  function mochaResult(text: string, mochaArguments: string[] = []) {
    const file = join(folder, "scratch.test.js");
    writeFileSync(file, text);
    return resultOf(["node_modules/mocha/bin/mocha.js", "--no-config", file], true, mochaArguments);
  }

  it("counts tests one by one", () => {
    const text = `it("a", () => {}); it("b", () => {}); it("c", () => { throw new Error("no") }); it.skip("d", () => {})`;
    assert.deepEqual(mochaResult(text), { passed: 2, failed: 1, skipped: 1, remark: "" });
  });

  it("counts a failed hook", () => {
    const text = `before(() => { throw new Error("no") }); it("a", () => {})`;
    assert.deepEqual(mochaResult(text), { passed: 0, failed: 1, skipped: 0, remark: "" });
  });

  it("fails a step without tests", () => {
    assert.deepEqual(mochaResult(""), { passed: 0, failed: 1, skipped: 0, remark: "no test was found" });
  });

  it("lets a selection pass a step that has none of the chosen tests", () => {
    const selected = mochaResult(`it("a", () => {})`, ["--grep", "b"]);
    assert.deepEqual(selected, { passed: 0, failed: 0, skipped: 0, remark: "" });
  });

  it("fails a step whose file does not load", () => {
    const { failed, remark } = mochaResult(`throw new Error("no")`) as { failed: number; remark: string };
    assert.equal(failed, 1);
    assert.match(remark, /no result/);
  });

  it("fails a step whose process ends in the middle", () => {
    const { failed } = mochaResult(`it("a", () => process.exit(0)); it("b", () => {})`) as { failed: number };
    assert.equal(failed, 1);
  });

  for (const { code, passed, failed } of [
    { code: 0, passed: 1, failed: 0 },
    { code: 3, passed: 0, failed: 1 },
  ]) {
    it(`counts any other step as one: ended with code ${code}`, () => {
      assert.deepEqual(resultOf(["-e", `process.exit(${code})`], false, []), {
        passed,
        failed,
        skipped: 0,
        remark: "",
      });
    });
  }

  it("sums up in the last line", async () => {
    const { report } = await import("../../scripts/gate/report.mjs");
    const lines = report([
      { name: "lint", passed: 1, failed: 0, skipped: 0, seconds: 2, remark: "" },
      { name: "unit", passed: 40, failed: 2, skipped: 1, seconds: 3, remark: "" },
    ]).split("\n");
    assert.equal(lines.at(-1), "41 passed, 2 failed");
  });
});
