import assert from "node:assert/strict";
import { assertNoFindings, type Finding } from "../findings";
import { found } from "../outsider/found";
import { allMeddlings, textOf, type Meddling } from "../outsider/meddling";
import { play } from "../outsider/play";
import { SeededRandom } from "../random";

/** All of them take half an hour: HISTORIES=all npm run test:cuts -- --grep meddles. */
const wanted = process.env["HISTORIES"] ?? "120";
const seed = Number(process.env["HISTORIES_SEED"] ?? 1);

describe("OsReplacement, and somebody meddles with the server in the middle of a run", () => {
  it(`keeps its promises right before each request, and in ${wanted} cases from the seed ${seed}`, async () => {
    const { all, closest } = await allMeddlings();
    const random = new SeededRandom(seed);
    const drawn = (): Meddling[] => Array.from({ length: Number(wanted) }, () => random.oneOf(all));
    const chosen = wanted === "all" ? all : [...closest, ...drawn()];
    const findings: Finding[] = [];
    let schedules = 0;
    for (const meddling of chosen)
      try {
        if (await play(meddling)) schedules++;
      } catch (error) {
        const schedule = `${textOf(meddling)} (${JSON.stringify(meddling)})`;
        findings.push({ schedule, message: (error as Error).message });
      }
    assertNoFindings({ schedules: schedules + findings.length, findings });
    assert.ok(schedules > chosen.length / 2, `the cloud let only ${schedules} of ${chosen.length} happen`);
  });
});

describe("what went wrong once because somebody meddled", () => {
  for (const { meddling, since } of found)
    it(`${textOf(meddling)}. ${since}`, async () => {
      assert.ok(await play(meddling), "the cloud lets it happen");
    });
});
