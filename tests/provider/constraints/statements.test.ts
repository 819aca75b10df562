import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { definitions } from "../../../provider/resources/registry";
import { judge, type Constraint } from "../../../provider/constraints/constraint";

const testsFolder = join(__dirname, "..", "..");

function allTestTitles(): string[] {
  const files = readdirSync(testsFolder, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => [
      ...readFileSync(join(testsFolder, file), "utf8").matchAll(/\bit\(\s*["'`]([^"'`]+)/g),
    ])
    .map((match) => match[1] ?? "");
}

describe("statements of the documents", () => {
  const titles = allTestTitles();
  for (const definition of definitions)
    for (const { id } of [...definition.constraints, ...definition.carriedOut])
      it(`${definition.kind}: ${id} has an accepting and a rejecting test`, () => {
        for (const kind of ["accepts", "rejects"])
          assert.ok(
            titles.some((title) => title.startsWith(`${id} ${kind}`)),
            `no test has a title that begins with "${id} ${kind}"`,
          );
      });
});

describe("judge", () => {
  const constraint = (verdict: Constraint<null>["verdict"]): Constraint<null> => ({
    id: "FEI-03",
    stage: "preflight",
    statement: "",
    source: { document: "otc-full-ecs-image", section: "Background" },
    verdict,
  });
  const violated = constraint(() => ({
    kind: "violated",
    property: "server",
    seen: "web-01 is ERROR",
    expected: "Running or Stopped",
    remedy: "Start it.",
  }));

  it("gives every refusal, each with what was seen, expected, the remedy and the rule", () => {
    const { refusals } = judge([violated, violated], "preflight", null);
    assert.deepEqual(
      refusals.map(({ property }) => property),
      ["server", "server"],
    );
    assert.equal(
      refusals[0]?.reason,
      "web-01 is ERROR; expected: Running or Stopped. Start it. " +
        '[FEI-03: Open Telekom Cloud, Image Management Service user guide: Creating a Full-ECS Image from an ECS, "Background"]',
    );
  });

  it("refuses nothing for what could not be looked up, and says so", () => {
    const unknown = constraint(() => ({ kind: "unknown", why: "HTTP 503." }));
    const { refusals, announcements } = judge([unknown], "preflight", null);
    assert.deepEqual(refusals, []);
    assert.match(announcements[0] ?? "", /^could not be checked: HTTP 503\. \[FEI-03/);
  });

  it("judges only the stage that is asked for", () => {
    assert.deepEqual(judge([violated], "input", null), { refusals: [], announcements: [] });
  });
});
