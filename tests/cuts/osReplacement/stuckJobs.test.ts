import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { stuckJobs } from "./troubledJobs";

const kinds = ["killedBefore", "killedAfter", "interrupted"] as const;

for (const [end, subject] of Object.entries(stuckJobs))
  for (const world of Object.keys(subject.worlds))
    describe(`OsReplacement whose first job is stuck ${world}, and ${end} after the deadline`, () => {
      it("cut at every call of create", async () => {
        assertNoFindings(await cutEveryCall(subject, world, "create", ["same inputs"], kinds));
      });

      it("cut at every call of delete before the job has ended", async () => {
        const continuations = ["destroy, then same inputs"] as const;
        assertNoFindings(await cutEveryCall(subject, world, "delete unfinished", continuations, kinds));
      });
    });
