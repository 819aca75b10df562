import assert from "node:assert/strict";
import { switchesOf } from "../../scripts/requirements/breaking/switches";
import type { Break } from "../../scripts/requirements/breaks/break";
import { lineOf, totals } from "../../scripts/requirements/listing";
import { isCarriedOut, survey, type Finding, type Records } from "../../scripts/requirements/survey";
import { testTitles, type TestTitle } from "../../scripts/requirements/testTitles";
import { recordsOf, RequirementsFolder } from "./requirementsFolder";

const folder = "provider/resources/thing";

const constraints = `
  export const thingConstraints = [
    { id: "FEI-12", stage: "input", statement: "", verdict(facts: string) {
      return facts === "" ? { kind: "met" } : { kind: "notApplicable" };
    } },
    { id: "FEI-14", stage: "input", verdict: isNamed },
    { id: "FEI-14", stage: "preflight", verdict: (facts: string) => ({ kind: facts }) },
    { id: "FEI-15", stage: "input", statement: "The name is short.", verdict: isShort },
    { id: "FEI-15", stage: "input", statement: "The description is short.", verdict: isShort },
  ];
  function isNamed() { return { kind: "met" }; }
`;
const steps = `
  export interface Steps { zone: string; }
  // here was once a function called forgotten
  export function submit(): number { return 1 + 1; }
  export class Making { begin() { return submit(); } }
`;
const files = { [`${folder}/constraints.ts`]: constraints, [`${folder}/steps.ts`]: steps };

const test = (title: string): TestTitle => ({ file: "tests/thing.test.ts", title });
const both = (...ids: string[]) =>
  ids.flatMap((id) => [test(`${id} accepts: what is allowed`), test(`${id} rejects: what is not`)]);

