import assert from "node:assert/strict";
import type { OperationRecord } from "../../../../../provider/procedures/operationRecord";
import { anotherGeneration, goal, server, vault } from "../samples";
import { examinedFacts, expectMove, intended, justIntended, moveIn, now, rivalOf, sent } from "./worlds";

describe("the next move with the intention of a full-ECS image written", () => {
  it("FEI-13 accepts what this run has intended: it is submitted once that is confirmed", () => {
    expectMove({ record: intended, ...justIntended }, "act submit");
  });
  it("FEI-13 rejects a submission as long as another run may have begun at the same time", () => {
    expectMove({ record: intended, ...justIntended, intention: "unconfirmed" }, /^wait making sure/);
  });
  it("FEI-14 accepts a vault that is there: nothing has to be made first", () => {
    expectMove({ record: intended, ...justIntended, vaultId: "vault-1" }, "act submit");
  });
  it("FEI-14 rejects a submission without a vault: it is made first, and only by the run that may submit", () => {
    expectMove({ record: intended, ...justIntended, vaultId: undefined }, "act ensureVault");
    expectMove(
      { record: intended, ...justIntended, intention: "unconfirmed", vaultId: undefined },
      /^wait making sure/,
    );
  });
  for (const { what, world, number } of [
    {
      what: "a server that has been frozen",
      world: { server: { ...server, frozen: true } },
      number: "FEI-03",
    },
    {
      what: "a server that has got a task",
      world: { server: { ...server, task: "rebooting" } },
      number: "FEI-03",
    },
    {
      what: "a vault that has become full",
      world: {
        examined: {
          facts: { ...examinedFacts, vaults: { value: [{ ...vault, usedGb: 2000 }] } },
          at: now,
          tookSeconds: 0,
        },
      },
      number: "FEI-14",
    },
  ])
    it(`${number} rejects ${what} since the intention was written: it is taken back, and nothing submitted`, () => {
      expectMove({ record: intended, ...justIntended, ...world }, "act withdraw");
    });
  it("looks up the conditions anew where the last look is more than a minute ago", () => {
    const examined = { facts: examinedFacts, at: now - 61, tookSeconds: 0 };
    expectMove({ record: intended, ...justIntended, examined }, "act examine");
  });
  it("waits for its own record to show", () => {
    expectMove({ ...justIntended, intention: "unconfirmed", confirmInSeconds: 5 }, /^wait making sure/);
  });
  it("does not wait for ever for a record that somebody has removed", () => {
    expectMove({ ...justIntended, intention: "unconfirmed", confirmInSeconds: -1 }, "act intend");
    expectMove(
      { ...justIntended, intention: "unconfirmed", confirmInSeconds: -1, server: undefined },
      /^stop constraintViolated server: there is no server/,
    );
  });
  it("begins again with an intention that was refused, so that nothing was sent", () => {
    expectMove({ record: intended, nothingSent: true, wroteRecord: true }, "act intend");
  });
  it("stops when another run has written over it", () => {
    expectMove(
      { record: { ...intended, generation: anotherGeneration }, ...justIntended },
      /^stop takenOver/,
    );
  });
  it("withdraws for an operation that was first", () => {
    const rival = { ...intended, generation: anotherGeneration, attemptAt: intended.attemptAt - 1 };
    expectMove({ record: intended, rivals: [rivalOf(rival)], ...justIntended }, "act withdraw");
  });
  it("withdraws for an operation that has been sent, whenever that was", () => {
    const rival = { ...sent, generation: anotherGeneration, attemptAt: now };
    expectMove({ record: intended, rivals: [rivalOf(rival)], ...justIntended }, "act withdraw");
  });
  it("withdraws for an operation that it cannot read", () => {
    expectMove({ record: intended, rivals: [rivalOf(undefined)], ...justIntended }, "act withdraw");
  });
  it("goes on where it was first", () => {
    const rival = { ...intended, generation: anotherGeneration, attemptAt: intended.attemptAt + 1 };
    expectMove({ record: intended, rivals: [rivalOf(rival)], ...justIntended }, "act submit");
  });
  it("follows its own interrupted operation on another server first", () => {
    expectMove({ record: intended, interruptedElsewhere: true, ...justIntended }, "act goElsewhere");
  });
  it("exactly one of two that wrote in the same second goes on", () => {
    const [low, high] = [
      { ...intended, generation: "0000000000000000" },
      { ...intended, generation: "ffffffffffffffff" },
    ];
    const as = (own: OperationRecord, rival: OperationRecord) =>
      moveIn(
        { record: own, rivals: [rivalOf(rival)], ...justIntended },
        { ...goal, generation: own.generation },
      );
    assert.deepEqual([as(low, high), as(high, low)], ["act submit", "act withdraw"]);
  });
});
