import assert from "node:assert/strict";
import { resolve } from "node:path";
import { definitions } from "../../provider/resources/registry";
import { switchesOf } from "../../scripts/requirements/breaking/switches";
import { breaks } from "../../scripts/requirements/breaks";
import { readCommandLine } from "../../scripts/requirements/commandLine";
import { totals } from "../../scripts/requirements/listing";
import { requirements } from "../../scripts/requirements/numbers";
import { isCarriedOut, survey } from "../../scripts/requirements/survey";
import { testTitles } from "../../scripts/requirements/testTitles";

const root = resolve(__dirname, "../..");

describe("the numbers of the documents", () => {
  it("are 96, each once, without a gap, each with a mark", () => {
    const expected = { FEI: 18, OSR: 25, PPL: 22, MIG: 11, CMT: 20 };
    assert.deepEqual(
      requirements.map(({ id }) => id),
      Object.entries(expected).flatMap(([prefix, count]) =>
        Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, "0")}`),
      ),
    );
    assert.equal(requirements.length, 96);
    for (const { id, marks } of requirements) {
      assert.ok(marks.length > 0, id);
      for (const mark of marks) assert.match(mark, /^[SPRGDO]$/, id);
    }
  });
});

describe("the requirements of this repository", () => {
  const { findings, strays } = survey(root, definitions, testTitles(root));

  it("have records, tests and places that fit together", () => {
    assert.deepEqual([...strays, ...findings.flatMap(({ problems }) => problems)], []);
  });

  it("can be switched off in every place: each break still applies, and none is missing", () => {
    assert.deepEqual(switchesOf(root, findings, breaks).problems, []);
  });

  it("are counted for each document, and in all", () => {
    const lines = totals(findings, isCarriedOut).map((line) => line.replace(/\d+ of/, "n of"));
    assert.deepEqual(lines, [
      ...["FEI n of 18", "OSR n of 25", "PPL n of 22", "MIG n of 11", "CMT n of 20"],
      "n of 96",
    ]);
  });
});

describe("the command line of npm run requirements", () => {
  const read = (words: string) => readCommandLine(words.split(" ").filter(Boolean));

  for (const { words, expected } of [
    { words: "", expected: { kind: "list" } },
    { words: "--break", expected: { kind: "break", ids: [], write: false } },
    { words: "--break FEI-12 OSR-01", expected: { kind: "break", ids: ["FEI-12", "OSR-01"], write: false } },
    { words: "--break --write", expected: { kind: "break", ids: [], write: true } },
  ])
    it(`reads "${words}"`, () => assert.deepEqual(read(words), expected));

  for (const { words, message } of [
    { words: "--break FEI-12 --write", message: /full run: leave the numbers out/ },
    { words: "--write", message: /Without --break there is nothing to do/ },
    { words: "FEI-12", message: /Without --break there is nothing to do with "FEI-12"/ },
    {
      words: "--brake",
      message: /"--brake" is neither an option nor a number\. Expected: nothing, or --break/,
    },
    { words: "--break FEI12", message: /"FEI12" is neither an option nor a number/ },
  ])
    it(`refuses "${words}"`, () => assert.throws(() => read(words), { name: "Error", message }));
});
