import assert from "node:assert/strict";
import { assertNoFindings, type Finding } from "../findings";
import { badWeatherWorlds, fullEcsImageSubject as subject } from "../fullEcsImageSubject";
import { runTwoAtOnce } from "../harness";

/** Beyond this the second run finds the record of the first. */
const longestMilliseconds = 16_000;
/** So far behind, a slow first write of the second run may overwrite the record of the first. */
const overlapMilliseconds = 6_000;
/** Around the 5 seconds within which an intention has to be written. */
const slowWritesMilliseconds = [4_500, 5_500];

describe("FullEcsImage, two runs at once", () => {
  for (const world of Object.keys(subject.worlds)) {
    // A way of a call takes 100 ms: closer than that no two schedules differ.
    const stepMilliseconds = badWeatherWorlds.includes(world) ? 100 : 400;
    it(`every ${stepMilliseconds} ms, in the world "${world}"`, async () => {
      const findings: Finding[] = [];
      let schedules = 0;
      for (let behind = 0; behind < longestMilliseconds; behind += stepMilliseconds)
        for (const slowWrite of behind < overlapMilliseconds ? [0, ...slowWritesMilliseconds] : [0]) {
          schedules++;
          try {
            await assertOneImage(world, behind, slowWrite);
          } catch (error) {
            const schedule = `second run ${behind} ms behind, its first write ${slowWrite} ms slow`;
            findings.push({ schedule, message: (error as Error).message });
          }
        }
      assertNoFindings({ schedules, findings });
    });
  }
});

async function assertOneImage(world: string, behind: number, slowWrite: number): Promise<void> {
  const { scenes, errors } = await runTwoAtOnce(subject, world, behind, slowWrite);
  const state = scenes[0].cloud.state();
  const images = state.images.filter((image) => image.imageType === "private");
  assert.deepEqual([images.length, state.backups.length], [1, 1], errors.join());
  const isHeld = scenes.some((scene) => scene.engine.state?.outputs["settled"] === true);
  assert.ok(isHeld, `the image is in nobody's state: ${errors.join()}`);
}