describe("what the repository has of each number", () => {
  let checkout: RequirementsFolder;
  before(() => (checkout = new RequirementsFolder(files)));
  after(() => checkout.remove());

  function surveyOf(records: Records, titles: TestTitle[]) {
    const { findings, strays } = survey(checkout.path, [records], titles);
    const finding = (id: string): Finding => findings.find(({ requirement }) => requirement.id === id)!;
    return { findings, finding, strays, problems: findings.flatMap(({ problems }) => problems) };
  }
  const step = (where: string) => recordsOf({ carriedOut: [{ id: "FEI-13", as: "procedure", where }] });

  it("is a line with the place and both tests where a number is carried out", () => {
    const { finding, problems } = surveyOf(step("steps.ts: submit, zone"), [
      ...both("FEI-13"),
      test("FEI-13 rejects: something else"),
    ]);
    assert.deepEqual(problems, []);
    assert.equal(
      lineOf(finding("FEI-13")),
      `FEI-13  procedure ${folder}/steps.ts: submit, zone | tests/thing.test.ts: FEI-13 accepts: what is allowed | ` +
        `tests/thing.test.ts: FEI-13 rejects: what is not (and 1 more)`,
    );
  });

  it('is "not yet" where nothing carries a number', () => {
    const { finding } = surveyOf(recordsOf({}), []);
    assert.match(lineOf(finding("OSR-25")), /^OSR-25 {2}not yet/);
  });

  it("takes a number with several records for one, and says which of its marks have none", () => {
    const records = recordsOf({
      constraints: [
        { id: "FEI-14", stage: "input" },
        { id: "FEI-14", stage: "preflight" },
      ],
    });
    const { finding, findings, problems } = surveyOf(records, both("FEI-14"));
    assert.deepEqual(problems, []);
    const place = `${folder}/constraints.ts: thingConstraints`;
    assert.match(
      lineOf(finding("FEI-14")),
      new RegExp(`^FEI-14 {2}input ${place} \\+ preflight ${place} \\|`),
    );
    assert.match(lineOf(finding("FEI-14")), /no record yet for R$/);
    const counted = totals(findings, isCarriedOut);
    assert.deepEqual([counted[0], counted.at(-1)], ["FEI 1 of 18", "1 of 96"]);
  });

  it("says once how many records are in one place", () => {
    const record = { id: "FEI-15", stage: "input" } as const;
    const { finding } = surveyOf(recordsOf({ constraints: [record, record] }), both("FEI-15"));
    const place = `${folder}/constraints.ts: thingConstraints`;
    assert.match(lineOf(finding("FEI-15")), new RegExp(`^FEI-15 {2}input ${place} \\(2 records\\) \\|`));
  });

  const inconsistent: { reason: string; records: Records; titles: TestTitle[]; expected: RegExp }[] = [
    {
      reason: "there is no rejecting test",
      records: step("steps.ts: submit"),
      titles: [test("FEI-13 accepts: all")],
      expected: /^FEI-13: no test has a title that begins with "FEI-13 rejects"/,
    },
    {
      reason: "there is no accepting test",
      records: step("steps.ts: submit"),
      titles: [test("FEI-13 rejects: all")],
      expected: /^FEI-13: no test has a title that begins with "FEI-13 accepts"/,
    },
    {
      reason: "a test's number has no record",
      records: recordsOf({}),
      titles: [test("FEI-13 accepts: all")],
      expected: /^FEI-13: the test "FEI-13 accepts: all" in tests\/thing\.test\.ts has no record/,
    },
    {
      reason: "the file does not exist",
      records: step("gone.ts: submit"),
      titles: both("FEI-13"),
      expected: /^FEI-13 \(procedure\): there is no file provider\/resources\/thing\/gone\.ts/,
    },
    {
      reason: "the file declares no such thing, and names it only in a comment",
      records: step("steps.ts: submit, forgotten"),
      titles: both("FEI-13"),
      expected: /^FEI-13 \(procedure\): .*steps\.ts declares no "forgotten"/,
    },
    {
      reason: "the place names nothing in the file",
      records: step("steps.ts"),
      titles: both("FEI-13"),
      expected: /^FEI-13 \(procedure\): "steps\.ts" is no place: write "file\.ts: identifier/,
    },
    {
      reason: "a constraint is not found in the source",
      records: recordsOf({ constraints: [{ id: "FEI-12", stage: "preflight" }] }),
      titles: both("FEI-12"),
      expected: /^FEI-12 \(preflight\): its constraint is not found in provider\/resources\/thing/,
    },
  ];
  for (const { reason, records, titles, expected } of inconsistent)
    it(`does not count a number and says why: ${reason}`, () => {
      const { findings, problems } = surveyOf(records, titles);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", expected);
      assert.deepEqual(findings.filter(isCarriedOut), []);
    });

  it("reports records and tests with a number that does not exist", () => {
    const records = recordsOf({ carriedOut: [{ id: "FEI-19", as: "output", where: "steps.ts: zone" }] });
    const { strays } = surveyOf(records, [test("XYZ-01 rejects: nothing")]);
    assert.match(strays[0] ?? "", /^FEI-19: a record of Thing has this number, which is none of the 96/);
    assert.match(
      strays[1] ?? "",
      /^XYZ-01: the test "XYZ-01 rejects: nothing" in tests\/thing\.test\.ts has/,
    );
  });
});

describe("test titles", () => {
  it("are found however they are quoted, without those that are skipped or in comments", () => {
    const text = [
      `describe("FEI-01 accepts: a group", () => {`,
      `  it("FEI-01 accepts: the server's disks", () => {});`,
      "  it(`FEI-01 rejects: ${reason}`, () => {});",
      `  it.skip("FEI-02 accepts: later", () => {});`,
      `  // it("FEI-03 accepts: once", () => {});`,
      `});`,
    ].join("\n");
    const checkout = new RequirementsFolder({ "tests/a/b.test.ts": text, "tests/a/samples.ts": text });
    try {
      assert.deepEqual(testTitles(checkout.path), [
        { file: "tests/a/b.test.ts", title: "FEI-01 accepts: the server's disks" },
        { file: "tests/a/b.test.ts", title: "FEI-01 rejects: ${reason}" },
      ]);
    } finally {
      checkout.remove();
    }
  });
});

