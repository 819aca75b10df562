import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { stuckJobs, stuckWorld } from "./troubledJobs";

for (const [end, subject] of Object.entries(stuckJobs))
  describe(`FullEcsImage whose first job is stuck, and ${end} after the deadline`, () => {
    it("cut at every call of create", async () => {
      assertNoFindings(await cutEveryCall(subject, stuckWorld, "create", ["same inputs"]));
    });

    it("cut at every call of delete before the job has ended", async () => {
      const continuations = ["destroy", "same inputs"] as const;
      assertNoFindings(await cutEveryCall(subject, stuckWorld, "delete unfinished", continuations));
    });
  });
