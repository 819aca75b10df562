import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestTitle } from "../testTitles";

/** The tests that are quick enough to be run again and again. */
const quickTests = "tests/provider/**/*.test.ts";

/** What came of a run of the tests. */
export type TestRun =
  | { kind: "ended"; passed: TestTitle[]; red: TestTitle[] }
  /** It did not come to its end: nothing can be said of the tests. */
  | { kind: "crashed"; why: string };

/** Runs the quick tests of a copy of the source. */
export async function runTests(folder: string, limitMilliseconds: number): Promise<TestRun> {
  const lines = join(folder, ".lines");
  rmSync(lines, { force: true });
  const mocha = join(folder, "node_modules", "mocha", "bin", "mocha.js");
  const reporting = [
    "--reporter",
    join(__dirname, "linesReporter.cjs"),
    "--reporter-option",
    `lines=${lines}`,
  ];
  const { output, timedOut } = await run(
    [mocha, "--exit", ...reporting, quickTests],
    folder,
    limitMilliseconds,
  );
  const events = readEvents(lines);
  const of = (wanted: string) => events.filter(({ event }) => event === wanted).map(testOf);
  if (events.at(-1)?.event === "end") return { kind: "ended", passed: of("pass"), red: of("fail") };
  const last = events.at(-1);
  const during = last ? ` during the test "${last.title}" in ${last.file}` : ` before the first test`;
  if (timedOut)
    return { kind: "crashed", why: `it did not end within ${limitMilliseconds / 1000} s, and hung${during}` };
  return { kind: "crashed", why: `it ended${during}: ${output.trim().split("\n").slice(0, 3).join(" / ")}` };
}

interface Event extends TestTitle {
  event: "begin" | "pass" | "fail" | "end";
}

function testOf({ file, title }: Event): TestTitle {
  return { file, title };
}

function readEvents(lines: string): Event[] {
  if (!existsSync(lines)) return [];
  const texts = readFileSync(lines, "utf8").split("\n").slice(0, -1);
  return texts.map((text) => JSON.parse(text) as Event);
}

/** Runs a script with Node to its end, or to the limit. */
function run(
  command: string[],
  cwd: string,
  limitMilliseconds: number,
): Promise<{ output: string; timedOut: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let timedOut = false;
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const limit = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, limitMilliseconds);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(limit);
      resolve({ output, timedOut });
    });
  });
}
