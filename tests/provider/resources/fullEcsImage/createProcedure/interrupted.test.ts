import { staleAfterSeconds } from "../../../../../provider/procedures/journal";
import {
  quietWindowSeconds,
  type Goal,
} from "../../../../../provider/resources/fullEcsImage/createProcedure";
import { anotherGeneration, backup, goal, image } from "../samples";
import { expectMove, intended, now, running, sent } from "./worlds";

const old = { ...intended, attemptAt: now - quietWindowSeconds - 1 };

describe("the next move with the intention of a run that was interrupted", () => {
  it("looks twice before it takes it over: a look may lag behind its end", () => {
    const record = { ...intended, generation: anotherGeneration };
    expectMove({ record, takeOverInSeconds: 3 }, /^wait found the operation/);
  });
  it("takes it over before anything else", () => {
    expectMove({ record: { ...intended, generation: anotherGeneration } }, "act takeOver");
  });
  it("does not submit again while something may still show", () => {
    expectMove({ record: intended }, /^wait looking for the image of an interrupted run/);
  });
  it("does not submit again while a backup of the server shows that something goes on", () => {
    expectMove({ record: old, lastTraceAt: now }, /^wait looking for/);
  });
  it("submits again after a long silence, and judges the conditions anew", () => {
    expectMove({ record: old }, "act intend");
    expectMove({ record: old, examined: undefined }, "act examine");
  });
  it("forgets one on another server after a long silence", () => {
    expectMove({ record: old, elsewhere: true }, "act forget");
  });
  it("does not take over what is older than a day", () => {
    const stale = { ...sent, generation: anotherGeneration, since: now - staleAfterSeconds - 1 };
    expectMove({ record: stale }, "act intend");
  });
  it("goes on with its own however old it is", () => {
    expectMove({ record: { ...sent, since: now - staleAfterSeconds - 1 }, job: running }, /^wait/);
  });
});

describe("the next move where somebody meddled with the record", () => {
  const foreign = { ...sent, generation: anotherGeneration };

  it("writes the record again that somebody has removed after the submission", () => {
    expectMove({ hasVanished: true }, "act restore");
  });
  it("writes none beside a server that is gone", () => {
    expectMove({ hasVanished: true, server: undefined, image, backup }, "done");
  });
  it("takes its own image back from a run that had taken it over and has died", () => {
    for (const record of [foreign, { ...foreign, state: "failed" } as const]) {
      expectMove({ record, image, backup, takeOverInSeconds: 3 }, /^wait found the operation/);
      expectMove({ record, image, backup }, "act takeOver");
    }
  });
  it("is done with its own image where another operation has settled since: a replacement", () => {
    expectMove({ record: { ...foreign, state: "settled" }, image, backup }, "done");
  });
});

describe("the next move where an operation is only followed to its end", () => {
  const following: Goal = { ...goal, followOnly: true };

  it("begins nothing", () => {
    expectMove({}, "done", following);
    expectMove({ record: old }, "done", following);
  });
  it("takes nothing over", () => {
    expectMove({ record: { ...sent, generation: anotherGeneration } }, "done", following);
  });
  it("waits for what has begun", () => {
    expectMove({ record: sent, job: running }, /^wait/, following);
  });
});
