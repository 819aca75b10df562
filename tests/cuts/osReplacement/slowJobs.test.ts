import { assertNoFindings } from "../findings";
import { cutEveryCall, type Continuation } from "../harness";
import { slowJobs as subject } from "./troubledJobs";

const kinds = [
  "killedBefore",
  "killedAfter",
  "engineKilledBefore",
  "engineKilledAfter",
  "interrupted",
] as const;

/** All of them in both worlds would take too long. */
const continuations: readonly Continuation[] = ["refresh, then same inputs", "changed inputs"];

describe("OsReplacement with deadlines shorter than its change", () => {
  for (const [number, world] of Object.keys(subject.worlds).entries()) {
    it(`cut at every call of create, in the world "${world}"`, async () => {
      const one = continuations.slice(number, number + 1);
      assertNoFindings(await cutEveryCall(subject, world, "create", one, kinds));
    });

    it(`cut at every call of delete before the change has ended, in the world "${world}"`, async () => {
      const both = ["destroy, then same inputs", "same inputs"] as const;
      assertNoFindings(await cutEveryCall(subject, world, "delete unfinished", both, kinds));
    });
  }
});
