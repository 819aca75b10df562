import assert from "node:assert/strict";
import { OperationFailure } from "../../../provider/procedures/errors";
import { act, done, stop, wait, type Move } from "../../../provider/procedures/move";
import { mapResult } from "../../../provider/procedures/procedure";

describe("a procedure with another result", () => {
  const log: string[] = [];
  const procedure = {
    observe: async () => "the world",
    decide: (world: string): Move<"step", number> => {
      log.push(world);
      return done(21);
    },
    actions: { step: async () => undefined },
  };

  it("looks and acts as before, and gives what is made of the result", async () => {
    const mapped = mapResult(procedure, (result) => result * 2);
    assert.deepEqual(mapped.decide(await mapped.observe()), done(42));
    assert.deepEqual(log, ["the world"]);
    assert.equal(mapped.actions, procedure.actions);
  });

  const failure = new OperationFailure("jobFailed", "it failed");
  for (const move of [act("step"), wait("the backup", 5), stop(failure)] as Move<"step", number>[])
    it(`makes every other move as before: ${move.kind}`, () => {
      const mapped = mapResult({ ...procedure, decide: () => move }, () => assert.fail("there is no result"));
      assert.equal(mapped.decide("the world"), move);
    });
});
