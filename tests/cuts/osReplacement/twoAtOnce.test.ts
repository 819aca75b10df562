import assert from "node:assert/strict";
import type { World } from "../../../emulator";
import { assertNoFindings, type Finding } from "../findings";
import { runTwoAtOnce } from "../harness";
import { assertDataDisksStay, osReplacementSubject } from "../osReplacementSubject";
import { worldsOf } from "../emulatedIn";

const worlds: Record<string, Partial<World>> = {
  "everything shows at once": {},
  "records 3 s late, metadata lost by the change": { metadataLagSeconds: 3, osChangeMetadata: "lost" },
};

/** From the first look to long after the submission; the server's stop takes 40 s. */
const longestMilliseconds = 80_000;
const stepMilliseconds = 2_300;

/** The durations of the real cloud: so long the second run has to wait. */
const subject = { ...osReplacementSubject, worlds: worldsOf(worlds) };

describe("OsReplacement, two runs at once", () => {
  for (const world of Object.keys(worlds))
    it(`destroys once, in the world "${world}"`, async () => {
      const findings: Finding[] = [];
      let schedules = 0;
      for (let behind = 0; behind < longestMilliseconds; behind += stepMilliseconds)
        for (const slowWrite of [0, 4_500, 5_500]) {
          schedules++;
          try {
            await assertOneChange(world, behind, slowWrite);
          } catch (error) {
            const schedule = `second run ${behind} ms behind, its first write ${slowWrite} ms slow`;
            findings.push({ schedule, message: (error as Error).message });
          }
        }
      assertNoFindings({ schedules, findings });
    });
});

async function assertOneChange(world: string, behind: number, slowWrite: number): Promise<void> {
  const { scenes, errors } = await runTwoAtOnce(subject, world, behind, slowWrite);
  const state = scenes[0].cloud.state();
  assertDataDisksStay(state);
  assert.equal(state.osChanges.length, 1, errors.join());
  assert.equal(state.osChanges[0]?.loginBroken, false, `the login: ${errors.join()}`);
  const isHeld = scenes.some((scene) => scene.engine.state?.outputs["settled"] === true);
  assert.ok(isHeld, `the change is in nobody's state: ${errors.join()}`);
}
