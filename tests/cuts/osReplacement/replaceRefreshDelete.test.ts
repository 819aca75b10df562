import assert from "node:assert/strict";
import { allKinds, everydayKinds } from "../cutKinds";
import { assertNoFindings } from "../findings";
import { callsOf, cutEveryCall, type Continuation, type CutVerb } from "../harness";
import { badWeatherWorlds, osReplacementSubject as subject } from "../osReplacementSubject";

const continuations: Partial<Record<CutVerb, readonly Continuation[]>> = {
  replace: ["same inputs", "destroy, then same inputs"],
  refresh: ["same inputs"],
  delete: ["destroy, then same inputs", "same inputs"],
};

for (const verb of ["replace", "refresh", "delete"] as const)
  describe(`OsReplacement, cut at every call of ${verb}`, () => {
    for (const world of Object.keys(subject.worlds)) {
      const isBadWeatherToo = badWeatherWorlds.includes(world);
      it(`in the world "${world}"${isBadWeatherToo ? ", in bad weather, too" : ""}`, async () => {
        const kinds = isBadWeatherToo ? allKinds : everydayKinds;
        assertNoFindings(await cutEveryCall(subject, world, verb, continuations[verb]!, kinds));
      });
    }
  });

describe("OsReplacement, updated", () => {
  it("makes no call that could be cut: what is changed in place does not touch the server", async () => {
    for (const world of Object.keys(subject.worlds))
      assert.deepEqual(await callsOf(subject, world, "update"), []);
  });
});
