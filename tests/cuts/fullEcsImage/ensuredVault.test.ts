import { assertNoFindings } from "../findings";
import { cutEveryCall } from "../harness";
import { ensuredVault as subject, lateWorld, strictWorld } from "./ensuredVault";

describe("FullEcsImage with a vault that is made for it", () => {
  it(`cut at every call of create, in the world "${lateWorld}"`, async () => {
    const continuations = ["same inputs", "changed inputs", "destroy"] as const;
    assertNoFindings(await cutEveryCall(subject, lateWorld, "create", continuations));
  });

  it(`cut at every call of delete, in the world "${strictWorld}"`, async () => {
    assertNoFindings(await cutEveryCall(subject, strictWorld, "delete", ["destroy", "same inputs"]));
  });
});
