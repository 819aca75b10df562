import { assertNoFindings } from "../findings";
import { badWeatherWorlds, fullEcsImageSubject as subject } from "../fullEcsImageSubject";
import { cutEveryCall } from "../harness";

describe("FullEcsImage, cut at every call of a replacement", () => {
  for (const world of badWeatherWorlds)
    it(`in the world "${world}"`, async () => {
      assertNoFindings(await cutEveryCall(subject, world, "replace", ["same inputs"]));
    });
});
