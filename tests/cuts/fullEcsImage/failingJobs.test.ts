import { assertNoFindings } from "../findings";
import { carryThrough, cutEveryCall } from "../harness";
import { failingJobs as subject, forgottenJobs } from "./troubledJobs";

describe("FullEcsImage whose first job fails, cut at every call of create", () => {
  for (const world of Object.keys(subject.worlds))
    it(`in the world "${world}"`, async () => {
      assertNoFindings(
        await cutEveryCall(subject, world, "create", ["same inputs", "changed inputs", "destroy"]),
      );
    });
});

describe("FullEcsImage whose first job fails, and is forgotten at once", () => {
  const [world = ""] = Object.keys(forgottenJobs.worlds);

  // It takes 15 minutes of silence, and hundreds of calls, to know: a few cuts must do.
  for (const kind of ["killedAfter", "interrupted", "lostAfter"] as const)
    for (const call of [15, 16, 18, 23])
      it(`${kind} at call ${call}`, async () => {
        for (const continuation of ["same inputs", "changed inputs", "destroy"] as const)
          await carryThrough(forgottenJobs, world, "create", { call, kind }, continuation);
      });
});
