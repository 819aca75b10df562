import assert from "node:assert/strict";
import { cutEveryCall, runTwoAtOnce, type Finding } from "./harness";
import { fullEcsImageSubject as subject } from "./fullEcsImageSubject";

/** Findings as a list that a person can act on: the first of each kind, and how many there are. */
function listed(findings: readonly Finding[]): string {
  return findings
    .slice(0, 12)
    .map(
      ({ call, kind, continuation, message }) => `${kind} at call ${call}, then ${continuation}: ${message}`,
    )
    .join("\n");
}

describe("FullEcsImage, cut at every call", () => {
  let total = 0;
  const begin = Date.now();

  for (const world of Object.keys(subject.worlds)) {
    it(`create, in the world "${world}"`, async () => {
      const continuations = ["same inputs", "changed inputs", "destroy"] as const;
      const { cuts, findings } = await cutEveryCall(subject, world, "create", continuations);
      total += cuts;
      assert.equal(findings.length, 0, `${findings.length} of ${cuts} cuts went wrong\n${listed(findings)}`);
    });

    it(`replace, in the world "${world}"`, async () => {
      const { cuts, findings } = await cutEveryCall(subject, world, "replace", ["same inputs"]);
      total += cuts;
      assert.equal(findings.length, 0, `${findings.length} of ${cuts} cuts went wrong\n${listed(findings)}`);
    });

    it(`delete, in the world "${world}"`, async () => {
      const { cuts, findings } = await cutEveryCall(subject, world, "delete", ["destroy", "same inputs"]);
      total += cuts;
      assert.equal(findings.length, 0, `${findings.length} of ${cuts} cuts went wrong\n${listed(findings)}`);
    });

    it(`two runs at once, in the world "${world}"`, async () => {
      for (let behind = 0; behind < 16_000; behind += 100)
        for (const slowWrite of behind < 6_000 ? [0, 4_500, 5_500] : [0]) {
          total++;
          const { scenes, errors } = await runTwoAtOnce(subject, world, behind, slowWrite);
          const state = scenes[0].cloud.state();
          const images = state.images.filter((image) => image.imageType === "private");
          const schedule = `second run ${behind} ms behind, its first write ${slowWrite} ms slow: ${errors.join()}`;
          assert.deepEqual([images.length, state.backups.length], [1, 1], schedule);
          assert.ok(
            scenes.some((scene) => scene.engine.state?.outputs["settled"] === true),
            schedule,
          );
        }
    });
  }

  after(() => {
    const seconds = ((Date.now() - begin) / 1000).toFixed(1);
    // eslint-disable-next-line no-console
    console.log(`      ${total} cuts in ${Object.keys(subject.worlds).length} worlds, in ${seconds} s`);
  });
});
