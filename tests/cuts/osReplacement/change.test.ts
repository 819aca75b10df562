import assert from "node:assert/strict";
import { fleetIds, type World } from "../../../emulator";
import type { CutKind } from "../cutKinds";
import { everydayKinds, kindsAt } from "../cutKinds";
import {
  changesIn,
  outputsOf,
  recordsIn,
  running,
  serverIn,
  stageIn,
  type Stage,
} from "../../provider/resources/osReplacement/onTheCloud/stage";

const inputs = { ...running, triggers: ["a"] };

const worlds: Record<string, Partial<World>> = {
  "metadata kept": {},
  "metadata and tags lost, fields late, image shown early": {
    ...{ osChangeMetadata: "lost", osChangeTags: "lost" },
    ...{ osChangeLagSeconds: 20, osChangeShowsImage: "early", osChangeShows: "nothing" },
  },
};

describe("a change of an OS is cut at every call", () => {
  for (const [name, world] of Object.entries(worlds))
    it(`ends in the goal or in a clear error, and destroys once: ${name}`, async function () {
      this.timeout(600_000);
      const calls = (await stageIn(world).up(inputs)).calls;
      const problems: string[] = [];
      for (const [call, text] of calls.entries()) {
        if (isRepeatedLook(calls, call)) continue;
        for (const kind of kindsAt(text, everydayKinds)) {
          const problem = await problemOf(stageIn(world), call, kind);
          if (problem !== undefined) problems.push(`${call} ${text} ${kind}: ${problem}`);
        }
      }
      assert.deepEqual(problems, []);
    });
});

/** In the middle of looks that are all alike nothing new can be cut. */
function isRepeatedLook(calls: readonly string[], at: number): boolean {
  return calls[at] === calls[at - 1] && calls[at] === calls[at + 1] && (calls[at] ?? "").startsWith("GET");
}

async function problemOf(stage: Stage, call: number, kind: CutKind): Promise<string | undefined> {
  try {
    await stage.up(inputs, { call, kind });
  } catch {
    // A user types the command again.
  }
  await stage.waitForLag();
  try {
    await stage.upUntilUnchanged(inputs);
    const state = stage.cloud.state();
    const server = serverIn(state, fleetIds.web01);
    assert.equal(changesIn(state), 1, "changes");
    assert.equal(state.osChanges[0]?.loginBroken, false, "login");
    assert.equal(server.imageId, fleetIds.suse, "image");
    assert.equal(server.status, "ACTIVE", "status");
    assert.deepEqual(
      server.disks.slice(1).map(({ id }) => id),
      [fleetIds.web01LogDisk, fleetIds.web01DataDisk],
    );
    assert.equal(outputsOf(stage)["settled"], true);
    assert.deepEqual(
      recordsIn(state, fleetIds.web01).map((record) => record.state),
      ["settled"],
    );
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
