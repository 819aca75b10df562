import { assertNoFindings } from "../findings";
import { cutEveryCall, type Continuation, type CutVerb } from "../harness";
import { adoptedImage as subject } from "./adoptedImage";

const continuations: Partial<Record<CutVerb, readonly Continuation[]>> = {
  create: ["same inputs", "destroy"],
  update: ["same inputs", "reverted inputs", "destroy"],
  delete: ["destroy"],
};

for (const verb of ["create", "update", "delete"] as const)
  describe(`FullEcsImage that is adopted, cut at every call of ${verb}`, () => {
    for (const world of Object.keys(subject.worlds))
      it(`in the world "${world}"`, async () => {
        assertNoFindings(await cutEveryCall(subject, world, verb, continuations[verb]!));
      });
  });
