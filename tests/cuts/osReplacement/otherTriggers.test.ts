import type { CloudState } from "../../../emulator";
import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { osReplacementSubject } from "../osReplacementSubject";
import type { Subject } from "../subject";

/** A replacement that is another change of the OS: with a consent that is never spent nothing but the triggers stops a third. */
const subject: Subject<CloudState> = {
  ...osReplacementSubject,
  replacingInputs: { ...osReplacementSubject.inputs, triggers: ["b"], mayLoseSystemDisk: "any" },
};

describe("OsReplacement with other triggers, cut at every call of the replacement", () => {
  for (const world of ["metadata and tags are lost by the change"])
    it(`in the world "${world}"`, async () => {
      assertNoFindings(await cutEveryCall(subject, world, "replace", ["same inputs"]));
    });
});
