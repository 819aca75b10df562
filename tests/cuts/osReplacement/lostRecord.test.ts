import assert from "node:assert/strict";
import { fleetIds, type CloudState } from "../../../emulator";
import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { osReplacementSubject, osWorldsOf } from "../osReplacementSubject";
import type { Subject } from "../subject";

const world = "metadata is lost by the change, and the server shows its image early and nothing else";

/** OsReplacement where nothing tells of a change whose run was killed while it was made. */
const subject: Subject<CloudState> = {
  ...osReplacementSubject,
  worlds: osWorldsOf({
    [world]: {
      ...({ osChangeMetadata: "lost", osChangeTags: "lost", osChangeLagSeconds: 20 } as const),
      ...({ osChangeShowsImage: "early", osChangeShows: "nothing" } as const),
    },
  }),
  assertComplete,
  assertGone: assertBegunOnce,
};

describe("OsReplacement that nothing tells of", () => {
  it(`is begun once, cut at every call of create in the world "${world}"`, async () => {
    assertNoFindings(await cutEveryCall(subject, world, "create", ["same inputs"]));
  });
});

/** A run that begins in the middle of the change may take the server for complete: it destroys nothing. */
function assertComplete(...[state, saved, history]: Parameters<Subject<CloudState>["assertComplete"]>): void {
  assertBegunOnce(state);
  assert.equal(history.refusal, undefined);
  assert.deepEqual([saved.outputs["settled"], saved.outputs["imageId"]], [true, fleetIds.suse]);
}

function assertBegunOnce({ osChanges }: CloudState): void {
  assert.equal(osChanges.length, 1, "one change was begun");
  assert.ok(!osChanges.some(({ loginBroken }) => loginBroken), "nobody has touched the server meanwhile");
}
