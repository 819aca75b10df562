import assert from "node:assert/strict";
import type { CloudState } from "../../emulator";
import { emulatedIn } from "./emulatedIn";
import { fullEcsImageSubject } from "./fullEcsImageSubject";
import { cutEveryCall, runTwoAtOnce } from "./harness";
import { withPrivateRecords } from "./privateRecords";
import type { Subject } from "./subject";

const world = "records die with their run";

// Without a name of its own: else the first image's name would stop the second, record or not.
const { name: _name, ...inputs } = fullEcsImageSubject.inputs;
const nameless = { ...fullEcsImageSubject, inputs };

const withoutRecord: Subject<CloudState> = {
  ...nameless,
  worlds: {
    [world]: (now) => {
      const cloud = emulatedIn({}, now);
      return { ...cloud, connect: (surroundings) => withPrivateRecords(cloud.connect(surroundings)) };
    },
  },
};

/** The same world, with the rule. */
const withRecord: Subject<CloudState> = { ...nameless, worlds: { [world]: (now) => emulatedIn({}, now) } };

/** The cuts after which a record is all that tells. */
const kinds = ["killedBefore", "killedAfter", "lostAfter"] as const;

describe("the harness of cuts, with the rule of the record switched off", () => {
  it("turns red: images are made twice", async () => {
    const { findings } = await cutEveryCall(withoutRecord, world, "create", ["same inputs"], kinds);
    const doubled = findings.filter(({ message }) => message.includes("no image is left over"));
    assert.ok(doubled.length > 5, `${doubled.length} doubled images were found`);
  });

  it("stays green with the rule", async () => {
    const { findings } = await cutEveryCall(withRecord, world, "create", ["same inputs"], kinds);
    assert.deepEqual(findings, []);
  });

  it("turns red for two runs at once, too", async () => {
    assert.deepEqual([await imagesOfTwoRuns(withRecord), await imagesOfTwoRuns(withoutRecord)], [1, 2]);
  });
});

async function imagesOfTwoRuns(subject: Subject<CloudState>): Promise<number> {
  const { scenes } = await runTwoAtOnce(subject, world, 30_000);
  return scenes[0].cloud.state().images.filter((image) => image.imageType === "private").length;
}
