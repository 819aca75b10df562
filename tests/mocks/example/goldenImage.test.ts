import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ecsLifecycleMocks } from "pulumi-ecs-lifecycle/testing";
import { goldenImage } from "./goldenImage";

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

describe("goldenImage", function () {
  this.timeout(10_000);
  const mocks = ecsLifecycleMocks();
  before(() => pulumi.runtime.setMocks(mocks));

  it("is an image that the provider makes, of the server that was asked for", async () => {
    const image = goldenImage("web-01");
    assert.deepEqual(await mocks.refusalsOf(image), []);
    assert.equal(await valueOf(image.sourceServerName), "web-01");
    assert.equal(await valueOf(image.vaultName), "golden-images");
    assert.deepEqual(await valueOf(image.tagsAll), { role: "golden" });
  });

  it("cannot have a description of several lines", async () => {
    const image = goldenImage("web-02", "made before\nthe upgrade");
    const [reason] = await mocks.refusalsOf(image);
    assert.match(reason ?? "", /^description: /);
  });
});
