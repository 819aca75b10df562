import { allKinds, everydayKinds } from "../cutKinds";
import { assertNoFindings } from "../findings";
import { badWeatherWorlds, fullEcsImageSubject as subject } from "../fullEcsImageSubject";
import { cutEveryCall } from "../harness";

describe("FullEcsImage, cut at every call of create", () => {
  for (const world of Object.keys(subject.worlds)) {
    const isBadWeatherToo = badWeatherWorlds.includes(world);
    it(`in the world "${world}"${isBadWeatherToo ? ", in bad weather, too" : ""}`, async () => {
      const continuations = ["same inputs", "changed inputs", "destroy"] as const;
      const kinds = isBadWeatherToo ? allKinds : everydayKinds;
      assertNoFindings(await cutEveryCall(subject, world, "create", continuations, kinds));
    });
  }
});
