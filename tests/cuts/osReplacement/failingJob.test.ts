import assert from "node:assert/strict";
import { request } from "../../provider/resources/osReplacement/onTheCloud/stage";
import type { CutKind } from "../cutKinds";
import { assertGoalAfter, problemsOf } from "./sweep";

const kinds: CutKind[] = ["killedBefore", "killedAfter", "engineKilledAfter", "interrupted", "lostAfter"];

describe("a change of an OS whose first job fails is cut at every call", () => {
  for (const when of ["beforeDisk", "afterDisk"] as const)
    it(`ends in the goal after two attempts, or says that there is no third: ${when}`, async () => {
      const fails = { kind: "osChangeFails", when, code: "Ecs.0202", reason: "no room" } as const;
      const problems = await problemsOf({
        faults: [{ id: "f", match: request, ...fails }],
        kinds,
        assertEnd: assertGoalAfter,
      });
      assert.deepEqual(
        problems.filter((problem) => !/never came to rest.*contact customer service/s.test(problem)),
        [],
      );
    });
});
