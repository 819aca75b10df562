import assert from "node:assert/strict";
import type { Cloud } from "../../../../provider/ports/cloud";
import type { Image } from "../../../../provider/ports/images";
import { OperationFailure } from "../../../../provider/procedures/errors";
import { run } from "../../../../provider/procedures/run";
import {
  decideUpdate,
  updateOperation,
  type UpdateWorld,
} from "../../../../provider/resources/fullEcsImage/updateOperation";
import type { FullEcsImageInputs } from "../../../../provider/resources/fullEcsImage/inputs";
import { fakeClock } from "../../scriptedHttp";
import { foreignMark, goal, image, outputs } from "./samples";

const towards = (inputs: Partial<FullEcsImageInputs>) => ({ ...goal, inputs: { ...goal.inputs, ...inputs } });

describe("the next move of an update", () => {
  const cases: {
    reason: string;
    inputs?: Partial<FullEcsImageInputs>;
    world: UpdateWorld;
    expected: string;
  }[] = [
    { reason: "name and description are right", world: { image, sent: false }, expected: "done" },
    { reason: "they show as they were sent", world: { image, sent: true }, expected: "done" },
    {
      reason: "another name is asked for",
      inputs: { name: "new" },
      world: { image, sent: false },
      expected: "act align",
    },
    {
      reason: "a description is asked for",
      inputs: { description: "new" },
      world: { image, sent: false },
      expected: "act align",
    },
    {
      reason: "no description is asked for any more",
      world: { image: { ...image, description: "old" }, sent: false },
      expected: "act align",
    },
    {
      reason: "a null is no description",
      inputs: { description: null },
      world: { image, sent: false },
      expected: "done",
    },
    {
      reason: "what was sent does not show yet",
      inputs: { name: "new" },
      world: { image, sent: true },
      expected: "wait waiting for the image's name and description to show",
    },
    {
      reason: "the image is gone",
      world: { image: undefined, sent: false },
      expected: "stop unexpectedState",
    },
    {
      reason: "another operation has taken the image over",
      world: { image: { ...image, mark: foreignMark }, sent: false },
      expected: "stop unexpectedState",
    },
    {
      reason: "somebody took the mark away",
      world: { image: { ...image, mark: undefined }, sent: false },
      expected: "stop unexpectedState",
    },
  ];
  for (const { reason, inputs = {}, world, expected } of cases)
    it(`is "${expected}" where ${reason}`, () => {
      const move = decideUpdate(towards(inputs), world);
      const text =
        move.kind === "act"
          ? `act ${move.action}`
          : move.kind === "wait"
            ? `wait ${move.what}`
            : move.kind === "stop"
              ? `stop ${move.failure.kind}`
              : "done";
      assert.equal(text, expected);
    });

  it("says what it saw and what to do where the image is not ours any more", () => {
    for (const [seen, expected] of [
      [undefined, /cannot update the image "web-01 full": the image no longer exists.*--refresh/],
      [
        { ...image, mark: foreignMark },
        /image image-1 no longer carries this resource's mark.*0123456789abcdef/,
      ],
    ] as const) {
      const move = decideUpdate(goal, { image: seen, sent: false });
      assert.ok(move.kind === "stop" && move.failure instanceof OperationFailure);
      assert.match(move.failure.message, expected);
    }
  });
});

describe("an update", () => {
  /** Updates this image, whose changes show after so many looks. */
  async function update(inputs: Partial<FullEcsImageInputs>, before: Image = image, lateBy = 0) {
    let shown = before;
    let late = lateBy;
    const sent: object[] = [];
    const images: Partial<Cloud["images"]> = {
      get: async (id) => {
        assert.equal(id, "image-1");
        if (late-- <= 0) shown = Object.assign({ ...before }, ...sent) as Image;
        return shown;
      },
      update: async (id, changes) => {
        assert.equal(id, "image-1");
        sent.push(changes);
        late = lateBy;
      },
    };
    const saved = { ...outputs, name: before.name, description: before.description || undefined };
    const operation = updateOperation(towards(inputs), saved, { images } as unknown as Cloud);
    const clock = fakeClock();
    const result = await run(operation.procedure, {
      clock,
      stopSignal: new AbortController().signal,
      confirmEngineAlive: () => Promise.resolve(),
      timeoutMilliseconds: operation.defaultTimeoutMilliseconds,
      letOthersGoFirst: (wait) => wait(),
      report: () => undefined,
    });
    return { result, sent, clock, known: operation.known() };
  }

  it("sends name and description, and gives the outputs with them", async () => {
    const { result, sent } = await update({ name: "new", description: "d" });
    assert.deepEqual(sent, [{ name: "new", description: "d" }]);
    assert.deepEqual(result, { ...outputs, name: "new", description: "d" });
  });

  it("takes a description away, in the outputs too", async () => {
    const { result, sent } = await update({}, { ...image, description: "old" });
    assert.deepEqual(sent, [{ description: "" }], "only what differs");
    assert.equal(result.description, undefined);
  });

  it("sends nothing where nothing differs", async () => {
    assert.deepEqual((await update({})).sent, []);
  });

  it("sends once, and waits until it shows", async () => {
    const { sent, clock } = await update({ name: "new" }, image, 3);
    assert.equal(sent.length, 1);
    assert.deepEqual(clock.sleeps, [2000, 2000, 2000]);
  });

  it("has nothing to remember as long as nothing was sent: it can be repeated", async () => {
    assert.equal((await update({})).known, undefined);
  });

  it("remembers what was sent: the old outputs are no longer true", async () => {
    const { known } = await update({ name: "new" }, { ...image, description: "old" });
    assert.deepEqual(known, { ...outputs, name: "new" });
  });
});
