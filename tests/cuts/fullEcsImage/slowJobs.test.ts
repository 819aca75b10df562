import { assertNoFindings } from "../findings";
import { cutEveryCall, type Continuation } from "../harness";
import { slowJobs as subject } from "./troubledJobs";

/** All of them in both worlds would take too long. */
const continuations: readonly Continuation[] = ["changed inputs", "same inputs"];

describe("FullEcsImage with deadlines shorter than its job", () => {
  for (const [number, world] of Object.keys(subject.worlds).entries()) {
    it(`cut at every call of create, in the world "${world}"`, async () => {
      assertNoFindings(await cutEveryCall(subject, world, "create", continuations.slice(number)));
    });

    it(`cut at every call of delete before the image is complete, in the world "${world}"`, async () => {
      assertNoFindings(await cutEveryCall(subject, world, "delete unfinished", ["destroy", "same inputs"]));
    });
  }
});
