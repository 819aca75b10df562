import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { failingJobs as subject } from "./troubledJobs";

describe("FullEcsImage whose first job fails, cut at every call of create", () => {
  for (const world of Object.keys(subject.worlds))
    it(`in the world "${world}"`, async () => {
      assertNoFindings(await cutEveryCall(subject, world, "create", ["same inputs", "destroy"]));
    });
});
