import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { failingJobs as subject } from "./troubledJobs";

const kinds = ["killedBefore", "killedAfter", "engineKilledAfter", "interrupted", "lostAfter"] as const;

describe("OsReplacement whose first job fails, cut at every call of create", () => {
  for (const world of Object.keys(subject.worlds))
    it(world, async () => {
      const continuations = ["same inputs", "destroy, then same inputs"] as const;
      assertNoFindings(await cutEveryCall(subject, world, "create", continuations, kinds));
    });
});
