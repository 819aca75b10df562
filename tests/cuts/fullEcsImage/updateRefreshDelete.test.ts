import { allKinds, everydayKinds } from "../cutKinds";
import { assertNoFindings } from "../findings";
import { badWeatherWorlds, fullEcsImageSubject as subject } from "../fullEcsImageSubject";
import { cutEveryCall, type Continuation, type CutVerb } from "../harness";

const continuations: Partial<Record<CutVerb, readonly Continuation[]>> = {
  update: ["same inputs", "reverted inputs", "destroy"],
  refresh: ["same inputs"],
  delete: ["destroy", "same inputs"],
};

for (const verb of ["update", "refresh", "delete"] as const)
  describe(`FullEcsImage, cut at every call of ${verb}`, () => {
    for (const world of Object.keys(subject.worlds)) {
      const isBadWeatherToo = badWeatherWorlds.includes(world);
      it(`in the world "${world}"${isBadWeatherToo ? ", in bad weather, too" : ""}`, async () => {
        const kinds = isBadWeatherToo ? allKinds : everydayKinds;
        assertNoFindings(await cutEveryCall(subject, world, verb, continuations[verb]!, kinds));
      });
    }
  });
