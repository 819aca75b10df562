import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { breakAll, isNoticed, type Outcome } from "../../scripts/requirements/breaking/breakAll";
import { resultPage } from "../../scripts/requirements/breaking/page";
import { outcomeText, summaryText } from "../../scripts/requirements/breaking/report";
import { runTests } from "../../scripts/requirements/breaking/runTests";
import type { Switch } from "../../scripts/requirements/breaking/switches";
import { Problem } from "../../scripts/requirements/problem";
import { RequirementsFolder } from "./requirementsFolder";

const file = "provider/sum.ts";
const sum = "export function sum(a: number, b: number): number { return a + b; }\n";
const test = `
  import { strict as assert } from "node:assert";
  import { sum } from "../../provider/sum";
  describe("sum", () => {
    it("FEI-13 accepts: two numbers", () => assert.equal(sum(1, 2), 3));
    it("FEI-13 rejects: nothing", () => assert.equal(sum(0, 0), 0));
    it("FEI-14 accepts: one", () => assert.equal(sum(0, 1) > 0, true));
    it("is no string", () => assert.equal(typeof sum(1, 2), "number"));
  });
`;
const options = { module: "node16", moduleResolution: "node16", strict: true, types: ["node", "mocha"] };
const files = {
  [file]: sum,
  "tests/provider/sum.test.ts": test,
  "tsconfig.json": JSON.stringify({ compilerOptions: options, "ts-node": { transpileOnly: true } }),
  ".mocharc.json": JSON.stringify({ require: ["ts-node/register"], extension: ["ts"] }),
  "package.json": "{}",
};
const switchOf = (body: string, id = "FEI-13"): Switch => ({
  ...{ id, what: "sum without its sum", file },
  text: sum.replace("return a + b;", body),
});

describe("running the tests with a number switched off", function () {
  this.timeout(120_000);

  const temporary = process.env["TMPDIR"];
  let ownTemporary: string;
  before(() => {
    ownTemporary = mkdtempSync(join(tmpdir(), "requirements-break-"));
    process.env["TMPDIR"] = ownTemporary;
  });
  afterEach("no scratch copy is left", () => {
    assert.deepEqual(
      readdirSync(ownTemporary).filter((name) => name.startsWith("requirements-")),
      [],
    );
  });
  after(() => {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
    rmSync(ownTemporary, { recursive: true });
  });

  async function outcomesOf(switches: Switch[], changes: Record<string, string> = {}) {
    const checkout = new RequirementsFolder({ ...files, ...changes });
    try {
      const told: Outcome[] = [];
      const outcomes = await breakAll(checkout.path, switches, (outcome) => told.push(outcome));
      assert.equal(readFileSync(join(checkout.path, file), "utf8"), sum, "the checkout is left as it is");
      assert.deepEqual(new Set(told), new Set(outcomes));
      return outcomes;
    } finally {
      checkout.remove();
    }
  }
  it("tells red tests with the number from others, green ones, crashes, and what does not compile", async () => {
    const outcomes = await outcomesOf([
      switchOf("return a - b;"),
      switchOf("return a + b + 0;"),
      switchOf("return a + b + 1;", "FEI-14"),
      switchOf("return String(a + b);"),
      switchOf("return a +;"),
      switchOf("return process.exit(0);"),
    ]);
    assert.deepEqual(
      outcomes.map((one) => [
        one.kind,
        ...(one.kind === "ran"
          ? [one.own.map(({ title }) => title), one.others.map(({ title }) => title)]
          : []),
      ]),
      [
        ["ran", ["FEI-13 accepts: two numbers"], ["FEI-14 accepts: one"]],
        ["ran", [], []],
        ["ran", [], ["FEI-13 accepts: two numbers", "FEI-13 rejects: nothing"]],
        ["doesNotCompile"],
        ["doesNotCompile"],
        ["crashed"],
      ],
    );
    assert.deepEqual(outcomes.map(isNoticed), [true, false, false, false, false, false]);

    const texts = outcomes.map(outcomeText);
    assert.match(texts[0] ?? "", /^FEI-13 {2}sum without its sum \(provider\/sum\.ts\)\n/);
    assert.match(texts[0] ?? "", /red: FEI-13 accepts: two numbers \(tests\/provider\/sum\.test\.ts\)/);
    assert.match(texts[1] ?? "", /NOT CARRIED OUT: its own tests stay green/);
    assert.match(texts[2] ?? "", /NOT CARRIED OUT.*\n.*red besides: 2 without its number/);
    assert.match(texts[3] ?? "", /DOES NOT COMPILE: Type 'string' is not assignable to type 'number'/);
    assert.match(texts[5] ?? "", /CRASHED: it ended during the test "FEI-13 accepts: two numbers"/);
    assert.match(summaryText(outcomes), /\n0 of 2 numbers are noticed .* \(6 switches\)$/);
    assert.match(summaryText(outcomes.slice(0, 1)), /^1 of 1 numbers are noticed/);
    const rows = resultPage(outcomes, ["FEI 7 of 18", "7 of 96"]).split("\n");
    const row = rows.find((line) => line.startsWith("| FEI-13 "));
    assert.match(
      row ?? "",
      /\| sum without its sum \(`provider\/sum\.ts`\) \| FEI-13 accepts: two numbers \| 1 \|$/,
    );
    assert.ok(rows.includes("Carried out: FEI 7 of 18, 7 of 96."));
  });

  it("switches one off at a time", async () => {
    const other = "provider/other.ts";
    const untouched: Switch = { id: "FEI-13", what: "nothing", file: other, text: "export {};\n" };
    const broken = Array.from({ length: availableParallelism() }, () => switchOf("return 0;"));
    const outcomes = await outcomesOf([...broken, untouched], { [other]: "export {};" });
    assert.deepEqual(outcomes.map(isNoticed), [...broken.map(() => true), false]);
  });

  it("tells a run that hangs from one that ends", async () => {
    const checkout = new RequirementsFolder({ ...files, [file]: switchOf("for (;;);").text });
    try {
      const run = await runTests(checkout.path, 5_000);
      assert.equal(run.kind, "crashed");
      assert.match(
        run.why,
        /^it did not end within 5 s, and hung during the test "FEI-13 accepts: two numbers"/,
      );
    } finally {
      checkout.remove();
    }
  });

  it("refuses where tests are red although nothing is switched off", async () => {
    const red = `it("is red", () => { throw new Error("no"); });`;
    await assert.rejects(
      outcomesOf([switchOf("return 0;")], { "tests/provider/red.test.ts": red }),
      (error: Error) =>
        error instanceof Problem &&
        /1 of the tests are red .*"is red" in tests\/provider\/red\.test\.ts: mend/.test(error.message),
    );
  });

  it("refuses where the tests do not run although nothing is switched off", async () => {
    await assert.rejects(
      outcomesOf([switchOf("return 0;")], { "tests/provider/lost.test.ts": `throw new Error("lost");` }),
      (error: Error) =>
        error instanceof Problem && /do not run.*before the first test: .*lost/.test(error.message),
    );
  });
});
