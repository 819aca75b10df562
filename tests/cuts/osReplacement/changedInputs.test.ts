import assert from "node:assert/strict";
import { fleetIds } from "../../../emulator";
import { changesIn, serverIn, type Stage } from "../../provider/resources/osReplacement/onTheCloud/stage";
import type { CutKind } from "../cutKinds";
import { assertUntouched, problemsOf, program } from "./sweep";

const kinds: CutKind[] = ["killedBefore", "killedAfter", "engineKilledAfter", "interrupted", "lostAfter"];

/** The same server, with another OS: the consent is for the disk that the first change deletes. */
const another = { ...program, image: { id: fleetIds.windows }, acceptLinuxToWindows: true };

describe("the image is changed after a change of an OS was cut", () => {
  it("destroys once: the consent is spent by whichever change came first", async () => {
    const refused = new Map<Stage, string>();
    const problems = await problemsOf({
      kinds,
      afterwards: (stage) =>
        stage.upUntilUnchanged(another).catch((error: unknown) => {
          refused.set(stage, (error as Error).message);
        }),
      assertEnd: (stage) => {
        const state = stage.cloud.state();
        assertUntouched(state);
        assert.equal(changesIn(state), 1, "one change");
        const { imageId, status } = serverIn(state, fleetIds.web01);
        const why = refused.get(stage);
        assert.equal(status, "ACTIVE", why);
        if (imageId === fleetIds.windows) assert.equal(why, undefined);
        else assert.match(why ?? "nothing is refused", /consent is spent/);
      },
    });
    assert.deepEqual(problems, []);
  });
});

describe("the program is given up after a change of an OS was cut", () => {
  it("destroys no more than once, and the same program made anew ends in the goal", async () => {
    const problems = await problemsOf({
      kinds,
      afterwards: async (stage) => {
        await stage.destroy();
        await stage.upUntilUnchanged(program);
      },
    });
    assert.deepEqual(problems, []);
  });
});