describe("switching numbers off", () => {
  let checkout: RequirementsFolder;
  before(() => (checkout = new RequirementsFolder(files)));
  after(() => checkout.remove());

  function switchesFor(records: Records, breaks: Break[]) {
    const ids = new Set([...records.constraints, ...records.carriedOut].map(({ id }) => id));
    const { findings } = survey(checkout.path, [records], both(...ids));
    const chosen = findings.filter(({ requirement }) => ids.has(requirement.id));
    return switchesOf(checkout.path, chosen, { Thing: breaks });
  }
  const broken: Break = {
    ...{ id: "FEI-13", place: "steps.ts: submit", without: "its sum" },
    ...{ find: "1 + 1", replace: "0" },
  };
  const stepAt = (where: string) => recordsOf({ carriedOut: [{ id: "FEI-13", as: "procedure", where }] });

  it("makes each verdict of a constraint met, however it is written, and nothing else", () => {
    const records = recordsOf({
      constraints: [
        { id: "FEI-12", stage: "input" },
        { id: "FEI-14", stage: "input" },
        { id: "FEI-14", stage: "preflight" },
      ],
    });
    const { switches, problems } = switchesFor(records, []);
    assert.deepEqual(problems, []);
    const met = `verdict: () => ({ kind: "met" })`;
    const method = constraints.slice(
      constraints.indexOf("verdict(facts"),
      constraints.indexOf(' },\n    { id: "FEI-14"'),
    );
    assert.deepEqual(
      switches.map(({ id, file, text }) => [id, file, text]),
      [
        ["FEI-12", `${folder}/constraints.ts`, constraints.replace(method, met)],
        ["FEI-14", `${folder}/constraints.ts`, constraints.replace("verdict: isNamed", met)],
        [
          "FEI-14",
          `${folder}/constraints.ts`,
          constraints.replace("verdict: (facts: string) => ({ kind: facts })", met),
        ],
      ],
    );
  });

  it("tells constraints with the same number and stage apart", () => {
    const record = { id: "FEI-15", stage: "input" } as const;
    const { switches } = switchesFor(recordsOf({ constraints: [record, record] }), []);
    const met = `verdict: () => ({ kind: "met" }) },`;
    assert.deepEqual(
      switches.map(({ what, text }) => [what, text]),
      ["The name is short.", "The description is short."].map((statement) => [
        `input constraint always met: "${statement}"`,
        constraints.replace(`"${statement}", verdict: isShort },`, `"${statement}", ${met}`),
      ]),
    );
  });

  it("breaks each place of a number on its own", () => {
    const second = { ...broken, place: "steps.ts: begin", find: "return submit();", replace: "return 0;" };
    const { switches, problems } = switchesFor(stepAt("steps.ts: submit, begin"), [broken, second]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      switches.map(({ text }) => text),
      [steps.replace("1 + 1", "0"), steps.replace("return submit();", "return 0;")],
    );
  });

  const refused: { reason: string; where: string; breaks: Break[]; expected: RegExp }[] = [
    {
      reason: "a place has no break",
      where: "steps.ts: submit, begin",
      breaks: [broken],
      expected: /^FEI-13 \(procedure\): nothing says how to switch off begin in .*steps\.ts/,
    },
    {
      reason: "the text has gone",
      where: "steps.ts: submit",
      breaks: [{ ...broken, find: "1 + 2" }],
      expected: /^FEI-13: the text of its break is found 0 times in .*steps\.ts, not once: "1 \+ 2"/,
    },
    {
      reason: "the text stands there twice",
      where: "steps.ts: submit",
      breaks: [{ ...broken, find: "return" }],
      expected: /^FEI-13: the text of its break is found 2 times/,
    },
    {
      reason: "a break fits no record",
      where: "steps.ts: submit",
      breaks: [broken, { ...broken, place: "steps.ts: begin" }],
      expected: /^FEI-13: the break of "steps\.ts: begin" fits no record/,
    },
  ];
  for (const { reason, where, breaks, expected } of refused)
    it(`refuses where ${reason}`, () => {
      const { problems } = switchesFor(stepAt(where), breaks);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", expected);
    });
});
