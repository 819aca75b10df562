import { allKinds, everydayKinds } from "../cutKinds";
import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { badWeatherWorlds, osReplacementSubject as subject } from "../osReplacementSubject";

describe("OsReplacement, cut at every call of create", () => {
  for (const world of Object.keys(subject.worlds)) {
    const isBadWeatherToo = badWeatherWorlds.includes(world);
    it(`in the world "${world}"${isBadWeatherToo ? ", in bad weather, too" : ""}`, async () => {
      const kinds = isBadWeatherToo ? allKinds : everydayKinds;
      assertNoFindings(await cutEveryCall(subject, world, "create", ["same inputs"], kinds));
    });
  }
});
