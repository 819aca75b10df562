import { assertNoFindings } from "../findings";
import { fullEcsImageSubject as subject } from "../fullEcsImageSubject";
import { cutEveryCall } from "../harness";

const world = "effects show 5 s late, records 3 s late, image invisible while made";

describe("FullEcsImage, cut at every call of a replacement and then destroyed", () => {
  it(`in the world "${world}"`, async () => {
    assertNoFindings(await cutEveryCall(subject, world, "replace", ["destroy"]));
  });
});
