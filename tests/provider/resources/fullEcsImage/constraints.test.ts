import assert from "node:assert/strict";
import { judge } from "../../../../provider/constraints/constraint";
import { fullEcsImageConstraints, type Facts } from "../../../../provider/resources/fullEcsImage/constraints";

function inputRefusals(inputs: Facts["inputs"]): string[] {
  return judge(fullEcsImageConstraints, "input", { inputs }).refusals.map(({ property }) => property);
}

describe("constraints of FullEcsImage", () => {
  it("FEI-15 accepts: names and descriptions within the limits", () => {
    for (const name of ["a", "web-01 full_2.0", "x".repeat(128)])
      assert.deepEqual(inputRefusals({ name }), []);
    assert.deepEqual(inputRefusals({ description: "ü".repeat(1024) }), []);
  });

  it("FEI-15 rejects: names and descriptions beyond the limits", () => {
    for (const name of ["", " web", "web ", "wéb", "a/b", "x".repeat(129)])
      assert.deepEqual(inputRefusals({ name }), ["name"], JSON.stringify(name));
    for (const description of ["a<b", "a>b", "a\rb", "x".repeat(1025)])
      assert.deepEqual(inputRefusals({ description }), ["description"]);
  });

  it("FEI-15 accepts: what is not known yet", () => {
    assert.deepEqual(inputRefusals({}), []);
  });

  it("FEI-03 accepts: what could not be looked up is no refusal", () => {
    const facts: Facts = { inputs: { server: "s" }, notLookedUp: "HTTP 503." };
    const { refusals, announcements } = judge(fullEcsImageConstraints, "preflight", facts);
    assert.deepEqual(refusals, []);
    assert.match(announcements.join(), /could not be checked: HTTP 503/);
  });
});
