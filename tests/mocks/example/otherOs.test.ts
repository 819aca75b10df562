import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ecsLifecycleMocks } from "pulumi-ecs-lifecycle/testing";
import { otherOs } from "./otherOs";

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

describe("otherOs", function () {
  this.timeout(10_000);
  const mocks = ecsLifecycleMocks();
  before(() => pulumi.runtime.setMocks(mocks));

  it("is a change that the provider makes, and leaves the data disks as they are", async () => {
    const os = otherOs("db-01", "Standard_Ubuntu_24.04_latest");
    assert.deepEqual(await mocks.refusalsOf(os), []);
    assert.equal(await valueOf(os.osFamily), "Linux");
    assert.ok((await valueOf(os.verified))?.includes("the data disks are the same"));
  });
});
