import assert from "node:assert/strict";
import { constraintViolated, judge, type Constraint } from "../../../provider/constraints/constraint";

/** How a message ends: with the number and the document. */
const document =
  "[FEI-03: Open Telekom Cloud, Image Management Service user guide: Creating a Full-ECS Image from an ECS, " +
  '"Background"]';

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
    assert.deepEqual(refusals[0]?.reason.split("\n"), [
      "web-01 is ERROR",
      "    expected: Running or Stopped",
      "    remedy: Start it.",
      `    ${document}`,
    ]);
  });

  it("refuses nothing for what could not be looked up, and says so", () => {
    const unknown = constraint(() => ({ kind: "unknown", why: "HTTP 503." }));
    const { refusals, announcements } = judge([unknown], "preflight", null);
    assert.deepEqual(refusals, []);
    assert.match(announcements[0] ?? "", /^could not be checked: HTTP 503\. \[FEI-03/);
  });

  it("says what is worth knowing of a condition that is met, and nothing else of one", () => {
    const told = constraint(() => ({ kind: "met", announce: "It is being restarted: that is waited for." }));
    const silent = constraint(() => ({ kind: "met" }));
    const { refusals, announcements } = judge([told, silent], "preflight", null);
    assert.deepEqual(refusals, []);
    assert.deepEqual(announcements, [`It is being restarted: that is waited for. ${document}`]);
  });

  it("says nothing of a condition that does not apply", () => {
    const notApplicable = constraint(() => ({ kind: "notApplicable" }));
    assert.deepEqual(judge([notApplicable], "preflight", null), { refusals: [], announcements: [] });
  });

  it("shows each condition the facts", () => {
    const facts = { state: "ERROR" };
    const seen: unknown[] = [];
    const looking: Constraint<typeof facts> = {
      ...constraint(() => ({ kind: "met" })),
      verdict: (given) => {
        seen.push(given);
        return { kind: "met" };
      },
    };
    judge([looking, looking], "preflight", facts);
    assert.deepEqual(seen, [facts, facts]);
  });

  it("judges only the stage that is asked for", () => {
    assert.deepEqual(judge([violated], "input", null), { refusals: [], announcements: [] });
    assert.equal(judge([violated, { ...violated, stage: "input" }], "input", null).refusals.length, 1);
  });
});

describe("the failure of an operation that may not begin", () => {
  it("holds every refusal, each with its property where one is to blame", () => {
    const failure = constraintViolated([
      { property: "server", reason: "web-01 is ERROR" },
      { property: "", reason: "the image quota is used up" },
    ]);
    assert.equal(failure.kind, "constraintViolated");
    assert.deepEqual(failure.message.split("\n"), ["server: web-01 is ERROR", "the image quota is used up"]);
  });
});
