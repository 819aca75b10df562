import assert from "node:assert/strict";
import { emulatedIn } from "../emulatedIn";
import { fullEcsImageSubject } from "../fullEcsImageSubject";
import { withPrivateRecords } from "../privateRecords";
import { explore } from "./explore";
import type { History } from "./history";

const lag = "records die with their run";

// Without a name of its own: else the first image's name would stop the second, record or not.
const { name: _name, ...inputs } = fullEcsImageSubject.inputs;

const withoutRecord = {
  ...fullEcsImageSubject,
  inputs,
  worlds: {
    [lag]: (now: () => number) => {
      const cloud = emulatedIn({}, now);
      const connect: typeof cloud.connect = (surroundings) => withPrivateRecords(cloud.connect(surroundings));
      return { ...cloud, connect };
    },
  },
};

describe("the explorer, with the rule of the record switched off", () => {
  it("finds that images are made twice, and tells the shortest history of it", async () => {
    const long: History = {
      lag,
      first: { call: 17, kind: "engineKilledAfter" },
      secondAt: 40_000,
      second: { call: 20, kind: "interrupted" },
    };
    const [found, ...more] = await explore(withoutRecord, [long]);
    assert.deepEqual(more, []);
    assert.ok(found, "two runs that see nothing of each other make two images");
    const { first, second, secondAt } = found.history;
    const cuts = [first, second].filter((cut) => cut !== null);
    assert.ok(cuts.length === 0 || secondAt === null, "one thing is enough: a second run, or a cut");
  });
});
