import { everydayKinds } from "../cutKinds";
import { assertNoFindings } from "../findings";
import { cutEveryCall, type Continuation } from "../harness";
import { osReplacementSubject as subject } from "../osReplacementSubject";

const continuations: readonly Continuation[] = [
  ...(["refresh, then same inputs", "changed inputs", "destroy, then same inputs"] as const),
];

/** Little is known of a change afterwards. */
const worlds = ["the job is forgotten at once"];

describe("OsReplacement, cut at every call of create, and then its user does something else", () => {
  for (const world of worlds)
    it(`in the world "${world}"`, async () => {
      assertNoFindings(await cutEveryCall(subject, world, "create", continuations, everydayKinds));
    });
});
